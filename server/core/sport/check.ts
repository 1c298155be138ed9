import type { EventId } from '../ids.ts'
import type { EventKind, Match, MatchEvent, NewEvent } from '../match.ts'
import { refuse, type Problem } from '../problem.ts'
import { faultsOf } from './faults.ts'
import { fold } from './fold.ts'
import { unitAt, type MatchState } from './state.ts'
import { effective, isCorrection, readBack } from './corrections.ts'

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
      return unlessDone(voidOf(log, event.target))
    case 'confirm':
      return unlessDone(countedBy(log, event.target))
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
 * An absolute score must not wipe out what its sender has not seen, nor land in a unit that the sender
 * does not know of. What was plainly counted since is in the state; only where something was corrected
 * since is the log folded as it was seen.
 */
function checkAdjust(
  match: Match,
  state: MatchState,
  log: readonly MatchEvent[],
  { unit, base = 0 }: Posted<'adjust'>,
): Decision {
  const index = unit ?? state.unit
  const now = unitAt(match, state, index)
  const unseen = log.slice(base)
  const moved = unit === undefined && unseen.some(({ kind }) => kind === 'unit')
  if (!moved && !unseen.some(isCorrection)) return now.changed > base ? movedOn : recorded
  const then = fold(match, log.slice(0, base))
  const seen = unitAt(match, then, index).score
  const same = seen.every((points, side) => points === now.score[side])
  return same && (unit !== undefined || then.unit === state.unit) ? recorded : movedOn
}

const movedOn = refuse('match-moved-on', 'The score has changed since; look at it again.')

const unlessDone = (done: MatchEvent | undefined): Decision =>
  done ? { outcome: 'duplicate', seq: done.seq } : recorded

/** What has voided an event, unless that was taken back. */
const voidOf = (log: readonly MatchEvent[], target: EventId): MatchEvent | undefined =>
  readBack(log).find(({ event }) => event.id === target)?.voidedBy

/** What makes an event count: its confirmation, or that nobody ever held it. */
function countedBy(log: readonly MatchEvent[], target: EventId): MatchEvent | undefined {
  const told = readBack(log).find(({ event }) => event.id === target)
  return told?.confirmedBy ?? (told?.event.held ? undefined : told?.event)
}
