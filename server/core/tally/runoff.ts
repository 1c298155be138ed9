import type { OptionVotes, RankingRound } from './kind.ts'
import { Orders } from './orders.ts'

/**
 * What was read of a tally's ballots the last time, as long as the tally is there. It changes no
 * answer, only what the next one costs; it keeps as many bytes as the ballots name options, and
 * about 30 for each ballot.
 */
const read = new WeakMap<ReadonlyMap<string, number>, Orders>()

/**
 * Instant-runoff over ballots like `b>a>c`. A ballot counts for its best option that is still in;
 * after a round the lowest goes out (a tie goes against the fewer first choices, then against the
 * later in the list) and its ballots move on. The rounds stop when one option holds more than half
 * of the ballots still counted, or nobody holds any.
 */
export function runoff(
  ids: readonly string[],
  ballots: ReadonlyMap<string, number>,
): RankingRound[] {
  const piles = new Piles(ids.length, ordersIn(ballots, ids))
  const first = [...piles.votes]
  const rounds: RankingRound[] = []
  for (;;) {
    const counts = ids.flatMap((id, option) =>
      piles.isIn(option) ? { id, votes: piles.votes[option] ?? 0 } : [],
    )
    const decided = winnerOf(counts) !== null || counts.every(({ votes }) => votes === 0)
    const lowest = decided ? null : lowestOf(piles, first)
    const out = lowest === null ? null : (ids[lowest] ?? null)
    rounds.push({ counts, exhausted: piles.exhausted, out })
    if (lowest === null) return rounds
    piles.eliminate(lowest)
  }
}

/** Whoever holds more than half of the ballots that still count. */
export function winnerOf(counts: readonly OptionVotes[]): string | null {
  const counted = counts.reduce((all, { votes }) => all + votes, 0)
  return counts.find(({ votes }) => votes * 2 > counted)?.id ?? null
}

function ordersIn(ballots: ReadonlyMap<string, number>, ids: readonly string[]): Orders {
  const known = read.get(ballots)
  const orders = known?.areOf(ids) ? known : new Orders(ids)
  orders.follow(ballots)
  read.set(ballots, orders)
  return orders
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

/** No option: none that is still in is left on the ballot. */
const nobody = 255

/** Ballots, each counting for one option that is still in, until it names none. */
class Piles {
  /** What each option holds. */
  readonly votes: number[]
  exhausted = 0

  readonly #orders: Orders
  /** Where among the choices each ballot is read on. */
  readonly #at: Uint32Array
  /** The option for which each ballot counts. */
  readonly #holder: Uint8Array
  readonly #out: Uint8Array

  constructor(options: number, orders: Orders) {
    this.votes = Array.from({ length: options }, () => 0)
    this.#orders = orders
    this.#at = Uint32Array.from(orders.starts)
    this.#holder = new Uint8Array(orders.count)
    this.#out = new Uint8Array(options)
    for (let ballot = 0; ballot < orders.count; ballot++) this.#place(ballot)
  }

  isIn = (option: number): boolean => this.#out[option] === 0

  eliminate(option: number): void {
    this.#out[option] = 1
    this.votes[option] = 0
    const holder = this.#holder
    for (let ballot = 0; ballot < holder.length; ballot++)
      if (holder[ballot] === option) this.#place(ballot)
  }

  #place(ballot: number): void {
    const { choices, ends, weights } = this.#orders
    const out = this.#out
    const end = ends[ballot] ?? 0
    let at = this.#at[ballot] ?? 0
    while (at < end && out[choices[at] ?? 0] === 1) at++
    this.#at[ballot] = at
    const option = at < end ? (choices[at] ?? nobody) : nobody
    const weight = weights[ballot] ?? 0
    this.#holder[ballot] = option
    if (option === nobody) this.exhausted += weight
    else this.votes[option] = (this.votes[option] ?? 0) + weight
  }
}
