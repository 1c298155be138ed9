import { countedMs, type Clock } from '../clock.ts'
import type { Match, MatchEvent, MatchView, TimedUnit, UnitView, Warning } from '../match.ts'
import { alertOf } from './alert.ts'
import { countersOf } from './counters.ts'
import { endsOf } from './ends.ts'
import { inTiebreak, pointLabels } from './points.ts'
import type { MatchRules } from './rules.ts'
import { serverOf } from './serving.ts'
import { shootoutLeader } from './shootout.ts'
import {
  currentUnit,
  headline,
  playedUnits,
  shootoutScore,
  unitWinner,
  winnerOf,
} from './standing.ts'
import { unitAt, type MatchState } from './state.ts'

const timelineShown = 20

/** The scoreboard as it travels. `log` is the whole log, voids and what they voided included. */
export function view(
  match: Match,
  state: MatchState,
  log: readonly MatchEvent[],
  version: number,
): MatchView {
  const { id, room, sport, title, sides, rules } = match
  const unit = currentUnit(rules, state)
  const played = unitAt(match, state, state.unit)
  const sideId = (index: number | null) => (index === null ? null : (sides[index]?.id ?? null))
  const kicksScore = shootoutScore(rules, state)
  const timeline = log.slice(-timelineShown).toReversed()
  const oldest = timeline.at(-1)?.seq ?? 0
  return {
    id,
    room,
    sport,
    title,
    status: state.status,
    version,
    sides,
    unit: unitOf(match, state),
    units: unitsOf(match, state),
    score: headline(match, state),
    headline: rules.headline,
    points: pointLabels(unit, played),
    tiebreak: unit.games !== undefined && inTiebreak(unit.games, played),
    alert: alertOf(match, state),
    serve: sideId(serverOf(rules.serve, unit, played)),
    ends: endsOf(match, state),
    clock: clockOf(match, state),
    timed: timedUnits(rules, state),
    counters: countersOf(match, state),
    suspensions: state.suspended.map(({ seq, key, side, player, endsAtMs }) => ({
      seq,
      key,
      side: sideId(side) ?? '',
      player,
      endsAtMs,
    })),
    shootout: kicksScore && { score: kicksScore, kicks: state.kicks },
    winner: sideId(winnerOf(match, state)),
    warnings: state.warnings.filter((warning) => stillHolds(match, state, warning)),
    timeline,
    moments: state.moments.filter(({ seq }) => seq >= oldest).toReversed(),
  }
}

/** A unit that was left before anybody had won it may have been won since, by a point that came late. */
function stillHolds(match: Match, state: MatchState, { code, unit }: Warning): boolean {
  const rules = unit === undefined ? undefined : match.rules.units[unit]
  if (code !== 'unit-unfinished' || unit === undefined || !rules) return true
  return unitWinner(rules, unitAt(match, state, unit).score) === null
}

function unitOf(match: Match, state: MatchState): MatchView['unit'] {
  const unit = currentUnit(match.rules, state)
  const over = unit.kicks
    ? shootoutLeader(unit.kicks, state.kicks) !== null
    : unitWinner(unit, unitAt(match, state, state.unit).score) !== null
  return { index: state.unit, key: unit.key, number: unit.number, over }
}

const unitsOf = ({ rules, sides }: Match, state: MatchState): UnitView[] =>
  playedUnits(rules, state.units).map(({ unit, played }) => {
    const winner = unitWinner(unit, played.score)
    return {
      key: unit.key,
      number: unit.number,
      score: played.score,
      winner: winner === null ? null : (sides[winner]?.id ?? null),
      ...(played.tiebreak && { tiebreak: played.tiebreak }),
    }
  })

function timedUnits({ clock, ...rules }: MatchRules, state: MatchState): TimedUnit[] {
  if (clock === null) return []
  const { direction, atLimit } = clock
  return playedUnits({ clock, ...rules }, state.units).flatMap(({ unit, index }) => {
    const { key, number, ms: limitMs, offsetMs } = unit
    return limitMs === null ? [] : [{ index, key, number, direction, limitMs, offsetMs, atLimit }]
  })
}

/** Null where nobody times the sport, or this unit. */
function clockOf({ rules }: Match, state: MatchState): Clock | null {
  const { ms, offsetMs } = currentUnit(rules, state)
  const { stopwatch } = state
  if (rules.clock === null || ms === null) return null
  return {
    running: stopwatch.since !== null,
    elapsedMs: countedMs({ ...rules.clock, limitMs: ms }, stopwatch.elapsedMs),
    since: stopwatch.since,
    direction: rules.clock.direction,
    limitMs: ms,
    offsetMs,
    addedMs: stopwatch.addedMs,
    atLimit: rules.clock.atLimit,
  }
}
