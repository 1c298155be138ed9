import type { Match } from '../match.ts'
import type { MatchRules, Target, Unit } from './rules.ts'
import { hasEnded, type MatchState } from './state.ts'

type Scores = MatchState['scores']

/** Throws only where a preset has no units at all: the state never leaves the plan. */
export function currentUnit(rules: MatchRules, state: MatchState): Unit {
  const unit = rules.units[state.unit]
  if (!unit) throw new RangeError(`${rules.sport} has no unit ${state.unit}`)
  return unit
}

const reaches = (own: number, best: number, { to, winBy, cap }: Target): boolean =>
  (own >= to && own - best >= winBy) || (cap !== null && own >= cap)

/** The side that has won a unit by its target; null where nobody has yet, or where it ends by hand. */
export function unitWinner({ target }: Unit, score: readonly number[]): number | null {
  if (target === null) return null
  const winner = score.findIndex((own, side) =>
    reaches(own, Math.max(...score.filter((_, other) => other !== side)), target),
  )
  return winner < 0 ? null : winner
}

/** Units that the match has been in, or that somebody scored in; the shoot-out is told apart. */
export const playedUnits = (rules: MatchRules, scores: Scores): { unit: Unit; score: number[] }[] =>
  rules.units.flatMap((unit, index) => {
    const score = scores[index]
    return score && unit.kicks === null ? [{ unit, score }] : []
  })

/** What stands on the board in large: points of all units, or units won. */
export function headline(match: Match, scores: Scores): number[] {
  const units = playedUnits(match.rules, scores)
  return match.sides.map((_, side) =>
    match.rules.headline === 'sum'
      ? units.reduce((sum, { score }) => sum + (score[side] ?? 0), 0)
      : units.filter(({ unit, score }) => unitWinner(unit, score) === side).length,
  )
}

/** The side that has won more than half of the units, in a sport that is decided like that. */
export function decidedFor(match: Match, scores: Scores): number | null {
  if (match.rules.headline !== 'won') return null
  const winner = headline(match, scores).findIndex((won) => won > match.rules.units.length / 2)
  return winner < 0 ? null : winner
}

/** Points of the shoot-out; null before it. */
export function shootoutScore(rules: MatchRules, scores: Scores): number[] | null {
  const index = rules.units.findIndex((unit) => unit.kicks !== null)
  return scores[index] ?? null
}

/** The side that has won the match, as far as it has come. */
export function winnerOf(match: Match, state: MatchState): number | null {
  if (hasEnded(state) && state.named !== null) return state.named
  if (match.rules.headline === 'won') return decidedFor(match, state.scores)
  if (state.status !== 'final') return null
  return (
    leader(headline(match, state.scores)) ?? leader(shootoutScore(match.rules, state.scores) ?? [])
  )
}

function leader(score: readonly number[]): number | null {
  const best = Math.max(...score)
  const first = score.indexOf(best)
  return first < 0 || score.indexOf(best, first + 1) >= 0 ? null : first
}
