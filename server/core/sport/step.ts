import type { EventKind, EventOf, Match, MatchEvent, WarningCode } from '../match.ts'
import { addMiss, addScore } from './scoring.ts'
import { decidedFor, unitWinner } from './standing.ts'
import { hasEnded, inPlay, noPoints, replaced, sideIndex, warn, type MatchState } from './state.ts'
import { momentOf, press, resetAt, stopAt } from './stopwatch.ts'

type Step<K extends EventKind> = (match: Match, state: MatchState, event: EventOf<K>) => MatchState

const steps: { [K in EventKind]: Step<K> } = {
  score: addScore,

  incident: addMiss,

  clock(match, state, event) {
    const starts = event.op === 'start'
    const next = starts ? inPlay(state, event.seq) : state
    if (!hasClock(match, state)) return warn(next, event.seq, 'no-clock')
    return starts && hasEnded(state) ? next : { ...next, stopwatch: press(next.stopwatch, event) }
  },

  unit(match, state, event) {
    if (!match.rules.units[event.to]?.allowed || event.to <= state.unit) return state
    const next: MatchState = {
      ...state,
      unit: event.to,
      scores: replaced(state.scores, event.to, state.scores[event.to] ?? noPoints(match)),
      // Who serves first in a new unit is tossed or agreed, so nobody does until somebody says so.
      serve: null,
      stopwatch: resetAt(momentOf(state.stopwatch, event)),
    }
    return warn(next, event.seq, ...doubtsAboutMove(match, state, event))
  },

  serve(match, state, event) {
    const side = sideIndex(match, event.side)
    return side < 0 ? state : { ...inPlay(state, event.seq), serve: side }
  },

  status(match, state, event) {
    const side = sideIndex(match, event.side)
    const next: MatchState = { ...state, status: event.to, named: null }
    if (!hasEnded(next)) return next
    // A board that says final must not go on counting.
    next.stopwatch = stopAt(state.stopwatch, momentOf(state.stopwatch, event))
    if (side >= 0) return { ...next, named: side }
    const undecided = match.rules.headline === 'won' && decidedFor(match, state.scores) === null
    return event.to === 'final' && undecided ? warn(next, event.seq, 'match-undecided') : next
  },

  // A void acts on the log, not on the state: see `effective`.
  void: (_match, state) => state,
}

/**
 * One event further. Total: an event that does not fit (its references are unknown, its unit is
 * behind) changes nothing, one that the sport does not allow leaves a warning.
 */
export const step = (match: Match, state: MatchState, event: MatchEvent): MatchState =>
  // The cast joins what the table's type keeps together: each kind with its own events.
  (steps[event.kind] as Step<EventKind>)(match, state, event)

const hasClock = (match: Match, state: MatchState): boolean =>
  match.rules.clock !== null && match.rules.units[state.unit]?.ms !== null

function doubtsAboutMove(match: Match, state: MatchState, event: EventOf<'unit'>): WarningCode[] {
  const codes: WarningCode[] = []
  if (hasEnded(state)) codes.push('match-ended')
  if (decidedFor(match, state.scores) !== null) codes.push('match-decided')
  if (event.from !== state.unit) codes.push('unit-skipped')
  const unfinished = match.rules.units.slice(state.unit, event.to).some((unit, at) => {
    const score = state.scores[state.unit + at] ?? noPoints(match)
    return unit.target !== null && unitWinner(unit, score) === null
  })
  if (unfinished) codes.push('unit-unfinished')
  return codes
}
