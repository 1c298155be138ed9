import type { Clock } from '../clock.ts'
import type { Match, MatchEvent, MatchView } from '../match.ts'
import { alertOf } from './alert.ts'
import {
  currentUnit,
  headline,
  playedUnits,
  shootoutScore,
  unitWinner,
  winnerOf,
} from './standing.ts'
import { noPoints, type MatchState } from './state.ts'

const timelineShown = 20

/** The scoreboard as it travels. `log` is the whole log, voids and what they voided included. */
export function view(
  match: Match,
  state: MatchState,
  log: readonly MatchEvent[],
  version: number,
): MatchView {
  const { id, room, sport, title, sides, rules } = match
  const sideId = (index: number | null) => (index === null ? null : (sides[index]?.id ?? null))
  const kicksScore = shootoutScore(rules, state.scores)
  return {
    id,
    room,
    sport,
    title,
    status: state.status,
    version,
    sides,
    unit: unitOf(match, state),
    units: playedUnits(rules, state.scores).map(({ unit, score }) => ({
      key: unit.key,
      number: unit.number,
      score,
      winner: sideId(unitWinner(unit, score)),
    })),
    score: headline(match, state.scores),
    points: null,
    alert: alertOf(match, state),
    serve: sideId(state.serve),
    clock: clockOf(match, state),
    counters: [],
    shootout: kicksScore && { score: kicksScore, kicks: state.kicks },
    winner: sideId(winnerOf(match, state)),
    warnings: state.warnings,
    timeline: log.slice(-timelineShown).toReversed(),
  }
}

function unitOf(match: Match, state: MatchState): MatchView['unit'] {
  const unit = currentUnit(match.rules, state)
  const score = state.scores[state.unit] ?? noPoints(match)
  return {
    index: state.unit,
    key: unit.key,
    number: unit.number,
    over: unitWinner(unit, score) !== null,
  }
}

/** Null where nobody times the sport, or this unit. */
function clockOf({ rules }: Match, state: MatchState): Clock | null {
  const { ms, offsetMs } = currentUnit(rules, state)
  const { stopwatch } = state
  if (rules.clock === null || ms === null) return null
  return {
    running: stopwatch.since !== null,
    elapsedMs: stopwatch.elapsedMs,
    since: stopwatch.since,
    direction: rules.clock.direction,
    limitMs: ms,
    offsetMs,
    addedMs: stopwatch.addedMs,
    atLimit: rules.clock.atLimit,
  }
}
