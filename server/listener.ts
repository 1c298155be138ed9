import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { createSecureServer, type Http2SecureServer } from 'node:http2'
import { Server, type Socket } from 'node:net'

/** A server that requests come to, and the two ways in which its connections end. */
export interface Listener {
  readonly server: Server
  /** Takes no more connections; resolves when all are gone. */
  close(): Promise<void>
  /** Ends those that were left open after their last answer. */
  closeIdle(): void
  /** Ends every one at once. */
  cut(): void
}

/** A phone that left without a word is found by TCP; slow headers are no reason to wait. */
const options = {
  keepAlive: true,
  keepAliveInitialDelay: 60_000,
  headersTimeout: 15_000,
  noDelay: true,
}

/** A browser opens one connection for all its tabs, and each tab has a stream and asks for more. */
const streamsAtMost = 128
/** A stream is written to every 15 seconds, so a session that is silent for this long has none. */
const silentMs = 75_000

export function plainListener(): Listener {
  const server = createServer(options)
  // Not this server's own `close`: that ends at once each connection on which nothing is under way,
  // and with it whatever is on its way there. Who asks now is told that it was the last time.
  const close = () => new Promise<void>((done) => Server.prototype.close.call(server, () => done()))
  return { server, ...endingsOf(server), close, cut: () => server.closeAllConnections() }
}

/**
 * HTTP/2 for browsers, which over HTTP/1.1 open no more than six connections to a host: with
 * six open tabs, a stream each, none could vote. HTTP/1.1 for whoever asks for it.
 */
export async function tlsListener(files: { cert: string; key: string }): Promise<Listener> {
  const [cert, key] = await Promise.all([readFile(files.cert), readFile(files.key)])
  const settings = { maxConcurrentStreams: streamsAtMost }
  const server = createSecureServer({ ...options, cert, key, allowHTTP1: true, settings })
  server.on('session', (session) => session.setTimeout(silentMs, () => session.close()))
  return { server, ...endingsOf(server as typeof server & ClosesIdle), cut: cutter(server) }
}

/** A server of HTTP/2 that allows HTTP/1.1 has it too; Node's types do not say so. */
interface ClosesIdle {
  closeIdleConnections(): void
}

const endingsOf = (server: Server & ClosesIdle) => ({
  // An HTTP/2 session is told to begin nothing new, and ends with the last of its streams.
  close: () => new Promise<void>((done) => server.close(() => done())),
  closeIdle: () => server.closeIdleConnections(),
})

/** Unlike Node's other servers, this one keeps no list of its connections. */
function cutter(server: Http2SecureServer): () => void {
  const sockets = new Set<Socket>()
  // The TCP ones, so that one in the middle of its handshake is among them.
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  return () => {
    for (const socket of sockets) socket.destroy()
  }
}
