/** Waiting for a number of things done, instead of for a time. */
export class Milestones {
  #done = 0
  #waiting: { at: number; reached: () => void }[] = []

  /** Resolves when so many more are done. */
  ahead(count: number): Promise<void> {
    if (this.#done === Infinity) return Promise.resolve()
    return new Promise((reached) => this.#waiting.push({ at: this.#done + count, reached }))
  }

  done(count: number): void {
    this.#done += count
    const reached = this.#waiting.filter(({ at }) => at <= this.#done)
    if (reached.length === 0) return
    this.#waiting = this.#waiting.filter(({ at }) => at > this.#done)
    for (const each of reached) each.reached()
  }
}
