import type { Happening, SportView } from '#core/match'
import { keyWords } from './match-words.ts'
import { signed } from './number-words.ts'

/** One button of a side. */
export interface Tap {
  key: string
  /** What it adds; empty where that goes without saying. */
  plus: string
  words: string
  /** The same in fewer letters, for a small phone; absent where the words are short. */
  brief?: string | undefined
  /** Follows what this side has just scored: now is its moment. */
  due: boolean
  /** Follows something else: recorded all the same, with a doubt. */
  early: boolean
  happening: Happening
}

interface Standing {
  sport: SportView | undefined
  /** Of the present unit. */
  unit: number
  side: string
  lastScore: { side: string; key: string } | undefined
}

/** What can be scored by one tap, in this unit. */
export function tapsOf({ sport, unit, side, lastScore }: Standing): Tap[] {
  if (!sport) return []
  const plain = { plus: '', due: false, early: false }
  const kicks = sport.units[unit]?.kicks
  if (kicks) {
    const { scored, missed } = kicks
    return [
      { ...plain, key: scored, words: 'Scored', happening: { kind: 'score', side, key: scored } },
      {
        ...plain,
        key: missed,
        words: 'Missed',
        happening: { kind: 'incident', side, key: missed },
      },
    ]
  }
  return keysOf(sport).flatMap(({ key, points, follows }): Tap[] => {
    if (points === null) return []
    const follow = lastScore?.side === side && follows?.includes(lastScore.key) === true
    const happening: Happening = { kind: 'score', side, key }
    const when = { due: follow, early: follows !== undefined && !follow }
    const words = { words: keyWords(key), brief: briefly[key] }
    return [{ key, plus: signed(points), ...words, happening, ...when }]
  })
}

/** Of what has a word that half a small phone cannot hold in one line. */
const briefly: Partial<Record<string, string>> = {
  conversion: 'Conv.',
  'two-point': 'Two-pt conv.',
  touchdown: 'TD',
  'defensive-two': 'Def. two',
}

/** The key whose points the scorer says, if this sport has one. */
export const freeKey = (sport: SportView | undefined): string | undefined =>
  sport?.keys.find(({ points }) => points === null)?.key

/** Kicks have their own unit, and their keys mean nothing elsewhere. */
export const keysOf = ({ keys, units }: SportView): SportView['keys'] =>
  keys.filter(({ key }) => units.every(({ kicks }) => kicks?.scored !== key))
