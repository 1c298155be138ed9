import type { Instant } from '#core/ids'
import type { Time } from './time.ts'

/** A timer cannot wait longer than 24 days, and the machine's clock may be set meanwhile. */
const longestMs = 60 * 60 * 1000
const retryMs = 1000

/**
 * Closes what closes by time. There is one timer, for whatever is due first; the database says what
 * that is, so polls that nobody has in memory close as well, and so do those that fell due while
 * no server was up.
 */
export class Closing {
  readonly #time: Time
  readonly #close: () => Promise<Instant | null>
  #due: Instant | null = null
  #cancel = (): void => undefined
  #stopped = false

  /** `close` closes all that is due now and answers when the next one will be. */
  constructor(options: { time: Time; close: () => Promise<Instant | null> }) {
    this.#time = options.time
    this.#close = options.close
  }

  /** Something is to be closed at this time, or was asked to be. */
  by(at: Instant | null): void {
    if (at === null || (this.#due !== null && this.#due <= at)) return
    this.#due = at
    this.#wait(at - this.#time.now())
  }

  async run(): Promise<void> {
    this.#due = null
    try {
      this.by(await this.#close())
    } catch {
      // The vote that comes next finds out, and is logged; here it is only tried again.
      this.by(this.#time.now() + retryMs)
    }
  }

  stop(): void {
    this.#stopped = true
    this.#cancel()
  }

  #wait(ms: number): void {
    this.#cancel()
    if (this.#stopped) return
    this.#cancel = this.#time.after(Math.min(Math.max(ms, 0), longestMs), () => void this.run())
  }
}
