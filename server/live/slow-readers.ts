import type { Reader } from './reader.ts'
import type { TimeSlicer } from './time-slicer.ts'
import type { Time } from './time.ts'

const sweepMs = 100
const stalledMs = 30_000

/**
 * The readers that are behind. Of each only that is known: what it missed is not kept. Who can take
 * something again is caught up; who takes nothing for half a minute is let go.
 */
export class SlowReaders {
  readonly #time: Time
  readonly #slicer: TimeSlicer
  readonly #catchUp: (reader: Reader) => void
  readonly #readers = new Set<Reader>()
  #sweeping = false
  /** How many stalled, and were destroyed. */
  stalled = 0

  /** `catchUp` is handed a reader that is free again. */
  constructor(options: { time: Time; slicer: TimeSlicer; catchUp: (reader: Reader) => void }) {
    this.#time = options.time
    this.#slicer = options.slicer
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
      this.#slicer.start({
        readers: () => [...this.#readers],
        visit: (reader) => this.#look(reader),
        done: () => {
          this.#sweeping = false
          if (this.#readers.size > 0) this.#sweepSoon()
        },
      }),
    )
  }

  #look(reader: Reader): void {
    const { behindSince, stuck } = reader
    // It may have left, or been caught up, since the task began.
    if (behindSince === 0) return
    if (!stuck) {
      // A fan-out comes by itself, and would tell it something older after this.
      if (!reader.channel?.fanningOut) this.#catchUp(reader)
    } else if (this.#time.elapsed() - behindSince >= stalledMs) {
      this.delete(reader)
      this.stalled += 1
      reader.destroy()
    }
  }
}
