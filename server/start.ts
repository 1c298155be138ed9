import { createHash, randomBytes } from 'node:crypto'
import type { AddressInfo, Server } from 'node:net'
import { openDatabase } from '../db/open.ts'
import { ConfigError, type Config } from './config.ts'
import { createApp } from './http/app.ts'
import type { Logger } from './http/context.ts'
import { lanAddress } from './lan.ts'
import { plainListener, tlsListener, type Listener } from './listener.ts'
import { available } from './live/unavailable.ts'
import { createLive } from './live/live.ts'
import { systemTime, type Time } from './live/time.ts'
import { mostOpenFiles } from './open-files.ts'

const drainMs = 12_000

export interface Running {
  /** The address on this machine. */
  url: string
  /** The address that other people's devices reach. */
  reach: string
  /** Resolves if the database is lost for good: only a new process helps. */
  lost: Promise<Error>
  /** Says good-bye to every stream, answers what is under way, closes the database. */
  stop(): Promise<void>
}

/** The parts of a server, in the order in which they need each other. */
export async function start(options: {
  config: Config
  log: Logger
  clientRoot: string | undefined
  time?: Time
  /** Another way to the database, such as one that breaks when a test says so. */
  open?: typeof openDatabase
}): Promise<Running> {
  const { config, log, clientRoot, time = systemTime, open = openDatabase } = options
  const random = (size: number): Uint8Array => randomBytes(size)
  const hash = (key: string): string => createHash('sha256').update(key).digest('hex')
  const listener = await blaming('TLS_CERT, TLS_KEY', listenerFor(config))
  const { server } = listener
  const store = available(await blaming('DATABASE_URL', open(config.DATABASE_URL)))
  const { epoch, secret } = await store.identity()
  const untold = (err: unknown): void => log.error({ err }, 'news could not be told')
  const live = createLive({ store, time, random, hash, epoch, untold })
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
      lan: () => lanOf(config),
      trustProxy: config.TRUST_PROXY,
      createKey: config.CREATE_KEY,
      adminKey: config.ADMIN_KEY,
      streams: streamsAtMost(config),
    },
  })
  server.on('request', (req, res) => void app(req, res))
  await blaming('HOST, PORT', listen(server, config), takenWords(config)).catch(
    async (error: unknown) => {
      live.close()
      await store.close()
      throw error
    },
  )
  const url = urlOf(server, config)
  return {
    url,
    reach: reachOf(url, config),
    lost: store.lost(),
    async stop() {
      draining = true
      await queueTaken()
      const closed = listener.close()
      const cut = setTimeout(() => listener.cut(), drainMs)
      await live.hub.drain()
      listener.closeIdle()
      await closed
      clearTimeout(cut)
      live.close()
      await store.close()
    },
  }
}

/**
 * Connections that stand, but that Node has not taken from the system's queue yet, would be reset with
 * the socket that listens, and what was asked on them would be lost. A turn takes them all.
 */
const queueTaken = async (): Promise<void> => {
  for (let turn = 0; turn < 2; turn++) await new Promise((next) => setImmediate(next))
}

/** What a person set wrong is told with the setting's name, not with a stack. */
const blaming = <T>(
  setting: string,
  step: Promise<T>,
  words: Record<string, string> = {},
): Promise<T> =>
  step.catch((cause: NodeJS.ErrnoException) => {
    throw new ConfigError([`${setting}: ${words[cause.code ?? ''] ?? cause.message}`], { cause })
  })

const takenWords = ({ PORT }: Config) => ({
  EADDRINUSE: `port ${PORT} is taken; another one is set like PORT=${PORT + 1}`,
  EACCES: `port ${PORT} is not ours to open; try one above 1023`,
})

const listenerFor = async ({ TLS_CERT, TLS_KEY }: Config): Promise<Listener> =>
  TLS_CERT === undefined || TLS_KEY === undefined
    ? plainListener()
    : tlsListener({ cert: TLS_CERT, key: TLS_KEY })

/** A fifth of the connections is kept for those who vote, whatever was set. */
const streamsAtMost = (config: Config) => ({
  total: Math.min(config.MAX_STREAMS ?? Infinity, Math.floor(mostOpenFiles() * 0.8)),
  perAddress: config.MAX_STREAMS_PER_ADDRESS,
  perDevice: config.MAX_STREAMS_PER_DEVICE,
})

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
  const local = ['0.0.0.0', '::', '127.0.0.1'].includes(config.HOST)
  const host = local ? 'localhost' : config.HOST.includes(':') ? `[${config.HOST}]` : config.HOST
  return `${config.TLS_CERT ? 'https' : 'http'}://${host}:${port}`
}

const lanOf = ({ HOST }: Config): string | undefined =>
  ['0.0.0.0', '::'].includes(HOST) ? lanAddress() : undefined

function reachOf(url: string, config: Config): string {
  const lan = lanOf(config)
  const { port, protocol } = new URL(url)
  return config.PUBLIC_URL ?? (lan === undefined ? url : `${protocol}//${lan}:${port}`)
}
