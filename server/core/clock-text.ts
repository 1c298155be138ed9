import type { ClockSetting } from './clock.ts'
import { shownAfter } from './clock.ts'

// Time as people read it off a clock. A row of digits is the same in every language.

const minutesAndSeconds = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`

/** Whole seconds that have passed, `67:05`; hours are minutes, too. */
export const timeText = (ms: number): string => minutesAndSeconds(Math.floor(ms / 1000))

/** What is left: it reads `0:01` until the last second is over, `0:00` is the end. */
export const leftText = (ms: number): string => minutesAndSeconds(Math.ceil(Math.max(0, ms) / 1000))

/** What a clock reads: the limit in `main` and in `over` what was played past it, or one time in `main`. */
export function clockReading(
  set: ClockSetting,
  elapsedMs: number,
): { main: string; over: string | null } {
  const shownMs = shownAfter(set, elapsedMs)
  if (set.direction === 'down') return { main: leftText(shownMs), over: null }
  const overMs = elapsedMs - set.limitMs
  return set.atLimit === 'run' && overMs >= 0
    ? { main: timeText(set.offsetMs + set.limitMs), over: `+${timeText(overMs)}` }
    : { main: timeText(shownMs), over: null }
}

/** What a clock read when so much of a unit had been played: `66:30`, `45:00+2:10`, or what was left. */
export function clockText(set: ClockSetting, elapsedMs: number): string {
  const { main, over } = clockReading(set, elapsedMs)
  return main + (over ?? '')
}

/** The minute that was being played, `67’` or `45+3’`; where the clock counts down, what was left. */
export function minuteText(set: ClockSetting, elapsedMs: number): string {
  const { direction, limitMs, offsetMs, atLimit } = set
  if (direction === 'down') return clockText(set, elapsedMs)
  const last = Math.ceil((offsetMs + limitMs) / 60_000)
  const overMs = elapsedMs - limitMs
  if (overMs < 0) return `${Math.floor((offsetMs + elapsedMs) / 60_000) + 1}’`
  return atLimit === 'hold' ? `${last}’` : `${last}+${Math.floor(overMs / 60_000) + 1}’`
}
