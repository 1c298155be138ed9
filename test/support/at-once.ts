import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

export interface Ask {
  method: string
  path: string
  headers?: Record<string, string>
  body?: unknown
}

export interface Told {
  /** 0: the line broke before a whole answer was there. */
  status: number
  body: unknown
}

/**
 * Sends all requests in one turn of the event loop, in their order, each over a line of its own that
 * stands already: nearer to one moment than any number of calls of `fetch` comes.
 */
export async function askAtOnce(
  url: string,
  asks: readonly Ask[],
  /** When the first answer begins to arrive. */
  first: () => void = () => undefined,
): Promise<Told[]> {
  const { hostname, port } = new URL(url)
  const sockets = asks.map(() => connect(Number(port), hostname))
  await Promise.all(sockets.map((socket) => once(socket, 'connect')))
  const told = sockets.map(read)
  void Promise.race(sockets.map((socket) => once(socket, 'data'))).then(first, () => undefined)
  for (const [index, ask] of asks.entries()) sockets[index]?.write(textOf(ask))
  return Promise.all(told)
}

function textOf({ method, path, headers = {}, body }: Ask): string {
  const text = body === undefined ? '' : JSON.stringify(body)
  const all = {
    host: 'tallycast.test',
    connection: 'close',
    'content-length': String(Buffer.byteLength(text)),
    ...(text !== '' && { 'content-type': 'application/json' }),
    ...headers,
  }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${text}`
}

async function read(socket: Socket): Promise<Told> {
  socket.setEncoding('utf8')
  let said = ''
  try {
    for await (const part of socket) said += String(part)
  } catch {
    return { status: 0, body: undefined }
  }
  const [head = '', text = ''] = said.split('\r\n\r\n')
  const status = Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1] ?? 0)
  const length = Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0)
  if (Buffer.byteLength(text) < length) return { status: 0, body: undefined }
  return { status, body: text === '' ? undefined : (JSON.parse(text) as unknown) }
}
