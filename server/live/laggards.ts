import type { Reader } from './reader.ts'
import type { Rounds } from './rounds.ts'
import type { Time } from './time.ts'

const sweepMs = 100
const stalledMs = 30_000

/**
 * The readers that are behind. Of each only that is known: what it missed is not kept. Who can take
 * something again is caught up; who takes nothing for half a minute is cut.
 */
export class Laggards {
  readonly #time: Time
  readonly #rounds: Rounds
  readonly #catchUp: (reader: Reader) => void
  readonly #readers = new Set<Reader>()
  #sweeping = false
  /** How many were cut. */
  cut = 0

  /** `catchUp` is handed a reader that is free again. */
  constructor(options: { time: Time; rounds: Rounds; catchUp: (reader: Reader) => void }) {
    this.#time = options.time
    this.#rounds = options.rounds
    this.#catchUp = options.catchUp
  }

  get size(): number {
    return this.#readers.size
  }

  add(reader: Reader): void {
    if (reader.behindSince !== 0) return
    reader.behindSince = this.#time.elapsed()
    this.#readers.add(reader)
    this.#sweepSoon()
  }

  delete(reader: Reader): void {
    if (reader.behindSince === 0) return
    reader.behindSince = 0
    this.#readers.delete(reader)
  }

  #sweepSoon(): void {
    if (this.#sweeping) return
    this.#sweeping = true
    this.#time.after(sweepMs, () =>
      this.#rounds.start({
        readers: () => [...this.#readers],
        visit: (reader) => this.#look(reader),
        over: () => {
          this.#sweeping = false
          if (this.#readers.size > 0) this.#sweepSoon()
        },
      }),
    )
  }

  #look(reader: Reader): void {
    const { behindSince, stuck } = reader
    // It may have left, or been caught up, since the round began.
    if (behindSince === 0) return
    if (!stuck) {
      // A passing comes by itself, and would tell it something older after this.
      if (!reader.channel?.passing) this.#catchUp(reader)
    } else if (this.#time.elapsed() - behindSince >= stalledMs) {
      this.delete(reader)
      this.cut += 1
      reader.cut()
    }
  }
}
