import { refuse, type Fault } from '../problem.ts'
import { isShown } from '../text.ts'
import type { Paper, TallyRules, WordVotes } from './kind.ts'

export const mostWords = 3
export const longestWord = 40
const mostInView = 100
/** Putting thousands of marks in order takes a third of a second: what is far too long is not folded. */
export const longestRaw = 10 * longestWord

/**
 * A few words of one's own. What differs only in case, width or spacing is one word; it is kept and
 * shown folded. Many may be written, few are seen: the view holds the most frequent.
 */
export const words: TallyRules<string[]> = {
  paper: { approveWords: false, hiddenWords: [], shownWords: [] },
  check(_paper, choice) {
    if (!Array.isArray(choice) || choice.length === 0 || choice.length > mostWords)
      return refuse('ballot-invalid', undefined, [
        { pointer: '/choice', detail: `must be a list of 1 to ${mostWords} texts` },
      ])
    const folded = choice.map((word: unknown) =>
      typeof word === 'string' && word.length <= longestRaw ? foldWord(word) : null,
    )
    const faults: Fault[] = folded.flatMap((word, index) =>
      word !== null && isWord(word)
        ? []
        : { pointer: `/choice/${index}`, detail: `must be a text of 1 to ${longestWord} signs` },
    )
    return faults.length > 0
      ? refuse('ballot-invalid', undefined, faults)
      : { choice: [...new Set(folded as string[])].toSorted() }
  },
  keys: (choice) => choice,
  view(paper, { counts }) {
    const stateOf = wordStatesOf(paper)
    return { result: { words: topWords(counts, mostInView, (word) => stateOf(word) === 'shown') } }
  },
}

/**
 * Most votes first; among equals by their signs, so that the order does not depend on who came first.
 * Only the best are kept: sorting 80,000 words to show 100 takes ten times as long.
 */
export function topWords(
  counts: ReadonlyMap<string, number>,
  most: number,
  wanted: (word: string) => boolean,
): WordVotes[] {
  const best: WordVotes[] = []
  let last: WordVotes | undefined
  for (const [text, votes] of counts) {
    const word = { text, votes }
    if ((last && byRank(word, last) > 0) || !wanted(text)) continue
    // Sorted when so many have gathered that it costs each of them little, in whatever order they came.
    if (best.push(word) < 2 * most) continue
    best.sort(byRank).length = most
    last = best.at(-1)
  }
  return best.sort(byRank).slice(0, most)
}

const byRank = (one: WordVotes, other: WordVotes): number =>
  other.votes - one.votes || (one.text < other.text ? -1 : 1)

export type WordState = 'shown' | 'hidden' | 'waiting'

/** Is a word to be seen? What is hidden is not, whatever else was said of it. */
export function wordStatesOf({ approveWords, hiddenWords, shownWords }: WordsPaper) {
  const hidden = new Set(hiddenWords)
  const shown = new Set(shownWords)
  return (word: string): WordState => {
    if (hidden.has(word)) return 'hidden'
    return !approveWords || shown.has(word) ? 'shown' : 'waiting'
  }
}

type WordsPaper = Pick<Paper, 'approveWords' | 'hiddenWords' | 'shownWords'>

/**
 * Signs that are not seen: controls, blanks without width, those that turn text around, those that
 * only choose between two looks. A joiner stays between pictures, of which it makes one, and between
 * Arabic letters, where it is spelling.
 */
const unseen =
  /(?!(?<=\p{Extended_Pictographic}\p{Emoji_Modifier}?\uFE0F?)\u200D\p{Extended_Pictographic}|(?<=\p{Script=Arabic})\u200C\p{Script=Arabic})[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu

/** A word as it is counted: one width, one case, one blank between its parts. */
export const foldWord = (word: string): string =>
  word
    .toWellFormed()
    .replaceAll(/[\s\u2800]+/gu, ' ')
    // Before the signs around them are put together, which they would keep apart.
    .replaceAll(unseen, '')
    .normalize('NFKC')
    .toLowerCase()
    // Lower case may come apart into letter and mark.
    .normalize('NFKC')
    // A tower of marks would be drawn over its neighbours.
    .replaceAll(/(\p{M}{4})\p{M}+/gu, '$1')
    .replaceAll(/\s+/gu, ' ')
    .trim()

export const isWord = (word: string): boolean => isShown(word) && [...word].length <= longestWord
