import type { EventId } from '../ids.ts'
import type { EventKind, Match, MatchEvent, NewEvent } from '../match.ts'
import { refuse, type Problem } from '../problem.ts'
import { faultsOf } from './faults.ts'
import { unitAt, type MatchState } from './state.ts'
import { effective, isCorrection } from './void.ts'

/** What becomes of a posted event. A duplicate says which seq has done the same before. */
export type Decision =
  | { outcome: 'recorded' }
  | { outcome: 'duplicate'; seq: number }
  | { problem: Problem }

/** What may still be said of a match that is final. */
const afterFinal: ReadonlySet<EventKind> = new Set(['void', 'amend', 'adjust', 'confirm', 'status'])

type Posted<K extends EventKind> = Extract<NewEvent, { kind: K }>

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
  switch (event.kind) {
    case 'unit':
      return checkMove(state, log, event)
    case 'adjust':
      return checkAdjust(match, state, log, event)
    case 'void':
      return unlessDone(standing(log, 'void', event.target))
    case 'confirm':
      return unlessDone(counting(log, event.target))
    default:
      return recorded
  }
}

const recorded: Decision = { outcome: 'recorded' }

function checkMove(
  state: MatchState,
  log: readonly MatchEvent[],
  { from, to }: Posted<'unit'>,
): Decision {
  if (from === state.unit) return recorded
  if (to !== state.unit)
    return refuse('match-moved-on', `The match is in unit ${state.unit}, not ${from}.`)
  return { outcome: 'duplicate', seq: movedBy(log, state.unit) }
}

/** Moves only go forward, so the first that still stands is the one that began the unit. */
function movedBy(log: readonly MatchEvent[], unit: number): number {
  const move = effective(log).find((event) => event.kind === 'unit' && event.to === unit)
  return move?.seq ?? 0
}

/**
 * An absolute score must not wipe out what its sender has not seen. Of corrections it is only known
 * that they may have changed this unit, which is reason enough to look again.
 */
function checkAdjust(
  match: Match,
  state: MatchState,
  log: readonly MatchEvent[],
  { unit = state.unit, base = 0 }: Posted<'adjust'>,
): Decision {
  const unseen = log.slice(base).filter(isCorrection)
  const about = unseen.length > 0 ? origins(log) : new Map<EventId, EventKind>()
  const corrected = unseen.some(({ id }) => scores.has(about.get(id) ?? 'score'))
  // A score that names no unit went into the one that was current.
  const changed = unitAt(match, state, unit).changed > base
  return changed || corrected
    ? refuse('match-moved-on', 'The score has changed since; look at it again.')
    : recorded
}

const scores: ReadonlySet<EventKind> = new Set(['score', 'adjust', 'unit'])

/** What each event is about in the end: a void of a void of a score is about the score. */
function origins(log: readonly MatchEvent[]): ReadonlyMap<EventId, EventKind> {
  const about = new Map<EventId, EventKind>()
  // A target comes before its correction, so one pass does for a chain of any length.
  for (const event of log)
    about.set(event.id, isCorrection(event) ? (about.get(event.target) ?? 'score') : event.kind)
  return about
}

const unlessDone = (done: MatchEvent | undefined): Decision =>
  done ? { outcome: 'duplicate', seq: done.seq } : recorded

/** The void or confirmation of a target that nobody has taken back. */
function standing(
  log: readonly MatchEvent[],
  kind: 'void' | 'confirm',
  target: string,
): MatchEvent | undefined {
  const voided = new Set<string>()
  for (const event of log.toReversed()) {
    if (voided.has(event.id)) continue
    if (event.kind === kind && event.target === target) return event
    if (event.kind === 'void') voided.add(event.target)
  }
  return undefined
}

/** What makes an event count: its confirmation, or that nobody ever held it. */
const counting = (log: readonly MatchEvent[], target: string): MatchEvent | undefined =>
  standing(log, 'confirm', target) ?? log.find(({ id, held }) => id === target && !held)
