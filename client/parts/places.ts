import type { MatchView } from '#core/match'
import { ordinal } from './unit-words.ts'

/**
 * `1st`, `2nd`, `2nd`, `4th`: how many sides came in, by side; null while it is played, and between
 * two, where a winner says it all. Who was named the winner is the first, whatever the score says.
 */
export function placesOf({ status, sides, score, winner }: MatchView): string[] | null {
  if (status !== 'final' || sides.length < 3) return null
  const marks = sides.map(({ id }, index) => (id === winner ? Infinity : (score[index] ?? 0)))
  return marks.map((own) => ordinal(1 + marks.filter((other) => other > own).length))
}
