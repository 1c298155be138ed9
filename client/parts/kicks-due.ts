import { hasEnded, type MatchView } from '#core/match'

/**
 * How many kicks a side is known to have to come: who has one more than the other is next, and of
 * two that are level both have one.
 */
export function kicksDue(match: MatchView, index: number): number {
  const { shootout, unit } = match
  if (shootout === null || unit.over || hasEnded(match)) return 0
  const counts = shootout.kicks.map((taken) => taken.length)
  return Math.max(Math.min(...counts) + 1, ...counts) - (counts[index] ?? 0)
}
