import type { ServerResponse } from 'node:http'
import { constants, type Http2ServerResponse, type ServerHttp2Stream } from 'node:http2'
import type { Socket } from 'node:net'
import type { Frame } from '../live/frame.ts'
import { Reader } from '../live/reader.ts'
import type { Context } from './context.ts'

// A response as the hub's reader. The only code that writes to a socket.

/**
 * Past Node's response: one pre-chunked write costs half of `res.write`. It is right only where Node
 * would frame the body the same way, and where the socket is this response's alone.
 */
class SocketReader extends Reader {
  readonly #res: ServerResponse
  readonly #socket: Socket

  constructor(res: ServerResponse, socket: Socket) {
    super()
    this.#res = res
    this.#socket = socket
  }

  get unsent(): number {
    return this.#socket.writableLength
  }

  write(frame: Frame): void {
    this.#socket.write(frame.chunked)
  }

  cork(): void {
    this.#socket.cork()
  }

  uncork(): void {
    this.#socket.uncork()
  }

  end(): void {
    this.#res.end()
  }

  destroy(): void {
    this.#socket.destroy()
  }
}

/**
 * Where the body is framed otherwise: HTTP/1.0, and one stream of an HTTP/2 session, whose socket
 * belongs to the browser's other tabs too. What flow control has not let out makes it stuck.
 */
class BodyReader extends Reader {
  readonly #body: ServerResponse | ServerHttp2Stream
  readonly #destroy: () => void

  constructor(body: ServerResponse | ServerHttp2Stream, destroy: () => void) {
    super()
    this.#body = body
    this.#destroy = destroy
  }

  get unsent(): number {
    return this.#body.writableLength
  }

  write(frame: Frame): void {
    this.#body.write(frame.plain)
  }

  cork(): void {
    this.#body.cork()
  }

  uncork(): void {
    this.#body.uncork()
  }

  end(): void {
    this.#body.end()
  }

  destroy(): void {
    this.#destroy()
  }
}

/** The response must have its socket: a pipelined one has none before its turn. */
export function readerOf({ req, res }: Context, socket: Socket): Reader {
  if (req.httpVersionMajor < 2)
    return res.chunkedEncoding
      ? new SocketReader(res, socket)
      : new BodyReader(res, () => socket.destroy())
  // Koa's types know HTTP/1.1 alone; over HTTP/2 its response is Node's look-alike.
  const { stream } = res as unknown as Http2ServerResponse
  // With no error in its name destroying it would look like an end in order.
  return new BodyReader(stream, () => stream.close(constants.NGHTTP2_CANCEL))
}
