import { topicKey, type Topic } from '#core/update'
import type { Time } from './time.ts'

const leastTickMs = 100
const mostTickMs = 1000
/** The part of its time that the server may spend on telling; the tick stretches to keep to it. */
const share = 0.3

/**
 * Decides when news goes out. The first change of a topic goes out at once; later ones within a
 * tick collapse into one telling of the newest state. All share one timer, and the tick stretches
 * with what writing to all readers costs. Urgent news (a goal) does not wait for the tick.
 */
export class Broadcaster {
  readonly #time: Time
  readonly #tell: (topic: Topic) => void
  readonly #spentMs: () => number
  readonly #failed: (error: unknown) => void
  readonly #due = new Map<string, Topic>()
  readonly #dirty = new Map<string, Topic>()
  readonly #toldAt = new Map<string, number>()
  #tickMs = leastTickMs
  #telling = false
  #ticking = false
  /** When the tick last told, and what all telling had cost by then. */
  #last = { at: 0, spentMs: 0 }

  /**
   * `tell` sends the newest state of a topic to whoever watches it; what that costs shows in
   * `spentMs`, then or later. What it throws goes to `failed` and stops no other topic.
   */
  constructor(options: {
    time: Time
    tell: (topic: Topic) => void
    spentMs: () => number
    failed: (error: unknown) => void
  }) {
    this.#time = options.time
    this.#tell = options.tell
    this.#spentMs = options.spentMs
    this.#failed = options.failed
  }

  /** Returns before anything is told: whoever changed something is answered first. */
  changed(topic: Topic, urgent = false): void {
    const key = topicKey(topic)
    const toldAt = this.#toldAt.get(key)
    if (urgent || toldAt === undefined || this.#time.elapsed() - toldAt >= this.#tickMs) {
      this.#due.set(key, topic)
      this.#tellSoon()
    } else {
      this.#dirty.set(key, topic)
      this.#tick()
    }
  }

  /** Nothing may be told of a topic that is gone. */
  forget(topic: Topic): void {
    for (const topics of [this.#due, this.#dirty, this.#toldAt]) topics.delete(topicKey(topic))
  }

  #tellSoon(): void {
    if (this.#telling) return
    this.#telling = true
    this.#time.soon(() => {
      this.#telling = false
      // After a rest there is nothing to pay off: what was spent meanwhile was not on news.
      if (!this.#ticking) this.#last = { at: this.#time.elapsed(), spentMs: this.#spentMs() }
      this.#flush([...this.#due.values()])
      this.#tick()
    })
  }

  #tick(inMs = this.#tickMs): void {
    // It also ticks until what was told is old enough to be forgotten, then it rests.
    if (this.#ticking || this.#dirty.size + this.#toldAt.size === 0) return
    this.#ticking = true
    this.#time.after(inMs, () => {
      this.#ticking = false
      const earlyMs = this.#adapt()
      if (earlyMs <= 0) {
        this.#prune()
        this.#flush([...this.#dirty.values()])
      }
      this.#tick(earlyMs > 0 ? earlyMs : this.#tickMs)
    })
  }

  /** Fits the tick to what the last one cost; answers for how long that one has still to be paid off. */
  #adapt(): number {
    const [now, spentMs] = [this.#time.elapsed(), this.#spentMs()]
    const costMs = spentMs - this.#last.spentMs
    const wanted = Math.max(leastTickMs, costMs / share, this.#tickMs * 0.8)
    this.#tickMs = Math.min(mostTickMs, wanted)
    const earlyMs = this.#last.at + Math.min(mostTickMs, costMs / share) - now
    if (earlyMs <= 0) this.#last = { at: now, spentMs }
    return earlyMs
  }

  #flush(topics: readonly Topic[]): void {
    for (const topic of topics) {
      this.forget(topic)
      try {
        this.#tell(topic)
      } catch (error) {
        this.#failed(error)
      }
      this.#toldAt.set(topicKey(topic), this.#time.elapsed())
    }
  }

  /** What was told longer ago than any tick counts as never told. */
  #prune(): void {
    const old = this.#time.elapsed() - mostTickMs
    for (const [key, at] of this.#toldAt) if (at < old) this.#toldAt.delete(key)
  }
}
