import type { NewEvent } from '#core/match'

export type OutgoingEvent = NewEvent & { id: string }

/** What the server takes at once: so many events, and 64 KiB, of which a character may be three bytes. */
const most = 100
const mostCharacters = 20_000

/**
 * A score by hand rests on what its sender had tapped before, too, and that has no seq until it has
 * arrived: it waits for that, and goes out next.
 */
export function nextOf(events: readonly OutgoingEvent[]): OutgoingEvent[] {
  let characters = 0
  const end = events.findIndex((event, index) => {
    characters += JSON.stringify(event).length
    const full = index === most || characters > mostCharacters
    return index > 0 && (full || event.kind === 'adjust')
  })
  return end < 0 ? [...events] : events.slice(0, end)
}

/** Had its sender seen all up to an event of their own, they had seen that one as well. */
export function basedOn(event: OutgoingEvent, own: ReadonlySet<number>): OutgoingEvent {
  if (event.kind !== 'adjust' || event.base === undefined) return event
  let { base } = event
  while (own.has(base + 1)) base++
  return { ...event, base }
}
