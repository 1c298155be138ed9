import type { Presence, Update } from '#core/update'

/**
 * One message of a stream, encoded once and shared by all readers. `chunked` is the same bytes as
 * one HTTP/1.1 chunk, so that a reader costs one `socket.write` and no JavaScript of Node's
 * response. Both are immutable: the kernel may still read them after the call returned.
 */
export interface Frame {
  plain: Buffer
  chunked: Buffer
}

/** `id` lets a reader tell an older state from a newer one: the epoch changes when data is restored. */
export const updateFrame = (update: Update, epoch: string, version: number): Frame =>
  encode(`event: update\nid: ${epoch}-${version}\ndata: ${JSON.stringify(update)}\n\n`)

/** A topic is gone: an event like any other, without an id since there is no version any more. */
export const goneFrame = (update: Extract<Update, { gone: true }>): Frame =>
  encode(event('update', update))

export const presenceFrame = (presence: Presence): Frame => encode(event('presence', presence))

export const pingFrame = (now: number): Frame => encode(event('ping', { now }))

export const byeFrame = (retryMs: number): Frame => encode(`retry: ${retryMs}\n${event('bye', {})}`)

/** Only when to come back: the stream ends for a reason that is nobody's news. */
export const retryFrame = (retryMs: number): Frame => encode(`retry: ${retryMs}\n\n`)

/**
 * What a stream opens with, before the state of its topics: when to come back, and the time. The
 * waiting time is each reader's own, so that after a crash they do not all return at once.
 */
export const openingFrame = (retryMs: number, now: number): Frame =>
  encode(`retry: ${retryMs}\n\n${event('ping', { now })}`)

export const together = (frames: readonly Frame[]): Frame =>
  frames.length === 1 && frames[0]
    ? frames[0]
    : encode(Buffer.concat(frames.map((frame) => frame.plain)))

// JSON has no raw line breaks, and the event names are ours: nothing that people write can end a line.
const event = (name: 'ping' | 'presence' | 'bye' | 'update', data: object): string =>
  `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`

function encode(message: string | Buffer): Frame {
  const size = Buffer.byteLength(message)
  const head = `${size.toString(16)}\r\n`
  // Not from the shared pool: a small frame held by one slow socket would pin 8 KB of it.
  const chunked = Buffer.allocUnsafeSlow(head.length + size + 2)
  chunked.write(head, 0, 'latin1')
  if (typeof message === 'string') chunked.write(message, head.length, 'utf8')
  else message.copy(chunked, head.length)
  chunked.write('\r\n', head.length + size, 'latin1')
  return { chunked, plain: chunked.subarray(head.length, head.length + size) }
}
