import { hasEnded, type Match } from '../match.ts'
import type { MatchRules, Target, Unit } from './rules.ts'
import { shootoutLeader } from './shootout.ts'
import { type MatchState, type UnitState } from './state.ts'

type Units = MatchState['units']

/** Throws only where a preset has no units at all: the state never leaves the plan. */
export function currentUnit(rules: MatchRules, state: MatchState): Unit {
  const unit = rules.units[state.unit]
  if (!unit) throw new RangeError(`${rules.sport} has no unit ${state.unit}`)
  return unit
}

const reaches = (own: number, best: number, { to, winBy, cap }: Target): boolean =>
  own > best && ((own >= to && own - best >= winBy) || (cap !== null && own >= cap))

/** The side that has reached a target; null while nobody has. */
export function wonBy(target: Target, score: readonly number[]): number | null {
  const winner = score.findIndex((own, side) =>
    reaches(own, Math.max(...score.filter((_, other) => other !== side)), target),
  )
  return winner < 0 ? null : winner
}

/** The side that has won a unit by its target; null where nobody has yet, or where it ends by hand. */
export const unitWinner = ({ target }: Unit, score: readonly number[]): number | null =>
  target === null ? null : wonBy(target, score)

/** Units that the match has been in, or that somebody scored in; the shoot-out is told apart. */
export const playedUnits = (
  rules: MatchRules,
  units: Units,
): { unit: Unit; index: number; played: UnitState }[] =>
  rules.units.flatMap((unit, index) => {
    const played = units[index]
    return played && unit.kicks === null ? [{ unit, index, played }] : []
  })

/** What stands on the board in large: points of all units, or units won. */
export function headline(match: Match, state: Pick<MatchState, 'units' | 'kicks'>): number[] {
  const { rules, sides } = match
  const played = playedUnits(rules, state.units)
  if (rules.headline === 'won')
    return sides.map(
      (_, side) =>
        played.filter(({ unit, played: { score } }) => unitWinner(unit, score) === side).length,
    )
  const added = shootoutBonus(rules, state)
  return sides.map((_, side) =>
    played.reduce((sum, { played: { score } }) => sum + (score[side] ?? 0), added(side)),
  )
}

/** The side that has won more than half of the units, in a sport that is decided like that. */
export function decidedFor(
  match: Match,
  state: Pick<MatchState, 'units' | 'kicks'>,
): number | null {
  if (match.rules.headline !== 'won') return null
  const winner = headline(match, state).findIndex((won) => won > match.rules.units.length / 2)
  return winner < 0 ? null : winner
}

/** Points of the shoot-out; null before it, also where a kick was told early. */
export function shootoutScore(
  rules: MatchRules,
  { unit, units }: Pick<MatchState, 'unit' | 'units'>,
): number[] | null {
  const index = rules.units.findIndex(({ kicks }) => kicks !== null)
  return index >= 0 && unit >= index ? (units[index]?.score ?? null) : null
}

/** In some sports the winner of a shoot-out wins by one goal more. */
function shootoutBonus(
  rules: MatchRules,
  { kicks }: Pick<MatchState, 'kicks'>,
): (side: number) => number {
  const rule = rules.units.find((unit) => unit.kicks !== null)?.kicks
  const leader = rule?.adds ? shootoutLeader(rule, kicks) : null
  return (side) => (side === leader ? (rule?.adds ?? 0) : 0)
}

/** The side that has won the match, as far as it has come. */
export function winnerOf(match: Match, state: MatchState): number | null {
  if (hasEnded(state) && state.named !== null) return state.named
  if (match.rules.headline === 'won') return decidedFor(match, state)
  if (state.status !== 'final') return null
  return leader(headline(match, state)) ?? leader(shootoutScore(match.rules, state) ?? [])
}

function leader(score: readonly number[]): number | null {
  const best = Math.max(...score)
  const first = score.indexOf(best)
  return first < 0 || score.indexOf(best, first + 1) >= 0 ? null : first
}
