import type { Frame } from '../../server/live/frame.ts'
import { Reader } from '../../server/live/reader.ts'

/** A stream that takes what a test lets it take. */
export class FakeReader extends Reader {
  /** What is written to it stays until a test says that it is not stuck any more. */
  slow = false
  #unsent = 0
  #held = false
  #corked: string[] | undefined
  readonly writes: string[] = []
  ended = false
  wasDestroyed = false

  write(frame: Frame): void {
    const text = frame.plain.toString()
    if (this.#corked) this.#corked.push(text)
    else this.writes.push(text)
    if (this.slow) this.#unsent += text.length
  }

  get unsent(): number {
    return this.#unsent
  }

  override get stuck(): boolean {
    return this.#held || super.stuck
  }

  override set stuck(stuck: boolean) {
    this.#held = stuck
    if (!stuck) this.#unsent = 0
  }

  cork(): void {
    this.#corked = []
  }

  uncork(): void {
    if (this.#corked) this.writes.push(this.#corked.join(''))
    this.#corked = undefined
  }

  end(): void {
    this.ended = true
  }

  destroy(): void {
    this.wasDestroyed = true
  }

  /** All it was sent, as the names of its events and what is in them. */
  get heard(): [string, string][] {
    return [
      ...this.writes.join('').matchAll(/event: (\w+)\n(?:id: [^\n]+\n)?data: ([^\n]*)\n/g),
    ].map(([, event = '', data = '']) => [event, data])
  }
}
