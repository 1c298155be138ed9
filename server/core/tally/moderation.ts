import type { Paper, Tally } from './kind.ts'
import { topWords } from './words.ts'

const mostToModerate = 500

/** What a host of a words poll reads: every word, seen or not. It is nobody else's to read. */
export interface Moderation {
  approve: boolean
  hidden: string[]
  shown: string[]
  /** Most votes first. */
  words: { text: string; votes: number; state: 'shown' | 'hidden' | 'waiting' }[]
}

export function moderationOf(paper: Paper, { counts }: Tally): Moderation {
  const { approveWords, hiddenWords, shownWords } = paper
  const hidden = new Set(hiddenWords)
  const approved = new Set(shownWords)
  const stateOf = (word: string) =>
    hidden.has(word) ? 'hidden' : !approveWords || approved.has(word) ? 'shown' : 'waiting'
  return {
    approve: approveWords,
    hidden: hiddenWords,
    shown: shownWords,
    words: topWords(counts, mostToModerate, () => true).map((word) => ({
      ...word,
      state: stateOf(word.text),
    })),
  }
}
