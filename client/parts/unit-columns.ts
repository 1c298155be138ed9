import { hasEnded, type MatchView } from '#core/match'
import { currentUnit } from './unit-called.ts'
import { unitShort, unitWords } from './unit-words.ts'

/** One unit of a match as a column of its table; `cells` are by side. */
interface UnitColumn {
  id: string
  short: string
  words: string
  current: boolean
  cells: {
    score: number
    won: boolean
    /** What the loser of a tie-break had in it. */
    tiebreak: number | null
  }[]
}

const shown = 12

/** The units that were played, the newest where there are more than fit; empty where there is but one total to tell. */
export function unitColumns(match: MatchView): UnitColumn[] {
  if (match.headline === 'sum' && match.units.length < 2) return []
  const running = hasEnded(match) ? undefined : currentUnit(match)
  const units = match.units.slice(-shown).map((unit) => ({
    id: `${unit.key}${unit.number}`,
    short: match.headline === 'won' ? String(unit.number) : unitShort(unit),
    words: unitWords(unit),
    current: unit === running,
    cells: match.sides.map(({ id }, side) => ({
      score: unit.score[side] ?? 0,
      won: unit.winner === id,
      tiebreak: unit.winner !== null && unit.winner !== id ? (unit.tiebreak?.[side] ?? null) : null,
    })),
  }))
  return [...units, ...kicksColumn(match)]
}

/** In sports where a shoot-out adds to the score: or the columns would not come to the total. */
function kicksColumn({ headline, score, shootout, units, sides }: MatchView): UnitColumn[] {
  if (headline !== 'sum' || shootout === null) return []
  const played = (side: number) => units.reduce((sum, unit) => sum + (unit.score[side] ?? 0), 0)
  const added = score.map((total, side) => total - played(side))
  if (added.every((own) => own === 0)) return []
  const name = { key: 'shootout', number: 1 }
  const cells = sides.map((_, side) => ({ score: added[side] ?? 0, won: false, tiebreak: null }))
  return [{ id: name.key, short: unitShort(name), words: unitWords(name), current: false, cells }]
}
