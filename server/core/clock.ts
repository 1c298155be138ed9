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

/** What a clock is set to, whatever has been played. */
export type ClockSetting = Pick<Clock, 'direction' | 'limitMs' | 'offsetMs' | 'atLimit'>

/** What counts as played: a clock that holds stands still at its limit, whenever somebody stops it. */
export const countedMs = (
  { atLimit, limitMs }: Pick<ClockSetting, 'atLimit' | 'limitMs'>,
  elapsedMs: number,
): number => (atLimit === 'hold' ? Math.min(elapsedMs, limitMs) : elapsedMs)

/** Milliseconds that stand on a clock after so many of the unit: offset + elapsed, or what is left where it counts down. */
export function shownAfter(set: ClockSetting, elapsedMs: number): number {
  const played = countedMs(set, elapsedMs)
  return set.direction === 'up' ? set.offsetMs + played : Math.max(0, set.limitMs - played)
}

/** Milliseconds to draw at `now`. */
export const shownAt = (clock: Clock, now: Instant): number =>
  shownAfter(clock, elapsedAt(clock, now))
