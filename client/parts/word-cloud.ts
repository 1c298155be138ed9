import type { WordVotes } from '#core/tally/kind'
import { stepOf, WordSizes, type Box, type Measure } from './word-sizes.ts'

interface Point {
  x: number
  y: number
}

/** Where a word stands, its middle, and how large it is drawn, in em. */
export interface Place extends Point {
  em: number
}

interface Held extends Point {
  /** Which of the sizes it has. */
  step: number
  /** As large as the word may still become here. */
  reserved: number
  boxes: readonly Box[]
}

/**
 * Words in a box, most said first around its middle. **A word keeps its place once it has one**: it
 * grows and shrinks where it stands, and who comes later takes what is free. So the first words hold
 * more room than they need yet; a word that has outgrown what is free around it stays at the largest
 * size that fits, and its number tells the rest. Where nothing is free, those give way that fewer
 * people said. The same words in the same order always make the same picture.
 */
export class WordCloud {
  readonly #box: Box
  readonly #sizes: WordSizes
  readonly #spots: Point[]
  readonly #held = new Map<string, Held>()
  /** Words for which there was no room: looking again is dear, and vain until room becomes free. */
  readonly #waiting = new Set<string>()
  #wordCount = 0

  /** `grid` is how finely places are tried, in pixels. */
  constructor(box: Box, grid: number, measure: Measure) {
    this.#box = box
    this.#sizes = new WordSizes(box, measure)
    this.#spots = spotsOf(box, grid)
  }

  /** The words as they are now, most said first; answers who stands where. Some may find no place. */
  settle(words: readonly WordVotes[]): ReadonlyMap<string, Place> {
    const votesOf = new Map(words.map(({ text, votes }) => [text, votes]))
    for (const text of this.#held.keys()) if (!votesOf.has(text)) this.#leave(text)
    const most = words[0]?.votes ?? 0
    this.#wordCount = words.length
    if (this.#sizes.suit(words)) this.#waiting.clear()
    const gaveWay = new Set<string>()
    for (const word of words) {
      const step = stepOf(word.votes, most)
      const boxes = this.#sizes.boxesOf(word)
      const held = this.#held.get(word.text)
      if (held) this.#resize(held, step, boxes)
      else if (!gaveWay.has(word.text) && !this.#waiting.has(word.text))
        if (!this.#place(word.text, step, boxes))
          for (const text of this.#makeWay(word, step, boxes, votesOf)) gaveWay.add(text)
    }
    const placed = ({ x, y, step }: Held) => ({ x, y, em: this.#sizes.ems[step]! })
    return new Map([...this.#held].map(([text, held]) => [text, placed(held)]))
  }

  #leave(text: string): void {
    this.#held.delete(text)
    this.#waiting.clear()
  }

  #resize(held: Held, wanted: number, boxes: readonly Box[]): void {
    if (wanted < held.step) this.#waiting.clear()
    held.boxes = boxes
    let step = wanted
    while (step > held.reserved && !this.#isFree(held, boxes[step]!, drawn, held)) step--
    held.step = step
    held.reserved = Math.max(held.reserved, step)
    this.#trim(held)
  }

  /** While words are few they hold room to grow; the more there are, the less of it. */
  #place(text: string, step: number, boxes: readonly Box[]): boolean {
    const spare = [6, 14, 30].filter((count) => this.#wordCount <= count).length
    for (let reserved = Math.max(step, spare); reserved >= 0; reserved--) {
      const spot = this.#spots.find((one) => this.#isFree(one, boxes[reserved]!, kept))
      if (!spot) continue
      this.#held.set(text, { ...spot, step: Math.min(step, reserved), reserved, boxes })
      return true
    }
    // Nothing is free, but some may hold more room than they use.
    const spot = this.#spots.find((one) => this.#isFree(one, boxes[0]!, drawn))
    if (!spot) return false
    const held = { ...spot, step: 0, reserved: 0, boxes }
    this.#held.set(text, held)
    this.#trim(held)
    return true
  }

  /** Words that fewer people said give way, one by one, until there is room; answers which did. */
  #makeWay(
    word: WordVotes,
    step: number,
    boxes: readonly Box[],
    votesOf: ReadonlyMap<string, number>,
  ): string[] {
    const votes = (text: string) => votesOf.get(text) ?? 0
    const fewer = [...this.#held]
      .filter(([text]) => votes(text) < word.votes)
      .toSorted(([one], [other]) => votes(one) - votes(other))
    const gone: [string, Held][] = []
    let placed = false
    for (const [text, held] of fewer) {
      this.#held.delete(text)
      gone.push([text, held])
      placed = this.#place(word.text, step, boxes)
      if (placed) break
    }
    if (!placed) this.#waiting.add(word.text)
    // Whom it did not have to push away comes back to where it stood.
    return gone.flatMap(([text, held]) => {
      if (placed && !this.#isFree(held, drawn(held), kept)) return text
      this.#held.set(text, placed ? { ...held, reserved: held.step } : held)
      return []
    })
  }

  /** Room that others had reserved, and on which this word now stands, is no longer theirs. */
  #trim(held: Held): void {
    for (const other of this.#held.values())
      if (other !== held)
        while (other.reserved > other.step && touch(held, drawn(held), other, kept(other)))
          other.reserved--
  }

  #isFree(at: Point, box: Box, of: (held: Held) => Box, but?: Held): boolean {
    if (Math.abs(at.x * 2 - this.#box.width) > this.#box.width - box.width) return false
    if (Math.abs(at.y * 2 - this.#box.height) > this.#box.height - box.height) return false
    for (const other of this.#held.values())
      if (other !== but && touch(at, box, other, of(other))) return false
    return true
  }
}

const drawn = ({ boxes, step }: Held): Box => boxes[step]!
const kept = ({ boxes, reserved }: Held): Box => boxes[reserved]!

const touch = (at: Point, one: Box, there: Point, other: Box): boolean =>
  Math.abs(at.x - there.x) * 2 < one.width + other.width &&
  Math.abs(at.y - there.y) * 2 < one.height + other.height

/** Every point of a grid over the box, from the middle outwards. */
function spotsOf({ width, height }: Box, grid: number): Point[] {
  const across = Math.floor(width / 2 / grid)
  const down = Math.floor(height / 2 / grid)
  const columns = 2 * across + 1
  const far = ({ x, y }: Point) => ((x * 2) / width - 1) ** 2 + ((y * 2) / height - 1) ** 2
  return Array.from({ length: columns * (2 * down + 1) }, (_, index) => ({
    x: width / 2 + ((index % columns) - across) * grid,
    y: height / 2 + (Math.floor(index / columns) - down) * grid,
  })).toSorted((one, other) => far(one) - far(other))
}
