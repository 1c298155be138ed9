import type { Instant } from './ids.ts'

/**
 * A match clock as it travels: nothing ticks over the network, every screen draws it for itself.
 * `elapsedMs` is what had been played of the unit at `since` (server time; null when stopped).
 */
export interface Clock {
  running: boolean
  elapsedMs: number
  since: Instant | null
  direction: 'up' | 'down'
  /** Length of the unit. */
  limitMs: number
  /** What stood on the clock when the unit began: 45:00 in football's second half. */
  offsetMs: number
  /** Announced stoppage time. */
  addedMs: number
  /** At the limit a clock either stands still or plays on. */
  atLimit: 'hold' | 'run'
}

/** Milliseconds played of this unit at `now`, never less than none. */
export const elapsedAt = (clock: Pick<Clock, 'elapsedMs' | 'since'>, now: Instant): number =>
  Math.max(0, clock.elapsedMs + (clock.since === null ? 0 : now - clock.since))

/** Milliseconds to draw at `now`: offset + elapsed, or what is left of the unit where the clock counts down. */
export function shownAt(clock: Clock, now: Instant): number {
  const elapsed = elapsedAt(clock, now)
  const held = clock.atLimit === 'hold' ? Math.min(elapsed, clock.limitMs) : elapsed
  return clock.direction === 'up' ? clock.offsetMs + held : Math.max(0, clock.limitMs - held)
}
