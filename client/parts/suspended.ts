import { elapsedAt, countedMs } from '#core/clock'
import { leftText } from '#core/clock-text'
import type { Instant } from '#core/ids'
import type { MatchView, Suspension } from '#core/match'

export interface Off extends Suspension {
  /** What is left of it, `1:32`. */
  left: string
  /** `#14`, since a number beside a time could be anything; or a name. */
  who: string | null
}

/** Who of a side is off right now, whoever comes back first in front. It runs with the game's clock. */
export function offNow(
  { suspensions, clock }: Pick<MatchView, 'suspensions' | 'clock'>,
  side: string,
  now: Instant,
): Off[] {
  if (clock === null) return []
  // Where the clock stands still at the end of a unit, so does what is left.
  const played = countedMs(clock, elapsedAt(clock, now))
  return suspensions
    .filter((one) => one.side === side && one.endsAtMs > played)
    .toSorted((a, b) => a.endsAtMs - b.endsAtMs)
    .map((one) => ({
      ...one,
      left: leftText(one.endsAtMs - played),
      who: one.player !== null && /^\d+$/.test(one.player) ? `#${one.player}` : one.player,
    }))
}
