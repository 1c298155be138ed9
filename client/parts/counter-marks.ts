import { hasEnded, type MatchView } from '#core/match'
import { countersOf, isInBonus, isOver } from './count-words.ts'
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
  const bonus = isInBonus(match, side) ? [inBonus] : []
  const marks = countersOf(match, side).map(markOf).concat(bonus)
  const lasting = hasEnded(match) ? marks.filter(({ look, key }) => lasts(look, key)) : marks
  return lasting.toSorted((a, b) => rank(a) - rank(b))
}

const inBonus: CounterMark = { key: 'bonus', look: 'word', words: 'in the bonus' }

/** What still matters when nothing more can happen. */
const lasts = (look: CounterMark['look'], key: string): boolean =>
  look === 'card' || (look === 'number' && key !== 'foul')

/** From what a hall asks for first: where there is no room, the rest is left out. */
const rank = ({ key, look }: CounterMark): number =>
  key === 'foul' ? 0 : { word: 0, pips: 1, card: 2, number: 3 }[look]

function markOf(counter: MatchView['counters'][number]): CounterMark {
  const { key, count, limit } = counter
  const letter = cards[key]
  const name = keyWords(key)
  if (letter !== undefined)
    return { key, look: 'card', letter, count, words: `${counted(name, count)}` }
  if (key === 'time-out' && limit !== null && limit > 0 && count <= limit) {
    const left = limit - count
    return { key, look: 'pips', left, of: limit, words: `${left} of ${limit} time-outs left` }
  }
  const over = key === 'foul' && isOver(counter)
  const told = limit === null || key === 'foul' ? `${count}` : `${count}/${limit}`
  const label = capital(plural(name))
  const words = `${label}: ${told.replace('/', ' of ')}${over ? `, ${limit} are free` : ''}`
  return { key, look: 'number', label, count: told, over, words }
}

const counted = (name: string, count: number): string =>
  count === 1 ? `1 ${name.toLowerCase()}` : `${count} ${plural(name)}`
