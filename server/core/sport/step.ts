import {
  hasEnded,
  type EventKind,
  type EventOf,
  type Match,
  type MatchEvent,
  type Warning,
} from '../match.ts'
import { count, countsAfter } from './counters.ts'
import { playedMs } from './playing-time.ts'
import { pointLabels } from './points.ts'
import type { Unit } from './rules.ts'
import { addMiss, addScore, adjust } from './scoring.ts'
import { beginner, nextServer } from './serving.ts'
import { currentUnit, decidedFor, headline, unitWinner } from './standing.ts'
import { inPlay, replaced, sideIndex, unitAt, warn, withUnit, type MatchState } from './state.ts'
import { momentOf, press, resetAt, stopAt } from './stopwatch.ts'
import { carriedOver, suspend } from './suspensions.ts'

type Step<K extends EventKind> = (match: Match, state: MatchState, event: EventOf<K>) => MatchState

/** A correction acts on the log, not on the state: see `effective`. */
const nothing = (_match: Match, state: MatchState): MatchState => state

const steps: { [K in EventKind]: Step<K> } = {
  score: addScore,
  adjust,

  incident(match, state, event) {
    const incident = match.rules.incidents.find(({ key }) => key === event.key)
    if (incident === undefined) return state
    const counted = count(match, addMiss(match, state, event), event, incident)
    return incident.suspension ? suspend(match, counted, event, incident.suspension) : counted
  },

  clock(match, state, event) {
    const starts = event.op === 'start'
    const next = starts ? inPlay(state, event.seq) : state
    if (playedMs(match, state, event) === null)
      return warn(next, { code: 'no-clock', seq: event.seq, unit: state.unit })
    return starts && hasEnded(state) ? next : { ...next, stopwatch: press(next.stopwatch, event) }
  },

  unit(match, state, event) {
    const before = currentUnit(match.rules, state)
    const unit = match.rules.units[event.to]
    if (!unit?.allowed || event.to <= state.unit) return state
    const begun = unitAt(match, state, state.unit)
    const first = nextServer(match.rules.serve, [before, unit], begun)
    // A point that was told early is there already.
    const early = unitAt(match, state, event.to)
    const next: MatchState = {
      ...state,
      unit: event.to,
      units: replaced(state.units, event.to, { ...early, first: early.first ?? first }),
      counts: countsAfter(state.counts, [before, unit]),
      suspended: carriedOver(state, playedMs(match, state, event)),
      stopwatch: resetAt(momentOf(state.stopwatch, event)),
    }
    return warn(next, ...doubtsAboutMove(match, state, event))
  },

  serve(match, state, event) {
    const side = sideIndex(match, event.side)
    if (side < 0) return state
    const unit = currentUnit(match.rules, state)
    const played = unitAt(match, state, state.unit)
    const first = beginner(match.rules.serve, unit, played, side)
    // Said after a point, it is who serves now, whoever won that point.
    const last = match.rules.serve?.order === 'winner' && played.last !== null ? side : played.last
    return withUnit(inPlay(state, event.seq), state.unit, { ...played, first, last })
  },

  status(match, state, event) {
    const side = sideIndex(match, event.side)
    const next: MatchState = { ...state, status: event.to, named: null }
    if (!hasEnded(next)) return next
    // A board that says final must not go on counting.
    next.stopwatch = stopAt(state.stopwatch, momentOf(state.stopwatch, event))
    if (side >= 0) return { ...next, named: side }
    const undecided = match.rules.headline === 'won' && decidedFor(match, state) === null
    return event.to === 'final' && undecided
      ? warn(next, { code: 'match-undecided', seq: event.seq })
      : next
  },

  amend: nothing,
  void: nothing,
  confirm: nothing,
}

const momentsKept = 20

/**
 * One event further. Total: an event that does not fit (its references are unknown, its unit is
 * behind) changes nothing, one that the sport does not allow leaves a warning. What is held does not
 * count before it is confirmed.
 */
export function step(match: Match, state: MatchState, event: MatchEvent): MatchState {
  if (event.held || steps[event.kind] === nothing) return state
  // The cast joins what the table's type keeps together: each kind with its own events.
  const next = (steps[event.kind] as Step<EventKind>)(match, state, event)
  const unit = currentUnit(match.rules, next)
  const played = unitAt(match, next, next.unit)
  const moment = {
    seq: event.seq,
    unit: next.unit,
    elapsedMs: playedMs(match, next, event),
    score: match.rules.headline === 'sum' ? headline(match, next) : played.score,
    points: pointLabels(unit, played),
  }
  return { ...next, moments: [...next.moments, moment].slice(-momentsKept) }
}

function doubtsAboutMove(match: Match, state: MatchState, event: EventOf<'unit'>): Warning[] {
  const { seq } = event
  const warnings: Warning[] = []
  if (hasEnded(state)) warnings.push({ code: 'match-ended', seq })
  if (decidedFor(match, state) !== null) warnings.push({ code: 'match-decided', seq })
  if (event.from !== state.unit) warnings.push({ code: 'unit-skipped', seq, unit: event.from })
  const unfinished = match.rules.units.findIndex(
    (unit, index) =>
      index >= state.unit &&
      index < event.to &&
      unit.allowed &&
      endsOnlyByScore(unit) &&
      unitWinner(unit, unitAt(match, state, index).score) === null,
  )
  if (unfinished >= 0) warnings.push({ code: 'unit-unfinished', seq, unit: unfinished })
  return warnings
}

/** A timed unit is also over when its time is. */
const endsOnlyByScore = (unit: Unit): boolean => unit.target !== null && unit.ms === null
