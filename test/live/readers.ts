import type { Frame } from '../../server/live/frame.ts'
import { Reader } from '../../server/live/reader.ts'

/** A stream that takes what a test lets it take. */
export class FakeReader extends Reader {
  stuck = false
  readonly writes: string[] = []
  ended = false
  wasDestroyed = false

  write(frame: Frame): void {
    this.writes.push(frame.plain.toString())
  }

  writeAll(frames: readonly Frame[]): void {
    this.writes.push(frames.map((frame) => frame.plain.toString()).join(''))
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
