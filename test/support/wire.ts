import { once } from 'node:events'
import http from 'node:http'
import http2 from 'node:http2'
import https from 'node:https'
import type { Readable } from 'node:stream'
import { framesIn, type FrameReader } from './sse.ts'

/** Where a server or a proxy listens on this machine, and by which name it is asked. */
export interface Door {
  port: number
  host: string
  /** The certificate that it must show; absent, it is plain HTTP/1.1. */
  ca?: string
}

export type Headers = Record<string, string | string[] | undefined>

export interface Reply {
  status: number
  headers: Headers
  body: Readable
}

export interface Watched extends FrameReader {
  headers: Headers
}

interface Asked {
  method?: string
  path: string
  headers?: Record<string, string>
  body?: string | Buffer
  signal?: AbortSignal
}

/** One client, word by word: what `fetch` does not let a test choose or see is the protocol. */
export abstract class Wire {
  abstract readonly name: string
  readonly door: Door

  constructor(door: Door) {
    this.door = door
  }

  /** Resolves with the head; the body has still to be read. */
  abstract reply(asked: Asked): Promise<Reply>
  abstract close(): void

  get authority(): string {
    return `${this.door.host}:${this.door.port}`
  }

  /** Asks and reads the whole answer. */
  async ask(asked: Asked): Promise<Omit<Reply, 'body'> & { text: string }> {
    const { status, headers, body } = await this.reply(asked)
    const chunks: Buffer[] = []
    for await (const chunk of body) chunks.push(chunk as Buffer)
    return { status, headers, text: Buffer.concat(chunks).toString() }
  }

  async json<T>(method: string, path: string, body?: object, more = {}): Promise<T> {
    const headers = { 'content-type': 'application/json', ...more }
    const { status, text } = await this.ask({
      method,
      path,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    })
    if (status >= 400) throw new Error(`${method} ${path}: ${status} ${text}`)
    return (text === '' ? undefined : JSON.parse(text)) as T
  }

  async watch(path: string, headers: Record<string, string> = {}): Promise<Watched> {
    const hangUp = new AbortController()
    const accept = { accept: 'text/event-stream', ...headers }
    const { headers: said, body } = await this.reply({
      path,
      headers: accept,
      signal: hangUp.signal,
    })
    return { headers: said, ...framesIn(body, path, hangUp) }
  }
}

/** One session for everything, as a browser has it. */
export class Http2Wire extends Wire {
  readonly name = 'HTTP/2'
  readonly session: http2.ClientHttp2Session

  constructor(door: Door, settings: http2.Settings = {}) {
    super(door)
    const { ca, host: servername } = door
    const options = { ...(ca && { ca }), servername, settings }
    this.session = http2.connect(`https://127.0.0.1:${door.port}`, options)
    // A test that waits for an answer hears of it there.
    this.session.on('error', () => undefined)
  }

  async reply({ method = 'GET', path, headers, body, signal }: Asked): Promise<Reply> {
    const stream = this.session.request(
      {
        ':method': method,
        ':path': path,
        ':authority': this.authority,
        ...headers,
        ...sized(body),
      },
      { endStream: body === undefined, ...(signal && { signal }) },
    )
    if (body !== undefined) stream.end(body)
    const [said] = (await once(stream, 'response')) as [http2.IncomingHttpHeaders]
    return { status: Number(said[':status']), headers: said, body: stream }
  }

  close(): void {
    this.session.destroy()
  }
}

/** A connection for every request, so that the end of one is the end of its own. */
export class Http1Wire extends Wire {
  readonly name = 'HTTP/1.1'

  async reply({ method = 'GET', path, headers, body, signal }: Asked): Promise<Reply> {
    const { ca, host: servername, port } = this.door
    const options = {
      host: '127.0.0.1',
      port,
      method,
      path,
      headers: { host: this.authority, ...headers, ...sized(body) },
      agent: false,
      ...(signal && { signal }),
    }
    const request = ca ? https.request({ ...options, ca, servername }) : http.request(options)
    request.end(body)
    const [response] = (await once(request, 'response')) as [http.IncomingMessage]
    request.on('error', () => undefined)
    return { status: response.statusCode ?? 0, headers: response.headers, body: response }
  }

  close(): void {
    // Nothing is kept between two requests.
  }
}

const sized = (body: string | Buffer | undefined) =>
  body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
