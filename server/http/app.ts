import { randomUUID } from 'node:crypto'
import Koa, { type Middleware } from 'koa'
import compose from 'koa-compose'
import type { RandomBytes } from '#core/ids'
import type { Live } from '../live/live.ts'
import type { Store } from '../live/store.ts'
import type { Time } from '../live/time.ts'
import { claimEndpoints } from './claims.ts'
import type { Answer, Context, Logger, State } from './context.ts'
import { OwnSite } from './cross-site.ts'
import { Devices } from './device.ts'
import { endpoint, mount, type Endpoint } from './endpoint.ts'
import { eventEndpoints } from './events.ts'
import { exportEndpoints } from './export.ts'
import { healthEndpoints } from './health.ts'
import { jsonBody } from './input.ts'
import { Access } from './keys.ts'
import { CreationLimits } from './limits.ts'
import { Links } from './links.ts'
import { matchExportEndpoints } from './match-export.ts'
import { matchEndpoints } from './matches.ts'
import { Metrics } from './metrics.ts'
import { openapi } from './openapi.ts'
import type { Parts } from './parts.ts'
import { officialEndpoints } from './officials.ts'
import { pollEndpoints } from './polls.ts'
import { problems, refuseWith } from './problems.ts'
import { roomEndpoints } from './rooms.ts'
import { securityHeaders } from './security.ts'
import { StreamLimits, type StreamsAtMost } from './stream-limits.ts'
import { unqueued } from './pipelining.ts'
import { staticPages } from './static.ts'
import { voteEndpoints } from './votes.ts'
import { wordEndpoints } from './words.ts'

export interface AppOptions {
  live: Live
  store: Store
  time: Time
  random: RandomBytes
  log: Logger
  /** Signs device cookies; from the database, so that they survive a restart. */
  secret: string
  /** The folder of the built client; undefined serves the API alone. */
  clientRoot: string | undefined
  draining: () => boolean
  settings: {
    publicUrl: string | undefined
    lan: () => string | undefined
    trustProxy: boolean
    createKey: string | undefined
    adminKey: string | undefined
    streams: StreamsAtMost
  }
}

/** The whole HTTP side: what stands between a request and the live state, in the order it is passed. */
export function createApp(options: AppOptions): Answer {
  const { live, store, time, random, log, settings, draining } = options
  const devices = new Devices({ secret: options.secret, time, random })
  const streamLimits = new StreamLimits(settings.streams)
  const metrics = new Metrics({ hub: live.hub, limits: streamLimits })
  const parts: Parts = {
    live,
    access: new Access(live.keys),
    devices,
    links: new Links(settings),
    limits: new CreationLimits({ time, createKey: settings.createKey }),
  }
  const endpoints = [
    ...claimEndpoints(parts),
    ...roomEndpoints(parts),
    ...pollEndpoints(parts),
    ...voteEndpoints(parts),
    ...wordEndpoints(parts),
    ...exportEndpoints(parts),
    ...matchEndpoints(parts),
    ...officialEndpoints(parts),
    ...eventEndpoints(parts),
    ...matchExportEndpoints(parts),
    timeEndpoint(time),
    ...healthEndpoints({ store, metrics, adminKey: settings.adminKey, draining }),
  ]
  const site = new OwnSite({ publicUrl: settings.publicUrl })
  const router = mount([...endpoints, openapiEndpoint(endpoints)], site, (handle) =>
    streamLimits.guard(handle),
  )

  // Of X-Forwarded-For only the last address is the proxy's word; those before it are whatever a
  // visitor wrote there.
  const app = new Koa<State>({ proxy: settings.trustProxy, maxIpsCount: 1 })
  app.silent = true
  const stations: Middleware[] = [
    requestId(),
    lastAnswers(draining),
    metrics.middleware(),
    problems({ log, random }),
    addressed,
    securityHeaders(),
    site.middleware(),
    devices.middleware(),
    jsonBody(),
    router.routes() as Middleware,
  ]
  if (options.clientRoot !== undefined)
    stations.push(staticPages({ root: options.clientRoot, live, devices, log }))
  return answering(app, compose(stations))
}

const ofStream = /^\/api\/(rooms|polls|matches)\/[^/?]+\/stream\/?(\?|$)/

/**
 * Koa watches each response until it has ended, with the whole request in its hand; a stream has no
 * end, and 10,000 of them would hold 39 MB in that way. So they pass the same stations without Koa's
 * watch, and nothing of the request outlives the handler. What is refused has a text for a body.
 */
function answering(app: Koa<State>, pass: (ctx: Koa.Context) => Promise<void>): Answer {
  app.use(pass as Middleware)
  const koa = app.callback()
  return unqueued(async (req, res) => {
    if (!ofStream.test(req.url ?? '')) return koa(req, res)
    const ctx = app.createContext(req, res) as Koa.Context
    res.statusCode = 404
    try {
      await pass(ctx)
      if (ctx.respond !== false) res.end(ctx.method === 'HEAD' ? undefined : ctx.body)
    } catch (error) {
      ctx.onerror(error as Error)
    }
  })
}

/** Whoever asks Koa for the path of an address that is none, such as `http://[`, breaks. */
const addressed: Koa.Middleware = (ctx, next) =>
  ctx.url.startsWith('/') || ctx.url === '*' || URL.canParse(ctx.url)
    ? next()
    : refuseWith({ code: 'not-found' })

function requestId(): Koa.Middleware {
  return (koa, next) => {
    const ctx = koa as Context
    ctx.state.requestId = randomUUID()
    ctx.set('X-Request-Id', ctx.state.requestId)
    return next()
  }
}

/**
 * Once the server is going down no connection is kept: each would have to be waited for. HTTP/2 has
 * no such header; its sessions are told by the server that closes.
 */
function lastAnswers(draining: () => boolean): Koa.Middleware {
  return async (ctx, next) => {
    await next()
    // Asked last: what began before the end came would be waited for all the same.
    if (draining() && !ctx.headerSent && ctx.req.httpVersionMajor < 2)
      ctx.set('Connection', 'close')
  }
}

const timeEndpoint = (time: Time): Endpoint =>
  endpoint({
    method: 'get',
    path: '/api/time',
    summary: 'The server’s clock, for samples by round trip',
    who: 'anyone',
    status: 200,
    handle(ctx) {
      ctx.body = { now: time.now() }
    },
  })

function openapiEndpoint(endpoints: readonly Endpoint[]): Endpoint {
  const document = JSON.stringify(openapi(endpoints))
  return endpoint({
    method: 'get',
    path: '/api/openapi.json',
    summary: 'This document',
    who: 'anyone',
    status: 200,
    handle(ctx) {
      ctx.type = 'json'
      ctx.body = document
    },
  })
}
