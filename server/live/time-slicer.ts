import type { Reader } from './reader.ts'
import type { Time } from './time.ts'

/** Something that is done to many readers, one after another. */
export interface Task {
  /** Asked when its first turn comes. */
  readers(): readonly Reader[]
  visit(reader: Reader): void
  done?(): void
}

interface Running {
  task: Task
  order: readonly Reader[]
  first: number
  visited: number
}

/** Long enough to be worth a turn of the event loop, short enough for a vote to wait for. */
const sliceMs = 1
/** Some hundred microseconds of writes; the clock is read once for each. */
const batch = 16

/**
 * Writing to ten thousand readers takes tens of milliseconds. So nobody does it in one go: after
 * every slice whoever waits to be read is, votes above all. Tasks that run take turns, so a small one
 * does not wait for a large one; each begins at another reader, so nobody is always last.
 */
export class TimeSlicer {
  readonly #time: Time
  readonly #random: () => number
  readonly #failed: (error: unknown) => void
  #running: Running[] = []
  #scheduled = false
  #spentMs = 0

  /** What a task throws goes to `failed`, and stops neither it nor another. */
  constructor(options: { time: Time; random: () => number; failed: (error: unknown) => void }) {
    this.#time = options.time
    this.#random = options.random
    this.#failed = options.failed
  }

  /** Milliseconds that all tasks have taken so far. */
  get spentMs(): number {
    return this.#spentMs
  }

  start(task: Task): void {
    this.#running.push({ task, order: [], first: 0, visited: -1 })
    this.#schedule()
  }

  #schedule(): void {
    if (this.#scheduled) return
    this.#scheduled = true
    this.#time.soon(() => {
      this.#scheduled = false
      this.#slice()
      if (this.#running.length > 0) this.#schedule()
    })
  }

  #slice(): void {
    const from = this.#time.elapsed()
    let now = from
    while (this.#running.length > 0 && now - from < sliceMs) {
      const next = this.#running.shift() as Running
      if (this.#goOn(next)) this.#running.push(next)
      now = this.#time.elapsed()
    }
    this.#spentMs += now - from
  }

  /** Is there more of it? */
  #goOn(running: Running): boolean {
    if (running.visited < 0) this.#begin(running)
    const { task, order, first } = running
    const end = Math.min(running.visited + batch, order.length)
    for (; running.visited < end; running.visited++) {
      const at = first + running.visited
      try {
        task.visit(order[at < order.length ? at : at - order.length] as Reader)
      } catch (error) {
        this.#failed(error)
      }
    }
    if (end < order.length) return true
    this.#attempt(() => task.done?.())
    return false
  }

  #begin(running: Running): void {
    this.#attempt(() => (running.order = running.task.readers()))
    running.first = Math.floor(this.#random() * running.order.length)
    running.visited = 0
  }

  /** Whatever breaks, a task that has begun is told that it is done. */
  #attempt(step: () => void): void {
    try {
      step()
    } catch (error) {
      this.#failed(error)
    }
  }
}
