import { elapsedAt } from '../clock.ts'
import type { Instant } from '../ids.ts'
import type { EventOf } from '../match.ts'

/** What is pressed of a clock; the lengths that a viewer's `Clock` also shows are the unit's. */
export interface Stopwatch {
  /** Milliseconds played of the unit at `since`, or in all while it stands (`since` null). */
  elapsedMs: number
  since: Instant | null
  addedMs: number
  /** Nothing that happened to the clock counts as earlier than this. */
  touchedAt: Instant
}

export const resetAt = (now: Instant): Stopwatch => ({
  elapsedMs: 0,
  since: null,
  addedMs: 0,
  touchedAt: now,
})

/**
 * When an event reached the clock. Phones may report late and their clocks may be off, but the time
 * of a match only runs forward.
 */
export const momentOf = (watch: Stopwatch, event: { occurredAt: Instant }): Instant =>
  Math.max(watch.touchedAt, event.occurredAt)

export const stopAt = (watch: Stopwatch, now: Instant): Stopwatch =>
  watch.since === null
    ? watch
    : { ...watch, elapsedMs: elapsedAt(watch, now), since: null, touchedAt: now }

export function press(watch: Stopwatch, event: EventOf<'clock'>): Stopwatch {
  const now = momentOf(watch, event)
  switch (event.op) {
    case 'start':
      return watch.since === null ? { ...watch, since: now, touchedAt: now } : watch
    case 'stop':
      return stopAt(watch, now)
    case 'set':
      return {
        ...watch,
        elapsedMs: Math.max(0, event.ms),
        since: watch.since === null ? null : now,
        touchedAt: now,
      }
    case 'added':
      return { ...watch, addedMs: Math.max(0, event.ms), touchedAt: now }
  }
}
