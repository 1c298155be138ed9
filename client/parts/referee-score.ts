import type { MatchView, UnitView } from '#core/match'
import { hasEnded } from './referee-words.ts'

const shown = (points: number): string => (points < 0 ? `−${-points}` : `${points}`)

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
  const won = { words: plural(unit.key), value: total }
  if (shootout)
    return {
      big: shown(shootout.score[index] ?? 0),
      beside: [{ words: 'Score', value: total }],
    }
  if (headline === 'sum') return { big: shown(total), beside: [] }
  if (hasEnded(match)) return { big: shown(total), beside: [] }
  const inUnit = currentUnit(match)?.score[index] ?? 0
  if (points === null) return { big: shown(inUnit), beside: [won] }
  return { big: points[index] ?? '0', beside: [{ words: 'Games', value: inUnit }, won] }
}

export const plural = (word: string): string => {
  const many = word.endsWith('f') ? `${word.slice(0, -1)}ves` : `${word}s`
  return many.charAt(0).toUpperCase() + many.slice(1)
}

/** The score of one unit as it stands; a unit that nobody has been in stands at nothing. */
export function unitScore(
  { units, sides }: MatchView,
  unit: { key: string; number: number } | undefined,
): number[] {
  const played = units.find(({ key, number }) => key === unit?.key && number === unit.number)
  return played?.score ?? sides.map(() => 0)
}
