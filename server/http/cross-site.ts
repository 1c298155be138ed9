import type { Middleware } from 'koa'
import type { Context } from './context.ts'
import { bearerOf } from './keys.ts'
import { refuseWith } from './problems.ts'

const safe = ['GET', 'HEAD', 'OPTIONS']

/**
 * Changes come from our own pages, or with a key in a header, which another site cannot send in a
 * visitor's name. Browsers name the asking site in `Sec-Fetch-Site`; on plain http they do not, and
 * `Origin` is compared with the host that was asked, or the public one, where a proxy in front asks
 * another. Neither header: a program, which has no visitor's cookies.
 */
export class OwnSite {
  readonly #publicHost: string | undefined

  constructor({ publicUrl }: { publicUrl: string | undefined }) {
    this.#publicHost = publicUrl === undefined ? undefined : hostOf(publicUrl)
  }

  middleware(): Middleware {
    return async (koa, next) => {
      const ctx = koa as Context
      if (bearerOf(ctx) === undefined) this.demand(ctx)
      await next()
    }
  }

  /** What a device may do takes no key, so there a key in the header is no excuse either. */
  demand(ctx: Context): void {
    if (!safe.includes(ctx.method) && crossSite(ctx, this.#publicHost))
      refuseWith({ code: 'cross-site' })
  }
}

function crossSite(ctx: Context, publicHost: string | undefined): boolean {
  const site = ctx.get('Sec-Fetch-Site')
  if (site !== '') return site !== 'same-origin' && site !== 'none'
  const origin = ctx.get('Origin')
  return origin !== '' && ![ctx.host.toLowerCase(), publicHost].includes(hostOf(origin) ?? '')
}

/** `null`, which browsers send for pages of no origin, is nobody's host. */
function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined
}
