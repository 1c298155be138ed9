import { refuse, type Fault } from '../problem.ts'
import { isShown } from '../text.ts'
import type { Paper, TallyRules, WordVotes } from './kind.ts'

export const mostWords = 3
export const longestWord = 40
const mostInView = 100

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
    const folded = choice.map((word: unknown) => (typeof word === 'string' ? foldWord(word) : null))
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
    return { result: { words: topWords(counts, mostInView, sieve(paper)) } }
  },
}

/**
 * Most votes first; among equals by their signs, so that the order does not depend on who came first.
 * Only the best are kept sorted: sorting 80,000 words to show 100 takes ten times as long.
 */
export function topWords(
  counts: ReadonlyMap<string, number>,
  most: number,
  wanted: (word: string) => boolean,
): WordVotes[] {
  const best: WordVotes[] = []
  for (const [text, votes] of counts) {
    const word = { text, votes }
    const last = best[most - 1]
    if ((last && !leads(word, last)) || !wanted(text)) continue
    let place = best.length
    while (place > 0 && leads(word, best[place - 1] as WordVotes)) place--
    best.splice(place, 0, word)
    if (best.length > most) best.pop()
  }
  return best
}

const leads = (one: WordVotes, other: WordVotes): boolean =>
  one.votes === other.votes ? one.text < other.text : one.votes > other.votes

/** Is a word to be seen? What is hidden is not, whatever else was said of it. */
function sieve({ approveWords, hiddenWords, shownWords }: Paper): (word: string) => boolean {
  const hidden = new Set(hiddenWords)
  const shown = new Set(shownWords)
  return (word) => !hidden.has(word) && (!approveWords || shown.has(word))
}

/** Signs that are not seen: controls, soft hyphen, blanks without width, and those that turn text around. */
const unseen = /[\p{Cc}\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF]/gu

/** A word as it is counted: one width, one case, one blank between its parts. */
export const foldWord = (word: string): string =>
  word
    .toWellFormed()
    .normalize('NFKC')
    .toLowerCase()
    // Lower case may come apart into letter and mark.
    .normalize('NFKC')
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(unseen, '')
    .trim()

export const isWord = (word: string): boolean => isShown(word) && [...word].length <= longestWord
