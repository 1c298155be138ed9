import type { Time } from './time.ts'
import { Unavailable } from './unavailable.ts'

const hangsMs = 2000

interface Waiting<Item, Receipt> {
  item: Item
  resolve: (receipt: Receipt) => void
  reject: (error: unknown) => void
}

/**
 * Many callers, one transaction: *commit while busy*. Idle, an item is committed at once and alone.
 * While a commit runs, what arrives waits and is the next batch. So there is no timer, no added
 * latency when it is quiet, and under load the price of an fsync is shared by a large batch.
 *
 * `commit` answers one receipt per item, in order. If it rejects, every caller of that batch gets
 * `Unavailable`, and the next batch is tried as if nothing had happened. While a commit hangs (a
 * disk that does not answer), whoever comes is refused at once instead of waiting with the others.
 */
export class GroupCommit<Item, Receipt> {
  readonly #commit: (items: Item[]) => Promise<readonly Receipt[]>
  readonly #maxBatch: number
  readonly #maxWaiting: number
  readonly #time: Pick<Time, 'elapsed'>
  #waiting: Waiting<Item, Receipt>[] = []
  #committing = false
  #last: Promise<unknown> = Promise.resolve()
  /** When the commit under way began. */
  #since = 0

  constructor(options: {
    commit: (items: Item[]) => Promise<readonly Receipt[]>
    time: Pick<Time, 'elapsed'>
    maxBatch?: number
    /** Beyond so many, callers are refused at once instead of timing out in a queue. */
    maxWaiting?: number
  }) {
    this.#commit = options.commit
    this.#time = options.time
    this.#maxBatch = options.maxBatch ?? 1024
    this.#maxWaiting = options.maxWaiting ?? 20_000
  }

  get idle(): boolean {
    return !this.#committing && this.#waiting.length === 0
  }

  /** Resolves when all that was added so far has its answer. */
  async settled(): Promise<void> {
    // Answers come in order, so the last one's is the last.
    await Promise.allSettled([this.#last])
  }

  add(item: Item): Promise<Receipt> {
    if (this.#waiting.length >= this.#maxWaiting)
      return Promise.reject(new Unavailable('too many are waiting for the database'))
    if (this.#committing && this.#time.elapsed() - this.#since > hangsMs)
      return Promise.reject(new Unavailable('the database does not answer'))
    const answer = new Promise<Receipt>((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject })
    })
    this.#last = answer
    if (!this.#committing) void this.#run()
    return answer
  }

  async #run(): Promise<void> {
    this.#committing = true
    this.#since = this.#time.elapsed()
    // Whoever adds several at once, such as a post of many events, has them in one batch.
    await Promise.resolve()
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.slice(0, this.#maxBatch)
      this.#waiting = this.#waiting.slice(this.#maxBatch)
      this.#since = this.#time.elapsed()
      await this.#commitBatch(batch)
    }
    this.#committing = false
  }

  async #commitBatch(batch: Waiting<Item, Receipt>[]): Promise<void> {
    try {
      const receipts = await this.#commit(batch.map(({ item }) => item))
      batch.forEach(({ resolve }, index) => resolve(receipts[index] as Receipt))
    } catch (cause) {
      const error = new Unavailable('the database did not keep this', { cause })
      for (const { reject } of batch) reject(error)
    }
  }
}
