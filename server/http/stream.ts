import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Topic } from '#core/update'
import type { Frame } from '../live/frame.ts'
import { Reader } from '../live/reader.ts'
import type { Seat } from '#core/poll'
import type { Streams } from '../live/streams.ts'
import type { Context } from './context.ts'

const head = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-store, no-transform',
  'X-Accel-Buffering': 'no',
}

/**
 * A response as the hub's reader, past Node's response: one pre-chunked write costs half of
 * `res.write`. It is right only where Node would frame the body the same way.
 */
class SocketReader extends Reader {
  readonly #res: ServerResponse
  readonly #socket: Socket

  constructor(res: ServerResponse, socket: Socket) {
    super()
    this.#res = res
    this.#socket = socket
  }

  get stuck(): boolean {
    return this.#socket.writableLength > 0
  }

  write(frame: Frame): void {
    this.#socket.write(frame.chunked)
  }

  writeAll(frames: readonly Frame[]): void {
    this.#socket.cork()
    for (const frame of frames) this.write(frame)
    this.#socket.uncork()
  }

  end(): void {
    this.#res.end()
  }

  cut(): void {
    this.#socket.destroy()
  }
}

/** The same where the body is framed otherwise: HTTP/1.0. */
class ResponseReader extends Reader {
  readonly #res: ServerResponse

  constructor(res: ServerResponse) {
    super()
    this.#res = res
  }

  get stuck(): boolean {
    return this.#res.writableLength > 0
  }

  write(frame: Frame): void {
    this.#res.write(frame.plain)
  }

  writeAll(frames: readonly Frame[]): void {
    for (const frame of frames) this.write(frame)
  }

  end(): void {
    this.#res.end()
  }

  cut(): void {
    this.#res.destroy()
  }
}

/** The response must have its socket: a pipelined one has none before its turn. */
const readerOf = (res: ServerResponse, socket: Socket): Reader =>
  res.chunkedEncoding ? new SocketReader(res, socket) : new ResponseReader(res)

/**
 * Answers with a stream and hands its socket to the hub. `ctx.respond = false` is Koa's way out for
 * a response that has no end: through a body it would keep a pipeline for every reader. False where
 * the topic is not there; then nothing was written.
 */
export async function openStream(
  ctx: Context,
  streams: Streams,
  topic: Topic,
  seat: Seat,
): Promise<boolean> {
  await streams.prepare(topic, seat)
  if (!streams.has(topic)) return false
  const { res } = ctx
  ctx.respond = false
  // Node would add `Connection: keep-alive`, over which WebKit drops a stream behind HTTP/2.
  res.removeHeader('Connection')
  // A stream's connection ends with it: one kept open would have to be waited for by a drain.
  res.shouldKeepAlive = false
  res.writeHead(200, head)
  // Whoever hung up while the topic was read will never say `close` again.
  if (ctx.method === 'HEAD' || !res.socket || res.closed) {
    res.end()
    return true
  }
  res.flushHeaders()
  const leave = streams.join(topic, seat, readerOf(res, res.socket))
  res.on('close', leave)
  return true
}
