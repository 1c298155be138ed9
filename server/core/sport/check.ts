import type { EventKind, Match, MatchEvent, NewEvent } from '../match.ts'
import { refuse, type Problem } from '../problem.ts'
import { faultsOf } from './faults.ts'
import type { MatchState } from './state.ts'
import { effective } from './void.ts'

/** What becomes of a posted event. A duplicate says which seq has done the same before. */
export type Decision =
  | { outcome: 'recorded' }
  | { outcome: 'duplicate'; seq: number }
  | { problem: Problem }

/** What may still be said of a match that is final. */
const afterFinal: ReadonlySet<EventKind> = new Set(['void', 'status'])

/**
 * Decides on an event that is about to be appended to `log`, of which `state` is the fold. Refuses
 * with `event-invalid` (each fault's pointer is relative to the event), `match-final` or
 * `match-moved-on`; what is merely against the rules of the sport is recorded. That an id was sent
 * before is for the caller to see, before it asks.
 */
export function check(
  match: Match,
  state: MatchState,
  log: readonly MatchEvent[],
  event: NewEvent,
): Decision {
  const faults = faultsOf(match, state, log, event)
  if (faults.length > 0) return refuse('event-invalid', undefined, faults)
  if (state.status === 'final' && !afterFinal.has(event.kind)) return refuse('match-final')
  if (event.kind !== 'unit' || event.from === state.unit) return { outcome: 'recorded' }
  if (event.to !== state.unit)
    return refuse('match-moved-on', `The match is in unit ${state.unit}, not ${event.from}.`)
  return { outcome: 'duplicate', seq: movedBy(log, state.unit) }
}

/** Moves only go forward, so the first that still stands is the one that began the unit. */
function movedBy(log: readonly MatchEvent[], unit: number): number {
  const move = effective(log).find((event) => event.kind === 'unit' && event.to === unit)
  return move?.seq ?? 0
}
