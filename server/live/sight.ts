import type { Poll } from '#core/poll'
import type { Tally, TallyView } from '#core/tally/kind'
import { rulesOf } from '#core/tally/rules'
import type { Time } from './time.ts'

/** What was seen of a tally, and of which state of it. */
export interface Seen extends TallyView {
  version: number
  ballots: number
}

/** A view that costs more than this is dear: it rests for `rest` times its cost. */
const dearMs = 2
const rest = 20

/**
 * The view of one poll's tally: looked at once per version, and where that is dear (an instant-runoff
 * over thousands of different rankings) for a twentieth of the time at most. While it rests the last
 * one stands: older, but whole, with the version and the ballots that belong to it. Where several are
 * dear they rest the longer for it: together, too, they get a twentieth of the time.
 */
export class Sight {
  readonly #time: Time
  readonly #dear: Set<Sight>
  #seen: Seen | undefined
  #restsUntil = 0

  /** `dear` is for all sights of one process to share. */
  constructor(time: Time, dear: Set<Sight>) {
    this.#time = time
    this.#dear = dear
  }

  /** How long until one may look anew; 0 for now. */
  get restMs(): number {
    return this.#seen ? Math.max(0, this.#restsUntil - this.#time.elapsed()) : 0
  }

  /** Would `of` answer with an older state than this one? */
  rests(version: number): boolean {
    return this.#seen !== undefined && this.#seen.version < version && this.restMs > 0
  }

  /** The newest that may be had now. */
  of(poll: Poll, version: number, tally: Tally): Seen {
    if (this.#seen && (this.#seen.version === version || this.restMs > 0)) return this.#seen
    const from = this.#time.elapsed()
    const view = rulesOf(poll.kind).view(poll, tally)
    const costMs = this.#time.elapsed() - from
    this.#restsUntil = costMs > dearMs ? from + costMs * (1 + rest * this.#crowd()) : 0
    this.#seen = { ...view, version, ballots: tally.ballots }
    return this.#seen
  }

  /** How many dear sights there are right now, this one too. */
  #crowd(): number {
    for (const sight of this.#dear) if (sight.restMs === 0) this.#dear.delete(sight)
    return this.#dear.add(this).size
  }

  /** The host changed the poll: that is rare, and does not wait. */
  forget(): void {
    this.#seen = undefined
  }
}
