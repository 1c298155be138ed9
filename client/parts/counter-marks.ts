import { hasEnded, type MatchView } from '#core/match'
import { keyWords } from './match-words.ts'
import { plural } from './number-words.ts'
import { capital } from './unit-words.ts'

/** What is counted of a side, as a scoreboard draws it; `words` is what it says to whoever does not see it. */
type CounterMark = { key: string; words: string } & (
  | { look: 'pips'; left: number; of: number }
  | { look: 'card'; letter: string; count: number }
  | { look: 'number'; label: string; count: string; over: boolean }
  | { look: 'word' }
)

const cards: Partial<Record<string, string>> = {
  yellow: 'Y',
  red: 'R',
  green: 'G',
  blue: 'B',
  black: 'BL',
  'yellow-red': 'YR',
}

export function counterMarks(match: MatchView, side: string): CounterMark[] {
  const { counters, sides } = match
  const own = counters.filter((one) => one.side === side)
  const others = counters.filter((one) => one.side !== side)
  const bonus = sides.length === 2 && others.some(isOver) ? [inBonus] : []
  const marks = [...own, ...unused(own, others)].map(markOf).concat(bonus)
  const lasting = hasEnded(match) ? marks.filter(({ look, key }) => lasts(look, key)) : marks
  return lasting.toSorted((a, b) => rank(a) - rank(b))
}

type Counter = MatchView['counters'][number]

/** More than are free: it gives the other side something. */
const isOver = ({ key, count, limit }: Counter): boolean =>
  key === 'foul' && limit !== null && count > limit

const inBonus: CounterMark = { key: 'bonus', look: 'word', words: 'in the bonus' }

/** Who has taken no time-out has all of them left, and must not look as if there were none. */
const unused = (own: Counter[], others: Counter[]): Counter[] =>
  others
    .filter(({ key, limit }) => key === 'time-out' && limit !== null && limit > 0)
    .filter(({ key }) => own.every((one) => one.key !== key))
    .map((one) => ({ ...one, count: 0 }))
    .slice(0, 1)

/** What still matters when nothing more can happen. */
const lasts = (look: CounterMark['look'], key: string): boolean =>
  look === 'card' || (look === 'number' && key !== 'foul')

/** From what a hall asks for first: where there is no room, the rest is left out. */
const rank = ({ key, look }: CounterMark): number =>
  key === 'foul' ? 0 : { word: 0, pips: 1, card: 2, number: 3 }[look]

function markOf(counter: Counter): CounterMark {
  const { key, count, limit } = counter
  const letter = cards[key]
  const name = keyWords(key)
  if (letter !== undefined)
    return { key, look: 'card', letter, count, words: `${counted(name, count)}` }
  if (key === 'time-out' && limit !== null && limit > 0 && count <= limit) {
    const left = limit - count
    return { key, look: 'pips', left, of: limit, words: `${left} of ${limit} time-outs left` }
  }
  const over = isOver(counter)
  const told = limit === null || key === 'foul' ? `${count}` : `${count}/${limit}`
  const label = capital(plural(name))
  const words = `${label}: ${told.replace('/', ' of ')}${over ? `, ${limit} are free` : ''}`
  return { key, look: 'number', label, count: told, over, words }
}

const counted = (name: string, count: number): string =>
  count === 1 ? `1 ${name.toLowerCase()}` : `${count} ${plural(name)}`
