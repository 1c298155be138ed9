import type { Seat } from '#core/poll'
import type { Topic } from '#core/update'
import type { Streams } from '../live/streams.ts'
import type { Context } from './context.ts'
import { readerOf } from './readers.ts'

const head = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-store, no-transform',
  'X-Accel-Buffering': 'no',
}

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
  forget(ctx)
  const leave = streams.join(topic, seat, readerOf(ctx, res.socket))
  res.on('close', leave)
  return true
}

/** What the request said has been read; for as long as the stream lasts it would cost 1 KB of memory. */
function forget({ req }: Context): void {
  // Over HTTP/2 they cannot be taken from it.
  if (req.httpVersionMajor >= 2) return
  req.headers = {}
  req.rawHeaders = []
}
