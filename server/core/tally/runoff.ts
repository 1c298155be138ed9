import type { RankingRound } from './kind.ts'

/** Between the ids of a ranking's key. No id holds it. */
export const separator = '>'

/**
 * Instant-runoff over ballots like `b>a>c`. A ballot counts for its best option that is still in;
 * after a round the lowest goes out (a tie goes against the fewer first choices, then against the
 * later in the list) and its ballots move on. The rounds stop when one option holds more than half
 * of the ballots still counted, or nobody holds any.
 *
 * A ballot is read only as far as it counts, and is touched again only when its option goes out:
 * about 20 ms for 80,000 different rankings of 36 options, a third of what splitting them all takes.
 */
export function runoff(
  ids: readonly string[],
  ballots: ReadonlyMap<string, number>,
): RankingRound[] {
  const piles = new Piles(ids, ballots)
  const first = [...piles.votes]
  const rounds: RankingRound[] = []
  for (;;) {
    const counts = ids.flatMap((id, option) =>
      piles.isIn(option) ? { id, votes: piles.votes[option] ?? 0 } : [],
    )
    const counted = counts.reduce((all, { votes }) => all + votes, 0)
    const decided = counted === 0 || counts.some(({ votes }) => votes * 2 > counted)
    const lowest = decided ? null : lowestOf(piles, first)
    rounds.push({
      counts,
      exhausted: piles.exhausted,
      out: lowest === null ? null : (ids[lowest] ?? null),
    })
    if (lowest === null) return rounds
    piles.eliminate(lowest)
  }
}

function lowestOf({ votes, isIn }: Piles, first: readonly number[]): number {
  let lowest = -1
  votes.forEach((held, option) => {
    if (!isIn(option)) return
    const than = lowest < 0 ? 0 : held - (votes[lowest] ?? 0)
    const before = lowest < 0 ? 0 : (first[option] ?? 0) - (first[lowest] ?? 0)
    if (than < 0 || (than === 0 && before <= 0)) lowest = option
  })
  return lowest
}

const none = -1

/** Ballots in piles, each under the option for which it counts; a pile is a chain of ballots. */
class Piles {
  /** What each option holds. */
  readonly votes: number[]
  exhausted = 0

  readonly #read: (order: string, from: number) => number
  readonly #orders: string[]
  readonly #weights: Float64Array
  /** Where in its order each ballot is read on. */
  readonly #at: Uint32Array
  readonly #next: Int32Array
  readonly #top: Int32Array
  readonly #out: Uint8Array

  constructor(ids: readonly string[], ballots: ReadonlyMap<string, number>) {
    this.votes = ids.map(() => 0)
    this.#read = readerOf(ids)
    this.#orders = [...ballots.keys()]
    this.#weights = Float64Array.from(ballots.values())
    this.#at = new Uint32Array(ballots.size)
    this.#next = new Int32Array(ballots.size)
    this.#top = new Int32Array(ids.length).fill(none)
    this.#out = new Uint8Array(ids.length)
    for (let ballot = 0; ballot < ballots.size; ballot++) this.#place(ballot)
  }

  isIn = (option: number): boolean => this.#out[option] === 0

  eliminate(option: number): void {
    this.#out[option] = 1
    this.votes[option] = 0
    for (let ballot = this.#top[option] ?? none; ballot !== none;) {
      const next = this.#next[ballot] ?? none
      this.#place(ballot)
      ballot = next
    }
  }

  #place(ballot: number): void {
    const order = this.#orders[ballot] ?? ''
    const weight = this.#weights[ballot] ?? 0
    for (let at = this.#at[ballot] ?? 0; at < order.length;) {
      const read = this.#read(order, at)
      const option = read % optionRange
      at = (read - option) / optionRange
      if (this.#out[option] === 1) continue
      this.#at[ballot] = at
      this.#next[ballot] = this.#top[option] ?? none
      this.#top[option] = ballot
      this.votes[option] = (this.votes[option] ?? 0) + weight
      return
    }
    this.exhausted += weight
  }
}

/** More than there are options, so that a position and an option fit into one number. */
const optionRange = 64
const signs = 128

/**
 * Reads the id that begins at a place: answers `end * optionRange + option`, `end` being where the
 * next one begins. It walks a table, one step a sign: cutting ids out of the order and looking them
 * up costs six times as much.
 */
function readerOf(ids: readonly string[]): (order: string, from: number) => number {
  const length = ids.reduce((all, id) => all + id.length, 1)
  const steps = new Uint16Array(length * signs)
  const optionAt = new Uint8Array(length)
  let states = 1
  ids.forEach((id, option) => {
    let state = 0
    for (const sign of id) {
      const step = state * signs + sign.charCodeAt(0)
      steps[step] ||= states++
      state = steps[step] ?? 0
    }
    optionAt[state] = option
  })
  const stop = separator.charCodeAt(0)
  return (order, from) => {
    let at = from
    let state = 0
    for (; at < order.length; at++) {
      const sign = order.charCodeAt(at)
      if (sign === stop) break
      state = steps[state * signs + sign] ?? 0
    }
    return (at + 1) * optionRange + (optionAt[state] ?? 0)
  }
}
