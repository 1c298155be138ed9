import type { MatchView, UnitView } from '#core/match'

/** Which numbers a scoreboard shows large, and which beside them. */
export interface Headline {
  big: number[]
  small: number[] | null
  /** What the large numbers count: the match, the running unit, the kicks. */
  of: 'match' | 'unit' | 'kicks'
}

/** What is being played, among the units that somebody has played: undefined in a shoot-out. */
const runningUnit = ({ unit, units }: Pick<MatchView, 'unit' | 'units'>): UnitView | undefined =>
  units.find(({ key, number }) => key === unit.key && number === unit.number)

const hasEnded = ({ status }: Pick<MatchView, 'status'>): boolean =>
  status === 'final' || status === 'abandoned'

/**
 * Period sports: the score; in a shoot-out the kicks, with the score beside them. Set sports: the
 * running set, with the sets won beside it, and at the end the sets.
 */
export function headline(match: MatchView): Headline {
  if (match.headline === 'sum') {
    const kicking = match.shootout !== null && match.unit.key === 'shootout' && !hasEnded(match)
    return kicking && match.shootout
      ? { big: match.shootout.score, small: match.score, of: 'kicks' }
      : { big: match.score, small: null, of: 'match' }
  }
  const running = hasEnded(match) ? undefined : runningUnit(match)
  return running
    ? { big: running.score, small: match.score, of: 'unit' }
    : { big: match.score, small: null, of: 'match' }
}

/** With a minus that is as wide as a digit. */
export const written = (number: number): string => String(number).replace('-', '−')

/** The large numbers as they are written; where a game runs inside the unit, its points. */
export function largeNumbers(match: MatchView): string[] {
  const { big, of } = headline(match)
  return of === 'unit' && match.points && !match.unit.over ? match.points : big.map(written)
}
