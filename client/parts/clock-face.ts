import { elapsedAt, shownAt, type Clock } from '#core/clock'
import type { Instant } from '#core/ids'

/** What stands on a clock: `45` and `+2:10` once it has run past its limit, else `12:34` alone. */
export interface Face {
  main: string
  over: string | null
  /** Announced added time, `+4`. */
  added: string | null
}

const two = (n: number): string => String(n).padStart(2, '0')

/** Whole seconds as minutes and seconds; hours are minutes, too. */
export const minutesAndSeconds = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${two(seconds % 60)}`

/** Up: seconds that are over. Down: it reads 0:01 until the last one is. */
const wholeSeconds = ({ direction }: Pick<Clock, 'direction'>, ms: number): number =>
  direction === 'up' ? Math.floor(ms / 1000) : Math.ceil(ms / 1000)

export function faceOf(clock: Clock, now: Instant): Face {
  const minutes = Math.round(clock.addedMs / 60_000)
  const added = minutes > 0 ? `+${minutes}` : null
  const overMs = elapsedAt(clock, now) - clock.limitMs
  if (clock.atLimit === 'run' && clock.direction === 'up' && overMs >= 0) {
    const limit = minutesAndSeconds(Math.floor((clock.offsetMs + clock.limitMs) / 1000))
    const over = `+${minutesAndSeconds(Math.floor(overMs / 1000))}`
    return { main: limit.replace(/:00$/, ''), over, added }
  }
  const seconds = wholeSeconds(clock, shownAt(clock, now))
  return { main: `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`, over: null, added }
}
