import { hasEnded, type MatchView } from '#core/match'
import { keyWords } from './match-words.ts'
import { plural } from './number-words.ts'
import { capital } from './unit-words.ts'

type Counter = MatchView['counters'][number]

// What is counted of a side, and how its referee reads it.

/**
 * The counters of a side. Once the other has taken a time-out, also that this one has taken none: it
 * would look as if it had none left.
 */
export function countersOf({ counters }: Pick<MatchView, 'counters'>, side: string): Counter[] {
  const own = counters.filter((one) => one.side === side)
  const other = counters.find((one) => one.side !== side && isOfTimeOuts(one) && one.limit !== 0)
  if (!other || own.some(isOfTimeOuts)) return own
  return [...own, { ...other, side, count: 0 }]
}

/** The other side has fouled more often than is free, and this one shoots for it. */
export const isInBonus = (match: MatchView, side: string): boolean =>
  match.sides.length === 2 &&
  !hasEnded(match) &&
  match.counters.some((one) => one.side !== side && one.key === 'foul' && isOver(one))

export const isOver = ({ count, limit }: Counter): boolean => limit !== null && count > limit

const isOfTimeOuts = ({ key, limit }: Counter): boolean => key === 'time-out' && limit !== null

/** `Time-outs 1 left`, `Foul 2 of 4`, `Yellow card 2`. */
export function markWords(counter: Counter): string {
  const name = keyWords(counter.key)
  return `${isOfTimeOuts(counter) ? capital(plural(name)) : name}\u00A0${countWords(counter)}`
}

/** `1 left` of time-outs, `2 of 4` where so many are free, `5, 4 free` where that means something. */
function countWords(counter: Counter): string {
  const { key, count, limit } = counter
  if (limit === null) return String(count)
  if (isOver(counter))
    return key === 'foul' ? `${count}, ${limit} free` : `${count}, ${count - limit} over`
  return isOfTimeOuts(counter) ? `${limit - count} left` : `${count} of ${limit}`
}

/** Under what raises it: `1 so far`, `2 penalties so far` where that has another name, or `2 of 4`. */
export function soFarWords(counter: Counter, raisedBy: string): string {
  const { key, count, limit } = counter
  const name = keyWords(key)
  if (limit !== null) return key === raisedBy ? countWords(counter) : markWords(counter)
  if (key === raisedBy) return `${count} so far`
  return `${count} ${count === 1 ? name.toLowerCase() : plural(name)} so far`
}
