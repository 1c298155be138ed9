import { hasEnded, type MatchView, type UnitView } from '#core/match'
import { plural, written } from './number-words.ts'
import { capital } from './unit-words.ts'

/** What stands in large for a side, and what beside it. */
export interface SideScore {
  big: string
  /** `Games 4`, `Sets 1`: what the large number is part of. */
  beside: { words: string; value: number }[]
}

const currentUnit = ({ units, unit }: MatchView): UnitView | undefined =>
  units.find(({ key, number }) => key === unit.key && number === unit.number)

/** A side's numbers for whoever counts them. */
export function sideScore(match: MatchView, index: number): SideScore {
  const { shootout, points, score, headline, unit } = match
  const total = score[index] ?? 0
  const kicks = shootout?.score[index] ?? 0
  const won = { words: capital(plural(unit.key)), value: total }
  // As on the boards: what decided a match is not its score.
  if (shootout && !hasEnded(match))
    return { big: written(kicks), beside: [{ words: 'Score', value: total }] }
  if (shootout) return { big: written(total), beside: [{ words: 'Shoot-out', value: kicks }] }
  if (headline === 'sum' || hasEnded(match)) return { big: written(total), beside: [] }
  const inUnit = currentUnit(match)?.score[index] ?? 0
  if (points === null) return { big: written(inUnit), beside: [won] }
  return { big: points[index] ?? '0', beside: [{ words: 'Games', value: inUnit }, won] }
}

/** `3–1`, as a question says it; of more than two sides `Reds 3, Blues −1, Greens 0`. */
export function scoreWords(
  { sides }: Pick<MatchView, 'sides'>,
  score: readonly (number | null)[],
): string {
  const told = score.map((one) => (one === null ? '?' : written(one)))
  if (sides.length <= 2) return told.join('–')
  return sides.map(({ name }, index) => `${name} ${told[index] ?? '?'}`).join(', ')
}

/** The score of one unit as it stands; a unit that nobody has been in stands at nothing. */
export function unitScore(
  { units, sides }: MatchView,
  unit: { key: string; number: number } | undefined,
): number[] {
  const played = units.find(({ key, number }) => key === unit?.key && number === unit.number)
  return played?.score ?? sides.map(() => 0)
}
