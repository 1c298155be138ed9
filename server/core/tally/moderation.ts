import type { Paper, Tally, WordVotes } from './kind.ts'
import { topWords, wordStatesOf, type WordState } from './words.ts'

const mostToModerate = 500

/** What a host of a words poll reads: every word, seen or not. It is nobody else's to read. */
export interface Moderation {
  approve: boolean
  hidden: string[]
  shown: string[]
  /** What waits first, or nobody would find it among what was settled; then most votes first. */
  words: (WordVotes & { state: WordState })[]
}

export function moderationOf(paper: Paper, { counts }: Tally): Moderation {
  const stateOf = wordStatesOf(paper)
  const waits = (word: string) => stateOf(word) === 'waiting'
  const words = [
    ...topWords(counts, mostToModerate, waits),
    ...topWords(counts, mostToModerate, (word) => !waits(word)),
  ]
  return {
    approve: paper.approveWords,
    hidden: paper.hiddenWords,
    shown: paper.shownWords,
    words: words.map((word) => ({ ...word, state: stateOf(word.text) })),
  }
}
