import { elapsedAt, type Clock } from '#core/clock'
import { clockReading } from '#core/clock-text'
import type { Instant } from '#core/ids'

/** What stands on a clock: `45` and `+2:10` once it has run past its limit, else `12:34` alone. */
interface Face {
  main: string
  over: string | null
  /** Announced added time, `+4`. */
  added: string | null
}

export function faceOf(clock: Clock, now: Instant): Face {
  const minutes = Math.round(clock.addedMs / 60_000)
  const { main, over } = clockReading(clock, elapsedAt(clock, now))
  return {
    // As wide at 1:05 as at 12:34, but no wider than it must be beside what is over.
    main: over === null ? main.padStart(5, '0') : main.replace(/:00$/, ''),
    over,
    added: minutes > 0 ? `+${minutes}` : null,
  }
}
