import { elapsedAt, type Clock } from '#core/clock'
import type { Instant } from '#core/ids'
import type { MatchView, SportView } from '#core/match'
import { isStoppedAtEnd } from './break-words.ts'
import { isLevel, partsAhead } from './next-part.ts'
import { isDecided } from './referee-words.ts'

/** The clock stands at its end, where it shows nobody how long ago that was. */
export const isTimeUp = (clock: Clock | null, now: Instant): boolean =>
  clock?.atLimit === 'hold' && elapsedAt(clock, now) >= clock.limitMs

/**
 * What the end of a unit asks for: the next one, or the end of the match. Undefined while it is
 * played, and where only the official can tell.
 */
export function nextStep(
  match: MatchView,
  sport: SportView | undefined,
  timeUp: boolean,
): 'unit' | 'end' | undefined {
  if (isDecided(match, sport)) return 'end'
  if (match.unit.over) return 'unit'
  const ends = timeUp || isStoppedAtEnd(match.clock)
  return ends && sport ? stepAtTime(match, sport) : undefined
}

function stepAtTime(match: MatchView, sport: SportView) {
  const { key } = match.unit
  const later = partsAhead(match, sport)
  if (isLevel(match)) return later.length > 0 ? 'unit' : 'end'
  if (later.every(({ unit }) => unit.key !== key)) return 'end'
  // One overtime with a winner is the last, half of an extra time is not.
  return key === sport.units[0]?.key ? 'unit' : undefined
}
