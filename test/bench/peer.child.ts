import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { PassThrough } from 'node:stream'
import { createChannel, createSession } from 'better-sse'
import Koa from 'koa'

// What streams are measured beside: GET is a stream, and what is posted goes to all streams.

interface Peer {
  open(req: IncomingMessage, res: ServerResponse): unknown
  tell(id: string, data: string): void
}

const head = { 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-store' }
/** Longer than any run: the timer that it keeps for each stream is there, and never fires. */
const keepAlive = 3_600_000

const message = (id: string, data: string): Buffer =>
  Buffer.from(`event: update\nid: ${id}\ndata: ${data}\n\n`)

/** Its broadcast as it comes, but for the data, which is text already. */
function betterSse(): Peer {
  const channel = createChannel()
  const serializer = (data: unknown) => String(data)
  return {
    open: async (req, res) =>
      channel.register(await createSession(req, res, { keepAlive, serializer })),
    tell: (id, data) => void channel.broadcast(data, 'update', { eventId: id }),
  }
}

/** The usual way in Koa: a body for each reader. One Buffer for all, which is kinder than text. */
function passThrough(): Peer {
  const streams = new Set<PassThrough>()
  const app = new Koa()
  app.use((ctx) => {
    const stream = new PassThrough()
    streams.add(stream)
    ctx.req.on('close', () => streams.delete(stream))
    ctx.set(head)
    ctx.body = stream
    stream.write(': hi\n\n')
  })
  app.silent = true
  return {
    open: app.callback(),
    tell: (id, data) => {
      const bytes = message(id, data)
      for (const stream of streams) stream.write(bytes)
    },
  }
}

/** The least that Node can do: no reader is looked after in any way. */
function bare(): Peer {
  const sockets = new Set<Socket>()
  return {
    open(_req, res) {
      const { socket } = res
      if (!socket) return
      res.writeHead(200, head)
      res.flushHeaders()
      sockets.add(socket)
      socket.once('close', () => sockets.delete(socket))
    },
    tell(id, data) {
      const bytes = message(id, data)
      const chunk = Buffer.concat([
        Buffer.from(`${bytes.length.toString(16)}\r\n`),
        bytes,
        Buffer.from('\r\n'),
      ])
      for (const socket of sockets) socket.write(chunk)
    },
  }
}

const peers: Record<string, () => Peer> = {
  'better-sse': betterSse,
  PassThrough: passThrough,
  bare,
}
const peer = peers[process.argv[2] ?? '']?.()
let told = 0

const server = createServer((req, res) => {
  if (req.method === 'GET') return void peer?.open(req, res)
  let data = ''
  req.setEncoding('utf8')
  req.on('data', (text: string) => (data += text))
  req.on('end', () => {
    // As ours does: whoever published is answered first.
    res.end('ok')
    peer?.tell(`833131b4db93-${++told}`, data)
  })
})
process.once('SIGTERM', () => process.exit(0))
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo
  process.stdout.write(`http://127.0.0.1:${port}\n`)
})
