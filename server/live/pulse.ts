import { pingFrame, type Frame } from './frame.ts'
import type { Reader } from './reader.ts'
import type { Rounds } from './rounds.ts'
import type { Time } from './time.ts'

const beatMs = 1000
const quietBeats = 15

/**
 * The one heartbeat of all streams, in seconds: as exact as any of this has to be, and no look at the
 * clock for every write. Readers note in which beat they were last written to, and after which they
 * are sent round. It stops when nobody is there.
 */
export class Pulse {
  readonly #time: Time
  readonly #rounds: Rounds
  readonly #readers: () => readonly Reader[]
  readonly #quiet: (reader: Reader, ping: Frame) => void
  readonly #old: (reader: Reader) => void
  #beating = false
  #beat = 0

  /** `quiet` is handed whoever has heard nothing for 15 s, `old` whoever has stayed for long enough. */
  constructor(options: {
    time: Time
    rounds: Rounds
    readers: () => readonly Reader[]
    quiet: (reader: Reader, ping: Frame) => void
    old: (reader: Reader) => void
  }) {
    this.#time = options.time
    this.#rounds = options.rounds
    this.#readers = options.readers
    this.#quiet = options.quiet
    this.#old = options.old
  }

  get beat(): number {
    return this.#beat
  }

  start(): void {
    if (this.#beating) return
    this.#beating = true
    this.#look()
    this.#time.after(beatMs, () => this.#strike())
  }

  #look(): void {
    this.#beat = Math.floor(this.#time.elapsed() / beatMs)
  }

  #strike(): void {
    this.#look()
    const readers = this.#readers()
    const ping = pingFrame(this.#time.now())
    this.#rounds.start({
      readers: () => readers,
      visit: (reader) => this.#visit(reader, ping),
      over: () => {
        this.#beating = false
        if (readers.length > 0) this.start()
      },
    })
  }

  #visit(reader: Reader, ping: Frame): void {
    if (!reader.channel) return
    if (this.#beat >= reader.rotatesAt) this.#old(reader)
    else if (this.#beat - reader.writtenAt >= quietBeats) this.#quiet(reader, ping)
  }
}
