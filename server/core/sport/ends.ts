import { hasEnded, type Match, type MatchView } from '../match.ts'
import { inTiebreak } from './points.ts'
import type { Ends, EndsWithin, Unit } from './rules.ts'
import { currentUnit, decidedFor, unitWinner } from './standing.ts'
import { unitAt, type MatchState, type UnitState } from './state.ts'
import { sum } from './sum.ts'

/** Where the sides stand, and whether they change right now; null where the rules do not tell. */
export function endsOf(match: Match, state: MatchState): MatchView['ends'] {
  const { ends, units } = match.rules
  if (!ends) return null
  const changes = units.slice(0, state.unit + 1).reduce((count, unit, index) => {
    const played = state.units[index]
    if (!played) return count
    const left = unit.changesEnds && index < state.unit ? 1 : 0
    return count + within(ends, unit, played).times + left
  }, 0)
  const unit = currentUnit(match.rules, state)
  const played = unitAt(match, state, state.unit)
  const now = within(ends, unit, played).now || isLeft(unit, played)
  const goesOn = !hasEnded(state) && decidedFor(match, state) === null
  return { swapped: changes % 2 === 1, due: now && goesOn }
}

/** It is won, and the sides change ends before the next. Where time ends it, that is not for us to see. */
const isLeft = ({ changesEnds, ms, ...unit }: Unit, { score }: UnitState): boolean =>
  changesEnds === true && ms === null && unitWinner({ ms, ...unit }, score) !== null

interface Changes {
  times: number
  /** The last point brought one. */
  now: boolean
}

function within(ends: Ends, unit: Unit, played: UnitState): Changes {
  const rule = (unit.decides ? ends.decider : undefined) ?? ends.within
  if (rule === undefined) return { times: 0, now: false }
  return rule === 'odd-games' ? afterOddGames(unit, played) : byPoints(rule, unit, played)
}

function byPoints(
  rule: Exclude<EndsWithin, string>,
  { target }: Unit,
  { score, last }: UnitState,
): Changes {
  if ('every' in rule) {
    const total = sum(score)
    return { times: Math.floor(total / rule.every), now: total > 0 && total % rule.every === 0 }
  }
  const at = rule.at === 'half' ? Math.ceil((target?.to ?? Infinity) / 2) : rule.at
  const best = Math.max(...score)
  // The first to get there has just done so.
  const now =
    last !== null && score[last] === at && score.every((own, side) => side === last || own < at)
  return { times: best >= at ? 1 : 0, now }
}

function afterOddGames({ games }: Unit, played: UnitState): Changes {
  const won = sum(played.score)
  const points = sum(played.points)
  const tied = games !== undefined && inTiebreak(games, played)
  // Six and six of a finished tie-break: the change after its last point is the one after its game.
  const inTie = tied
    ? Math.floor(points / 6)
    : Math.floor(Math.max(0, sum(played.tiebreak ?? []) - 1) / 6)
  return {
    times: Math.ceil(won / 2) + inTie,
    now: points === 0 ? won % 2 === 1 : tied && points % 6 === 0,
  }
}
