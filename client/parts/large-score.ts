import { hasEnded, type MatchView } from '#core/match'
import { written } from './number-words.ts'
import { currentUnit } from './unit-called.ts'

/** Which numbers a scoreboard shows large, and which beside them. */
interface LargeScore {
  big: number[]
  small: number[] | null
  /** What the large numbers count: the match, the running unit, the kicks. */
  of: 'match' | 'unit' | 'kicks'
}

/**
 * Period sports: the score; in a shoot-out the kicks, with the score beside them. Set sports: the
 * running set, with the sets won beside it, and at the end the sets.
 */
export function largeScore(match: MatchView): LargeScore {
  const { headline, score, shootout } = match
  const whole: LargeScore = { big: score, small: null, of: 'match' }
  if (hasEnded(match)) return whole
  if (headline === 'sum') {
    const kicking = shootout !== null && match.unit.key === 'shootout'
    return kicking ? { big: shootout.score, small: score, of: 'kicks' } : whole
  }
  const running = currentUnit(match)
  return running ? { big: running.score, small: score, of: 'unit' } : whole
}

/** A game runs inside the unit, and its points are what is shown large. */
export const showsPoints = (match: MatchView): boolean =>
  match.points !== null && !match.unit.over && largeScore(match).of === 'unit'

/** The large numbers as they are written. */
export function largeNumbers(match: MatchView): string[] {
  return match.points && showsPoints(match) ? match.points : largeScore(match).big.map(written)
}
