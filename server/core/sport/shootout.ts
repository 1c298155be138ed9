import type { Kicks } from './rules.ts'

/**
 * The side that nobody can catch any longer: after its rounds each has had one kick of every further
 * round before one is ahead. Null while it is open, where an official says when it is over, and
 * where there are not two sides. Who kicks first does not matter, nor in which order kicks were told.
 */
export function shootoutLeader(
  { rounds }: Kicks,
  [home, away, ...others]: readonly (readonly boolean[])[],
): number | null {
  if (rounds === undefined || !home || !away || others.length > 0) return null
  const total = Math.max(rounds, home.length, away.length)
  const goals = [home, away].map((kicks) => kicks.filter(Boolean).length)
  const [homeGoals = 0, awayGoals = 0] = goals
  if (homeGoals > awayGoals + (total - away.length)) return 0
  if (awayGoals > homeGoals + (total - home.length)) return 1
  return null
}
