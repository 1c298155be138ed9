import type { Update } from '#core/update'
import { once } from 'node:events'
import { createParser } from 'eventsource-parser'

export interface Frame {
  /** `message` where the stream names none. */
  event: string
  id: string | undefined
  data: string
}

export interface Frames extends FrameReader {
  /** Status and headers; its body is being read. */
  response: Response
}

export interface FrameReader {
  /** The newest `retry:` that was sent. */
  retry(): number | undefined
  /** Every frame so far, taken or not. */
  seen: readonly Frame[]
  /** The next frame that fits, in order; what comes before it is passed over. */
  next(fits?: (frame: Frame) => boolean, withinMs?: number): Promise<Frame>
  /** The next `event: update` that fits, parsed. */
  nextUpdate(fits?: (update: Update) => boolean, withinMs?: number): Promise<Update>
  /** Resolves when the server has ended the stream, or it broke. */
  ended: Promise<void>
  close(): void
}

const patienceMs = 5_000

/** Reads a stream as a program would: fetch and a strict parser, no reconnecting of its own. */
export async function readFrames(url: string | URL, init: RequestInit = {}): Promise<Frames> {
  const hangUp = new AbortController()
  const response = await fetch(url, {
    ...init,
    signal: init.signal ? AbortSignal.any([init.signal, hangUp.signal]) : hangUp.signal,
    headers: { accept: 'text/event-stream', ...Object.fromEntries(new Headers(init.headers)) },
  })
  return { response, ...framesIn(response.body ?? [], url, hangUp) }
}

/** Reads the body of a stream, however it was asked for. */
export function framesIn(
  body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  url: string | URL,
  hangUp: AbortController,
): FrameReader {
  const seen: Frame[] = []
  let taken = 0
  let retry: number | undefined
  let news = Promise.withResolvers<void>()
  let over = false

  const parser = createParser({
    onEvent: ({ event = 'message', id, data }) => seen.push({ event, id, data }),
    onRetry: (ms) => (retry = ms),
    onError: (error) => hangUp.abort(error),
  })
  const wake = () => {
    news.resolve()
    news = Promise.withResolvers()
  }
  const ended = readBody(body, (text) => {
    parser.feed(text)
    wake()
  }).finally(() => {
    over = true
    wake()
  })

  async function next(fits: (frame: Frame) => boolean = () => true, withinMs = patienceMs) {
    const deadline = AbortSignal.timeout(withinMs)
    const late = once(deadline, 'abort')
    for (;;) {
      while (taken < seen.length) {
        const frame = seen[taken++]!
        if (fits(frame)) return frame
      }
      if (over || deadline.aborted) {
        const why = over ? 'the stream has ended' : `nothing within ${withinMs} ms`
        throw new Error(
          `No such frame from ${url}: ${why}. Seen: ${JSON.stringify(seen.slice(-5))}`,
        )
      }
      await Promise.race([news.promise, late])
    }
  }

  async function nextUpdate(fits: (update: Update) => boolean = () => true, withinMs?: number) {
    const fitting = ({ event, data }: Frame) => event === 'update' && fits(JSON.parse(data))
    return JSON.parse((await next(fitting, withinMs)).data) as Update
  }

  return {
    retry: () => retry,
    seen,
    next,
    nextUpdate,
    ended,
    close: () => hangUp.abort(),
  }
}

/** A cut connection is an end like any other here: what matters is what came before it. */
async function readBody(
  body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  feed: (text: string) => void,
): Promise<void> {
  const decoder = new TextDecoder()
  try {
    for await (const chunk of body) feed(decoder.decode(chunk, { stream: true }))
  } catch {
    // Seen by the caller as `ended`.
  }
}
