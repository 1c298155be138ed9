import { shownAt, type Clock } from '#core/clock'
import { leftText, timeText } from '#core/clock-text'

/** What has been played when a clock shows so much: one that counts down shows what is left. */
export const elapsedWhenShown = (clock: Clock, shownMs: number): number =>
  Math.max(0, clock.direction === 'up' ? shownMs - clock.offsetMs : clock.limitMs - shownMs)

/** Time as it is read off a clock: `12:05`, `92.30`, `:40`; a number alone is minutes. */
export function parseFace(text: string): number | undefined {
  const found = /^\s*(\d{0,3})\s*[:.,’']\s*(\d{1,2})\s*$|^\s*(\d{1,3})\s*$/.exec(text)
  if (!found) return undefined
  const [, minutes = '', seconds = '0', alone] = found
  if (Number(seconds) > 59) return undefined
  return (Number(alone ?? minutes) * 60 + Number(seconds)) * 1000
}

/** The whole second that a clock shows, as somebody would type it. */
export const faceAt = (clock: Clock, now: number): string =>
  (clock.direction === 'up' ? timeText : leftText)(shownAt(clock, now))
