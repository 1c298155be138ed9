import type { EventId } from '#core/ids'
import type { Happening } from '#core/match'
import { isCorrection, readBack } from '#core/sport/corrections'

type Logged = Happening & { id: EventId; held?: boolean }

/** One thing that happened, and what was said of it since: a correction is no entry of its own. */
export interface Entry<E extends Logged> {
  /** As it stands now. */
  event: E
  /** The void that took it back. */
  undoneBy: EventId | undefined
  /** The newest amendment that still stands. */
  correctedBy: EventId | undefined
  /** Does not count before the head official has confirmed it. */
  waits: boolean
  /** Where the match was when it happened; of what names a unit, that one. */
  unit: number
}

/** A log as a person reads and mends it, oldest first. */
export function story<E extends Logged>(log: readonly E[]): Entry<E>[] {
  const told = readBack(log)
  const corrected = new Map<EventId, EventId>()
  for (const { event, counts } of told)
    if (counts && event.kind === 'amend') corrected.set(event.target, event.id)
  let current = 0
  return told.flatMap(({ event, counts, voidedBy, confirmedBy }) => {
    if (isCorrection(event)) return []
    if (event.kind === 'unit' && counts) current = Math.max(current, event.to)
    return [
      {
        event,
        undoneBy: voidedBy?.id,
        correctedBy: corrected.get(event.id),
        waits: event.held === true && confirmedBy === undefined,
        unit: ('unit' in event ? event.unit : undefined) ?? current,
      },
    ]
  })
}
