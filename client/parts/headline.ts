import type { MatchView } from '#core/match'

/** Which numbers a scoreboard shows large, and which beside them. */
export interface Headline {
  big: number[]
  small: number[] | null
  /** What the large numbers count: the match, the running set, the kicks. */
  of: 'match' | 'unit' | 'kicks'
}

/**
 * Period sports: the score. Set sports: the running set, with the sets won beside it. In a shoot-out
 * the kicks, with the score beside them. A match does not say which it is; a score that is not the
 * sum of its units is of units won.
 */
export function headline(match: MatchView): Headline {
  if (match.shootout) return { big: match.shootout.score, small: match.score, of: 'kicks' }
  const unit = match.units[match.unit.index] ?? match.units.at(-1)
  const sums = match.sides.map((_, side) =>
    match.units.reduce((sum, one) => sum + (one.score[side] ?? 0), 0),
  )
  const won = match.units.some((one) => one.winner) || String(sums) !== String(match.score)
  if (unit === undefined || match.clock !== null || !(won || sums.every((sum) => sum === 0)))
    return { big: match.score, small: null, of: 'match' }
  return match.status === 'final'
    ? { big: match.score, small: null, of: 'match' }
    : { big: unit.score, small: match.score, of: 'unit' }
}
