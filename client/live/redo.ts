import type { EventId } from '#core/ids'
import type { Happening } from '#core/match'

type Logged = Happening & { id: EventId }

/** What an undo took back, and the void that did it: voiding that one brings the event back. */
export interface Undone<E extends Logged> {
  event: E
  by: EventId
}

/**
 * What can be put back, the newest undo first: a stack that is nowhere but in the log, so that a
 * reload, or another referee's phone, has the same one. Something new ends it, as in any editor.
 */
export function undone<E extends Logged>(log: readonly E[]): Undone<E>[] {
  const voided = new Set<EventId>()
  const found: Undone<E>[] = []
  for (const undo of log.toReversed()) {
    if (undo.kind !== 'void') break
    // As in the fold: what a later void took back does nothing.
    if (voided.has(undo.id)) continue
    voided.add(undo.target)
    const event = log.find(({ id }) => id === undo.target)
    if (event && event.kind !== 'void') found.push({ event, by: undo.id })
  }
  return found
}
