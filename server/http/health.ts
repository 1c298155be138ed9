import { Unavailable } from '../live/unavailable.ts'
import type { Store } from '../live/store.ts'
import type { Context } from './context.ts'
import { endpoint, type Endpoint } from './endpoint.ts'
import { bearerOf } from './keys.ts'
import { demand } from './limits.ts'
import type { Metrics } from './metrics.ts'
import { refuseWith } from './problems.ts'

export function healthEndpoints(options: {
  store: Store
  metrics: Metrics
  adminKey: string | undefined
  draining: () => boolean
}): Endpoint[] {
  return [
    endpoint({
      method: 'get',
      path: '/healthz',
      summary: 'The process is alive',
      who: 'anyone',
      status: 200,
      handle(ctx) {
        ctx.body = { ok: true }
      },
    }),
    endpoint({
      method: 'get',
      path: '/readyz',
      summary: 'The database answers and the server is not draining',
      who: 'anyone',
      status: 200,
      async handle(ctx) {
        if (options.draining()) refuseWith({ code: 'busy', detail: 'the server is going down' })
        await options.store.ping().catch((cause: unknown) => {
          throw new Unavailable('the database does not answer', { cause })
        })
        ctx.body = { ok: true }
      },
    }),
    endpoint({
      method: 'get',
      path: '/metrics',
      summary: 'Figures for Prometheus',
      who: 'holders of ADMIN_KEY, or a direct request from this machine',
      status: 200,
      async handle(ctx) {
        if (!fromHere(ctx)) demandAdmin(ctx, options.adminKey)
        ctx.body = await options.metrics.text()
        ctx.type = options.metrics.contentType
      },
    }),
  ]
}

/** Where no ADMIN_KEY is set, no key opens this from elsewhere. */
function demandAdmin(ctx: Context, adminKey: string | undefined): void {
  const given = bearerOf(ctx)
  if (adminKey === undefined)
    refuseWith({ code: given === undefined ? 'key-missing' : 'key-wrong' })
  demand(adminKey, given)
}

/** A proxy on this machine also comes from loopback; its headers give it away. */
const fromHere = (ctx: Context): boolean =>
  /^(::1|(::ffff:)?127\.)/.test(ctx.req.socket.remoteAddress ?? '') &&
  !Object.keys(ctx.headers).some((header) =>
    /^(via|forwarded|x-forwarded-.*|x-real-ip)$/.test(header),
  )
