import type { Middleware } from 'koa'
import type { Context } from './context.ts'
import { refuseWith } from './problems.ts'

const safe = ['GET', 'HEAD', 'OPTIONS']

/**
 * Changes come from our own pages, or with a key in a header, which another site cannot send in a
 * visitor's name. Browsers name the asking site in `Sec-Fetch-Site`; on plain http they do not, and
 * `Origin` is compared with `Host`. Neither header: a program, which has no visitor's cookies.
 */
export function ownSiteOnly(): Middleware {
  return async (ctx, next) => {
    if (!safe.includes(ctx.method) && !ctx.get('Authorization') && crossSite(ctx as Context))
      refuseWith({ code: 'cross-site' })
    await next()
  }
}

function crossSite(ctx: Context): boolean {
  const site = ctx.get('Sec-Fetch-Site')
  if (site !== '') return site !== 'same-origin' && site !== 'none'
  const origin = ctx.get('Origin')
  return origin !== '' && hostOf(origin) !== ctx.get('Host').toLowerCase()
}

/** `null`, which browsers send for pages of no origin, is nobody's host. */
function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined
}
