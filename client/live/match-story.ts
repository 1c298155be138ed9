import type { EventId } from '#core/ids'
import type { Happening } from '#core/match'
import { amended } from '#core/sport/void'

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

/** A log as a person reads and mends it, oldest first. As in the fold, the last word counts. */
export function story<E extends Logged>(log: readonly E[]): Entry<E>[] {
  const undone = new Map<EventId, EventId>()
  const corrected = new Map<EventId, EventId>()
  const confirmed = new Set<EventId>()
  const patches = new Map<EventId, Extract<Happening, { kind: 'amend' }>['patch']>()
  const entries: Omit<Entry<E>, 'unit'>[] = []
  for (const event of log.toReversed()) {
    if (!('target' in event)) {
      const { id, held = false } = event
      const patch = patches.get(id)
      entries.push({
        event: patch ? amended(event, patch) : event,
        undoneBy: undone.get(id),
        correctedBy: corrected.get(id),
        waits: held && !confirmed.has(id),
      })
    } else if (!undone.has(event.id)) {
      const { target } = event
      if (event.kind === 'void' && !undone.has(target)) undone.set(target, event.id)
      if (event.kind === 'confirm') confirmed.add(target)
      if (event.kind !== 'amend') continue
      if (!corrected.has(target)) corrected.set(target, event.id)
      patches.set(target, { ...event.patch, ...patches.get(target) })
    }
  }
  return placed(entries.toReversed())
}

function placed<E extends Logged>(entries: readonly Omit<Entry<E>, 'unit'>[]): Entry<E>[] {
  let current = 0
  return entries.map((entry) => {
    const { event, undoneBy, waits } = entry
    const counts = undoneBy === undefined && !waits
    if (event.kind === 'unit' && counts) current = Math.max(current, event.to)
    return { ...entry, unit: ('unit' in event ? event.unit : undefined) ?? current }
  })
}
