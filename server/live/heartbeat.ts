import { pingFrame, type Frame } from './frame.ts'
import type { Reader } from './reader.ts'
import type { Time } from './time.ts'
import type { TimeSlicer } from './time-slicer.ts'

const secondMs = 1000
const idleSeconds = 15

/**
 * The one heartbeat of all streams, in seconds: as exact as any of this has to be, and no look at the
 * clock for every write. Readers note in which second they were last written to, and after which they
 * are rotated. All are looked at each second, in slices: 10,000 take 0.4 to 4 ms of it, and a write
 * has no list to move its reader in. It stops when nobody is there.
 */
export class Heartbeat {
  readonly #time: Time
  readonly #slicer: TimeSlicer
  readonly #readers: () => readonly Reader[]
  readonly #idle: (reader: Reader, ping: Frame) => void
  readonly #old: (reader: Reader) => void
  #beating = false
  #second = 0

  /** `idle` is handed whoever has heard nothing for 15 s, `old` whoever has stayed for long enough. */
  constructor(options: {
    time: Time
    slicer: TimeSlicer
    readers: () => readonly Reader[]
    idle: (reader: Reader, ping: Frame) => void
    old: (reader: Reader) => void
  }) {
    this.#time = options.time
    this.#slicer = options.slicer
    this.#readers = options.readers
    this.#idle = options.idle
    this.#old = options.old
  }

  /** The present one, as of the last beat. */
  get second(): number {
    return this.#second
  }

  start(): void {
    if (this.#beating) return
    this.#beating = true
    this.#look()
    this.#time.after(secondMs, () => this.#beat())
  }

  #look(): void {
    this.#second = Math.floor(this.#time.elapsed() / secondMs)
  }

  #beat(): void {
    this.#look()
    const readers = this.#readers()
    const ping = pingFrame(this.#time.now())
    this.#slicer.start({
      readers: () => readers,
      visit: (reader) => this.#visit(reader, ping),
      done: () => {
        this.#beating = false
        // Asked anew: somebody may have come since.
        if (this.#readers().length > 0) this.start()
      },
    })
  }

  #visit(reader: Reader, ping: Frame): void {
    if (!reader.channel) return
    if (this.#second >= reader.rotatesAt) this.#old(reader)
    else if (this.#second - reader.writtenAt >= idleSeconds) this.#idle(reader, ping)
  }
}
