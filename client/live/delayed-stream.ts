import type { Update } from '#core/update'
import { LiveStream } from './topic.svelte.ts'

/**
 * A stream whose news is shown so much later, each piece as long after it came: beside a video that
 * is as late. Until the first is old enough there is nothing, since what came before is not known.
 */
export class DelayedStream extends LiveStream {
  readonly #delayMs: number

  constructor(url: string, delayMs: number, options?: ConstructorParameters<typeof LiveStream>[1]) {
    super(url, options)
    this.#delayMs = delayMs
  }

  override take(update: Update, id: string): void {
    if (this.#delayMs === 0) super.take(update, id)
    else setTimeout(() => super.take(update, id), this.#delayMs)
  }
}
