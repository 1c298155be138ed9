import type { Match, MatchEvent, MatchView } from '#core/match'
import { story, type Chapter } from '#core/sport/story'
import type { MatchRecord } from '../live/matches.ts'
import { csvLine, type Cell } from './csv.ts'
import { entryCells, entryColumns, unitName, type Words } from './match-entry.ts'

/**
 * Three tables under each other: what the match was, how it stands, and its log, told as it stands now.
 * An official's name is not public: without `names` it is the id that the log is signed with anyway.
 */
export function* matchCsv(
  { match, board, log }: MatchRecord,
  names: ReadonlyMap<string, string>,
): Generator<string> {
  const words = wordsFor(match, log, names)
  // Without it a spreadsheet takes UTF-8 for something older.
  yield '\uFEFF'
  yield csvLine(['match', board.title])
  yield csvLine(['sport', match.rules.name])
  yield csvLine(['edition', match.rules.edition])
  yield csvLine(['status', board.status])
  yield csvLine(['winner', words.side(board.winner ?? undefined)])
  yield '\r\n'
  for (const row of resultRows(board, words)) yield csvLine(row)
  yield '\r\n'
  yield csvLine(logTitles(match))
  for (const chapter of story(match, log)) yield csvLine(logCells(match, chapter, words))
}

function wordsFor(
  { sides, rules }: Match,
  log: readonly MatchEvent[],
  names: ReadonlyMap<string, string>,
): Words {
  const sideNames = new Map(sides.map(({ id, name }) => [id, name]))
  const seqs = new Map(log.map(({ id, seq }) => [id, seq]))
  return {
    rules,
    side: (id) => (id === undefined ? null : (sideNames.get(id) ?? id)),
    official: (id) => (id === null ? 'host' : (names.get(id) ?? id)),
    seq: (id) => seqs.get(id) ?? null,
  }
}

const resultRows = ({ sides, score, units, shootout }: MatchView, { side }: Words): Cell[][] => [
  ['', ...sides.map(({ name }) => name), 'winner'],
  ['score', ...score],
  ...units.flatMap((unit) => [
    [unitName(unit), ...unit.score, side(unit.winner ?? undefined)],
    ...(unit.tiebreak ? [[`${unitName(unit)} tie-break`, ...unit.tiebreak]] : []),
  ]),
  ...(shootout ? [['shoot-out', ...shootout.score]] : []),
]

/** A score is a cell for each side: `2-1` in one would be the second of January. */
const logTitles = ({ sides, rules }: Match): Cell[] => [
  ...entryColumns,
  ...sides.map(({ name }) => name),
  ...sides.map(({ name }) => `${name} in the unit`),
  ...(rules.units.some(({ games }) => games) ? sides.map(({ name }) => `${name} in the game`) : []),
  'warnings',
]

const logCells = ({ rules, sides }: Match, chapter: Chapter, words: Words): Cell[] => [
  ...entryCells(chapter, words),
  ...chapter.score,
  ...chapter.played,
  ...(rules.units.some(({ games }) => games) ? (chapter.points ?? sides.map(() => null)) : []),
  chapter.warnings.join(' '),
]
