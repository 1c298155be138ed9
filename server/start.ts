import { createHash, randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { openDatabase } from '../db/open.ts'
import type { Config } from './config.ts'
import { createApp } from './http/app.ts'
import type { Logger } from './http/context.ts'
import { createLive } from './live/live.ts'
import { systemTime, type Time } from './live/time.ts'

const drainMs = 12_000

export interface Running {
  /** The address on this machine. */
  url: string
  /** Says good-bye to every stream, answers what is under way, closes the database. */
  stop(): Promise<void>
}

/** The parts of a server, in the order in which they need each other. */
export async function start(options: {
  config: Config
  log: Logger
  clientRoot: string | undefined
  time?: Time
}): Promise<Running> {
  const { config, log, clientRoot, time = systemTime } = options
  const random = (size: number): Uint8Array => randomBytes(size)
  const store = await openDatabase(config.DATABASE_URL)
  const { epoch, secret } = await store.identity()
  const hash = (key: string): string => createHash('sha256').update(key).digest('hex')
  const live = createLive({ store, time, random, hash, epoch })
  let draining = false
  const app = createApp({
    live,
    store,
    time,
    random,
    log,
    secret,
    clientRoot,
    draining: () => draining,
    settings: {
      publicUrl: config.PUBLIC_URL,
      listensOnLan: ['0.0.0.0', '::'].includes(config.HOST),
      trustProxy: config.TRUST_PROXY,
      createKey: config.CREATE_KEY,
      adminKey: config.ADMIN_KEY,
    },
  })
  const server = await serverFor(config)
  server.on('request', app.callback())
  await listen(server, config).catch(async (error: unknown) => {
    live.close()
    await store.close()
    throw error
  })
  return {
    url: urlOf(server, config),
    async stop() {
      draining = true
      const closed = new Promise<void>((done) => server.close(() => done()))
      const cut = setTimeout(() => server.closeAllConnections(), drainMs)
      await live.hub.drain()
      server.closeIdleConnections()
      await closed
      clearTimeout(cut)
      live.close()
      await store.close()
    },
  }
}

/** A phone that left without a word is found by TCP; slow headers are no reason to wait. */
const serverOptions = { keepAlive: true, keepAliveInitialDelay: 60_000, headersTimeout: 15_000 }

async function serverFor({ TLS_CERT, TLS_KEY }: Config): Promise<Server> {
  if (TLS_CERT === undefined || TLS_KEY === undefined) return createServer(serverOptions)
  const [cert, key] = await Promise.all([readFile(TLS_CERT), readFile(TLS_KEY)])
  return createTlsServer({ ...serverOptions, cert, key })
}

const listen = (server: Server, { PORT, HOST }: Config): Promise<void> =>
  new Promise((done, failed) => {
    server.once('error', failed)
    server.listen(PORT, HOST, () => {
      server.off('error', failed)
      done()
    })
  })

function urlOf(server: Server, config: Config): string {
  const { port } = server.address() as AddressInfo
  const host = ['0.0.0.0', '::', '127.0.0.1'].includes(config.HOST) ? 'localhost' : config.HOST
  return `${config.TLS_CERT ? 'https' : 'http'}://${host}:${port}`
}
