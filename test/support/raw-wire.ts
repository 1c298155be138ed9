import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import { ChunkedBody } from './chunked.ts'

/** A connection to which bytes are written as they are, and from which bytes are read as they come. */
export class Wire {
  readonly socket: Socket
  /** Resolves when nothing more can come. */
  readonly closed: Promise<unknown>
  /** The server has said its end; false where the line was cut. */
  ended = false
  readonly #pieces: Buffer[] = []
  readonly #chunked = new ChunkedBody()
  #unchunked = 0

  constructor(url: string, request = '') {
    this.socket = connect({
      port: Number(new URL(url).port),
      host: '127.0.0.1',
      allowHalfOpen: true,
    })
    // Cut or ended, it is closed: which of the two `ended` says.
    this.socket.on('error', () => undefined)
    this.socket.on('data', (bytes: Buffer) => void this.#pieces.push(bytes))
    this.socket.on('end', () => {
      this.ended = true
      this.socket.end()
    })
    this.closed = new Promise((done) => this.socket.once('close', done))
    if (request) this.socket.write(request)
    onTestFinished(() => void this.socket.destroy())
  }

  get text(): string {
    return this.#said.toString()
  }

  get head(): string {
    return this.text.split('\r\n\r\n', 1)[0] ?? ''
  }

  /** What came behind the first head. */
  get body(): Buffer {
    const said = this.#said
    const head = said.indexOf('\r\n\r\n')
    return head < 0 ? Buffer.alloc(0) : said.subarray(head + 4)
  }

  /** The body, taken out of its chunks. */
  get chunked(): ChunkedBody {
    const body = this.body
    this.#chunked.feed(body.subarray(this.#unchunked))
    this.#unchunked = body.length
    return this.#chunked
  }

  async until(fits: (text: string) => boolean, withinMs = 5000): Promise<void> {
    const signal = AbortSignal.timeout(withinMs)
    try {
      while (!fits(this.text)) await once(this.socket, 'data', { signal })
    } catch (cause) {
      throw new Error(`it did not come. Seen: ${this.text.slice(-500)}`, { cause })
    }
  }

  get #said(): Buffer {
    if (this.#pieces.length > 1) this.#pieces.splice(0, Infinity, Buffer.concat(this.#pieces))
    return this.#pieces[0] ?? Buffer.alloc(0)
  }
}

/** A request for a stream as a program would write it. */
export const streamRequest = (path: string, ...headers: string[]): string =>
  [`GET ${path}/stream HTTP/1.1`, 'Host: tallycast.test', ...headers, '', ''].join('\r\n')
