import type { MatchView, Moment, TimedUnit } from '#core/match'
import { minutesAndSeconds } from './clock-face.ts'
import { unitShort } from './unit-words.ts'

/**
 * When something happened, as the sport says it: the minute that was being played (`67’`, `45+3’`),
 * or what was left on the clock (`Q2 4:12`). Null where nobody timed it.
 */
export function minuteWords(
  match: Pick<MatchView, 'units' | 'timed'>,
  { unit: index, elapsedMs }: Pick<Moment, 'unit' | 'elapsedMs'>,
): string | null {
  const unit = match.timed.find((one) => one.index === index)
  if (unit === undefined || elapsedMs === null) return null
  if (unit.direction === 'up') return `${minuteOf(unit, elapsedMs)}’`
  const left = minutesAndSeconds(Math.ceil(Math.max(0, unit.limitMs - elapsedMs) / 1000))
  return match.units.length > 1 || unit.number > 1 ? `${unitShort(unit)} ${left}` : left
}

function minuteOf({ limitMs, offsetMs, atLimit }: TimedUnit, elapsedMs: number): string {
  const last = Math.ceil((offsetMs + limitMs) / 60_000)
  const over = elapsedMs - limitMs
  if (over < 0) return String(Math.floor((offsetMs + elapsedMs) / 60_000) + 1)
  return atLimit === 'hold' ? String(last) : `${last}+${Math.floor(over / 60_000) + 1}`
}
