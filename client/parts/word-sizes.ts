import type { WordVotes } from '#core/tally/kind'

export interface Box {
  width: number
  height: number
}

/** How large a word is, drawn at so many em. */
export type Measure = (text: string, votes: number, em: number) => Box

/**
 * How large a word is drawn, from what hardly anybody said to what most did, in em of the cloud: the
 * more there is to show, the smaller.
 */
const scales = [
  [1.25, 1.75, 2.5, 3.4],
  [1, 1.4, 2, 2.8],
  [1, 1.2, 1.55, 2.1],
  [1, 1, 1.2, 1.5],
]
/** Words that would cover more of the box than this leave no gaps to put them in. */
const fullest = 0.55

/** The size that a word has earned beside the most said one. */
export function stepOf(votes: number, most: number): number {
  if (most <= 1) return 1
  const share = votes / most
  return share >= 0.75 ? 3 : share >= 0.45 ? 2 : share >= 0.2 ? 1 : 0
}

/** The sizes in which the words of one cloud are drawn. */
export class WordSizes {
  readonly #box: Box
  readonly #measure: Measure
  /** Once there are many words they stay small: grown back, they would stand on each other. */
  #scale = 0

  constructor(box: Box, measure: Measure) {
    this.#box = box
    this.#measure = measure
  }

  /** In em, the smallest first. */
  get ems(): readonly number[] {
    return scales[this.#scale]!
  }

  /** A word in every size. */
  boxesOf({ text, votes }: WordVotes): Box[] {
    return this.ems.map((em) => this.#measure(text, votes, em))
  }

  /** As small as the words need, most said first; answers whether they have become smaller. */
  suit(words: readonly WordVotes[]): boolean {
    const before = this.#scale
    while (this.#scale < scales.length - 1 && this.#cover(words) > fullest) this.#scale++
    return this.#scale > before
  }

  /** The share of the box that the words would cover. */
  #cover(words: readonly WordVotes[]): number {
    const most = words[0]?.votes ?? 0
    const area = words.reduce((all, { text, votes }) => {
      const { width, height } = this.#measure(text, votes, this.ems[stepOf(votes, most)]!)
      return all + width * height
    }, 0)
    return area / (this.#box.width * this.#box.height || 1)
  }
}
