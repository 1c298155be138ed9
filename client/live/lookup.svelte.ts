import { failed, get, mayRetry } from '../api.ts'

const restMs = 1000

/**
 * What is too large for a frame, or not for everybody: asked for by GET, and again whenever the frame
 * says that something has changed, at most once a second.
 */
export class Lookup<T extends object> {
  current = $state.raw<T | undefined>()
  #path: string | undefined
  #askedAt = -Infinity
  #asked = 0
  #told = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  /** It may have changed, or something else is wanted. */
  ask(path: string): void {
    if (path !== this.#path) {
      this.stop()
      this.#path = path
      this.current = undefined
    }
    this.#timer ??= setTimeout(
      () => {
        this.#timer = undefined
        void this.fetch(path)
      },
      Math.max(0, this.#askedAt + restMs - performance.now()),
    )
  }

  /** Nobody looks any more. */
  stop(): void {
    clearTimeout(this.#timer)
    this.#path = undefined
    this.#timer = undefined
    this.#askedAt = -Infinity
  }

  /** Asks now, whenever that was done last. */
  async fetch(path: string): Promise<void> {
    this.#askedAt = performance.now()
    const turn = ++this.#asked
    const answer = await get<T>(path)
    if (path !== this.#path || turn < this.#told) return
    this.#told = turn
    if (!failed(answer)) this.current = answer
    // Out of reach, what is shown may still be true; refused, it is not for us any more.
    else if (mayRetry(answer.problem)) this.ask(path)
    else this.current = undefined
  }
}
