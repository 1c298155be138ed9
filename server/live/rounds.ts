import type { Reader } from './reader.ts'
import type { Time } from './time.ts'

/** Something that is done to many readers, one after another. */
export interface Round {
  /** Asked when its first turn comes. */
  readers(): readonly Reader[]
  visit(reader: Reader): void
  over?(): void
}

interface Walk {
  round: Round
  order: readonly Reader[]
  first: number
  visited: number
}

/** Long enough to be worth a turn of the event loop, short enough for a vote to wait for. */
const sliceMs = 1
/** Some hundred microseconds of writes; the clock is read once for each. */
const stride = 16

/**
 * Going round ten thousand readers takes tens of milliseconds. So nobody does it in one go: after
 * every slice whoever waits to be read is, votes above all. Rounds that are under way take turns, so
 * a small one does not wait for a large one; each begins at another reader, so nobody is always last.
 */
export class Rounds {
  readonly #time: Time
  readonly #random: () => number
  readonly #failed: (error: unknown) => void
  #walks: Walk[] = []
  #walking = false
  #spentMs = 0

  constructor(options: { time: Time; random: () => number; failed: (error: unknown) => void }) {
    this.#time = options.time
    this.#random = options.random
    this.#failed = options.failed
  }

  /** Milliseconds that all rounds have taken so far. */
  get spentMs(): number {
    return this.#spentMs
  }

  start(round: Round): void {
    this.#walks.push({ round, order: [], first: 0, visited: -1 })
    this.#goOn()
  }

  #goOn(): void {
    if (this.#walking) return
    this.#walking = true
    this.#time.soon(() => {
      this.#walking = false
      this.#slice()
      if (this.#walks.length > 0) this.#goOn()
    })
  }

  #slice(): void {
    const from = this.#time.elapsed()
    let now = from
    while (this.#walks.length > 0 && now - from < sliceMs) {
      const walk = this.#walks.shift() as Walk
      if (this.#stride(walk)) this.#walks.push(walk)
      now = this.#time.elapsed()
    }
    this.#spentMs += now - from
  }

  /** Is there more of it? */
  #stride(walk: Walk): boolean {
    if (walk.visited < 0) this.#begin(walk)
    const { round, order, first } = walk
    const end = Math.min(walk.visited + stride, order.length)
    for (; walk.visited < end; walk.visited++) {
      const at = first + walk.visited
      try {
        round.visit(order[at < order.length ? at : at - order.length] as Reader)
      } catch (error) {
        this.#failed(error)
      }
    }
    if (end < order.length) return true
    round.over?.()
    return false
  }

  #begin(walk: Walk): void {
    walk.order = walk.round.readers()
    walk.first = Math.floor(this.#random() * walk.order.length)
    walk.visited = 0
  }
}
