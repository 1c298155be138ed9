import type { MatchView } from '#core/match'
import { keyWords } from './match-words.ts'
import { plural } from './number-words.ts'
import { capital } from './unit-words.ts'

/** What is counted of a side, as a scoreboard draws it; `words` is what it says to whoever does not see it. */
type CounterMark = { key: string; words: string } & (
  | { look: 'pips'; left: number; of: number }
  | { look: 'card'; letter: string; count: number }
  | { look: 'number'; label: string; count: string; bonus: boolean }
)

const cards: Partial<Record<string, string>> = {
  yellow: 'Y',
  red: 'R',
  green: 'G',
  blue: 'B',
  black: 'BL',
  'yellow-red': 'YR',
}

export const counterMarks = (
  { counters }: Pick<MatchView, 'counters'>,
  side: string,
): CounterMark[] =>
  counters
    .filter((one) => one.side === side)
    .map(markOf)
    .toSorted((a, b) => rank(a) - rank(b))

/** From what a hall asks for first: where there is no room, the rest is left out. */
const rank = ({ key, look }: CounterMark): number =>
  key === 'foul' ? 0 : { pips: 1, card: 2, number: 3 }[look]

function markOf({ key, count, limit }: MatchView['counters'][number]): CounterMark {
  const letter = cards[key]
  const name = keyWords(key)
  if (letter !== undefined)
    return { key, look: 'card', letter, count, words: `${counted(name, count)}` }
  if (key === 'time-out' && limit !== null && limit > 0 && count <= limit) {
    const left = limit - count
    return { key, look: 'pips', left, of: limit, words: `${left} of ${limit} time-outs left` }
  }
  // Fouls go on being counted, and more than are free give the other side something.
  const bonus = key === 'foul' && limit !== null && count > limit
  const told = limit === null || key === 'foul' ? `${count}` : `${count}/${limit}`
  const label = capital(plural(name))
  const words = `${label}: ${told.replace('/', ' of ')}${bonus ? ', bonus' : ''}`
  return { key, look: 'number', label, count: told, bonus, words }
}

const counted = (name: string, count: number): string =>
  count === 1 ? `1 ${name.toLowerCase()}` : `${count} ${plural(name)}`
