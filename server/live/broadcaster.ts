import { topicKey, type Topic } from '#core/update'
import type { Time } from './time.ts'

const leastTickMs = 100
const mostTickMs = 1000
/** The part of its time that the server may spend on telling; the tick stretches to keep to it. */
const share = 0.3

/**
 * Decides when news goes out. The first change of a topic goes out at once; later ones within a
 * tick collapse into one telling of the newest state. All share one timer, and the tick stretches
 * with what a telling costs. Urgent news (a goal) does not wait for the tick.
 */
export class Broadcaster {
  readonly #time: Time
  readonly #tell: (topic: Topic) => void
  readonly #failed: (error: unknown) => void
  readonly #due = new Map<string, Topic>()
  readonly #dirty = new Map<string, Topic>()
  readonly #toldAt = new Map<string, number>()
  #tickMs = leastTickMs
  #telling = false
  #ticking = false

  /**
   * `tell` sends the newest state of a topic to whoever watches it. What it throws goes to `failed`
   * and stops no other topic.
   */
  constructor(options: {
    time: Time
    tell: (topic: Topic) => void
    failed: (error: unknown) => void
  }) {
    this.#time = options.time
    this.#tell = options.tell
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
    this.#time.after(0, () => {
      this.#telling = false
      this.#flush([...this.#due.values()])
    })
  }

  #tick(): void {
    // It also ticks until what was told is old enough to be forgotten, then it rests.
    if (this.#ticking || this.#dirty.size + this.#toldAt.size === 0) return
    this.#ticking = true
    this.#time.after(this.#tickMs, () => {
      this.#ticking = false
      this.#prune()
      this.#flush([...this.#dirty.values()])
    })
  }

  #flush(topics: readonly Topic[]): void {
    const from = this.#time.elapsed()
    for (const topic of topics) {
      this.forget(topic)
      try {
        this.#tell(topic)
      } catch (error) {
        this.#failed(error)
      }
      this.#toldAt.set(topicKey(topic), this.#time.elapsed())
    }
    const costMs = this.#time.elapsed() - from
    const wanted = Math.max(leastTickMs, costMs / share, this.#tickMs * 0.8)
    this.#tickMs = Math.min(mostTickMs, wanted)
    this.#tick()
  }

  /** What was told longer ago than any tick counts as never told. */
  #prune(): void {
    const old = this.#time.elapsed() - mostTickMs
    for (const [key, at] of this.#toldAt) if (at < old) this.#toldAt.delete(key)
  }
}
