import { minuteText } from '#core/clock-text'
import type { MatchView, Moment } from '#core/match'
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
  const minute = minuteText(unit, elapsedMs)
  const alone = unit.direction === 'up' || (match.units.length < 2 && unit.number === 1)
  return alone ? minute : `${unitShort(unit)} ${minute}`
}
