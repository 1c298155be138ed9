import type { Socket } from 'node:net'
import { streamRequest } from '../support/raw-wire.ts'
import { line } from './crowd.ts'

/**
 * One reader of thousands: keeps no more of its stream than its beginning and its end, and does next
 * to nothing with what is between, because all of them share one core.
 */
export class Follower {
  readonly socket: Socket
  /** Resolves when it was told when to come back; never where it was not. */
  readonly opened: Promise<void>
  readonly closed: Promise<unknown>
  /** When the last bytes came. */
  heardAt = 0
  /** The head and the first frame may come in two pieces. */
  #first: Buffer = Buffer.alloc(0)
  /** The good-bye and the end of the body may come in two pieces. */
  #last: [Buffer, Buffer] = [Buffer.alloc(0), Buffer.alloc(0)]

  constructor(url: string, path: string) {
    this.socket = line(url)
    const { promise, resolve: open } = Promise.withResolvers<void>()
    this.opened = promise
    this.closed = new Promise((done) => this.socket.once('close', done))
    this.socket.write(streamRequest(path))
    this.socket.on('data', (bytes: Buffer) => {
      if (this.#first.length < 1000) {
        this.#first = Buffer.concat([this.#first, bytes])
        if (this.retryMs > 0) open()
      }
      this.#last = [this.#last[1], bytes]
      this.heardAt = performance.now()
    })
  }

  /** It was let in. */
  get isIn(): boolean {
    return this.#first.toString('latin1', 0, 13) === 'HTTP/1.1 200 '
  }

  /** When it was told to come back: first of all. */
  get retryMs(): number {
    return Number(/\nretry: (\d+)\n/.exec(String(this.#first))?.[1])
  }

  /** The same, with the good-bye; undefined where it heard none, or not the end of the body. */
  get byeRetryMs(): number | undefined {
    const bye = /\nretry: (\d+)\nevent: bye\ndata: \{\}\n\n\r\n0\r\n\r\n$/
    const [, ms] = bye.exec(String(Buffer.concat(this.#last))) ?? []
    return ms === undefined ? undefined : Number(ms)
  }
}

/** So many readers, opened a burst at a time. */
export async function follow(url: string, paths: string[], count: number): Promise<Follower[]> {
  const all: Follower[] = []
  while (all.length < count) {
    const more = Math.min(200, count - all.length)
    const next = Array.from(
      { length: more },
      (_, at) => new Follower(url, paths[at % paths.length] ?? ''),
    )
    await Promise.all(next.map((each) => each.opened))
    all.push(...next)
  }
  return all
}

/** How many of the moments are in each piece of so many milliseconds, from the first one on. */
export function histogram(moments: readonly number[], ms: number): number[] {
  const first = Math.min(...moments)
  const counts: number[] = []
  for (const moment of moments) {
    const at = Math.floor((moment - first) / ms)
    counts[at] = (counts[at] ?? 0) + 1
  }
  return Array.from(counts, (count) => count ?? 0)
}
