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
  return match.units.slice(-shown).map((unit) => ({
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
}
