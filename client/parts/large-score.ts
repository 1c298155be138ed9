import { hasEnded, type MatchView } from '#core/match'
import { plural, written } from './number-words.ts'
import { currentUnit } from './unit-called.ts'
import { capital } from './unit-words.ts'

/** Which numbers a scoreboard shows large. */
interface LargeScore {
  big: number[]
  /** What the large numbers count: the match, the running unit, the kicks. */
  of: 'match' | 'unit' | 'kicks'
}

/**
 * Period sports: the score; in a shoot-out the kicks, with the score beside them. Set sports: the
 * running set, with the sets won beside it, and at the end the sets.
 */
function largeScore(match: MatchView): LargeScore {
  const { headline, score, shootout } = match
  const whole: LargeScore = { big: score, of: 'match' }
  if (hasEnded(match)) return whole
  if (headline === 'sum') {
    const kicking = shootout !== null && match.unit.key === 'shootout'
    return kicking ? { big: shootout.score, of: 'kicks' } : whole
  }
  const running = currentUnit(match)
  return running ? { big: running.score, of: 'unit' } : whole
}

/** A game runs inside the unit, and its points are what is shown large. */
export const showsPoints = (match: MatchView): boolean =>
  match.points !== null && !match.unit.over && largeScore(match).of === 'unit'

/** Who serves the next point, where one may follow: between two units nobody does. */
export const servingNow = (match: MatchView): string | null =>
  hasEnded(match) || match.unit.over ? null : match.serve

/** The large numbers as they are written. */
export function largeNumbers(match: MatchView): string[] {
  return match.points && showsPoints(match) ? match.points : largeScore(match).big.map(written)
}

/** `Games 4`, `Sets 1`: what a side's large number is part of, or what decided a match that was level. */
export function besideScore(match: MatchView, index: number): { words: string; value: string }[] {
  const { of, big } = largeScore(match)
  const told = (words: string, from: readonly number[]) => ({
    words,
    value: written(from[index] ?? 0),
  })
  if (of === 'kicks') return [told('Score', match.score)]
  if (of === 'match') return match.shootout ? [told('Shoot-out', match.shootout.score)] : []
  const won = told(capital(plural(match.unit.key)), match.score)
  return showsPoints(match) ? [told('Games', big), won] : [won]
}
