import type { Context, Middleware, Next } from 'koa'

/**
 * Only our own scripts run, whatever people write into a question. Styles may be inline because
 * bars are drawn by style attributes. Never `Referrer-Policy: no-referrer`: it makes browsers send
 * `Origin: null` with our own forms, which we refuse.
 */
const policy = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
].join('; ')

/** Pages that only watch may be shown inside others: slides, streaming tools. */
const embeddable = /^\/(screen|overlay)\//

export function securityHeaders(): Middleware {
  return (ctx, next) => {
    ctx.set('X-Content-Type-Options', 'nosniff')
    if (ctx.path.startsWith('/api/')) {
      // What is read is live, and two visitors of one address may see different things.
      ctx.set('Cache-Control', 'no-store')
      return openReads(ctx, next)
    }
    const frames = embeddable.test(ctx.path) ? '*' : "'self'"
    ctx.set('Content-Security-Policy', `${policy}; frame-ancestors ${frames}`)
    ctx.set('Referrer-Policy', 'same-origin')
    return next()
  }
}

/**
 * Anybody may build a screen of their own: public reads answer every origin, never with cookies.
 * Changes from elsewhere need a key in a header, which is what a preflight asks for.
 */
function openReads(ctx: Context, next: Next): unknown {
  ctx.set('Access-Control-Allow-Origin', '*')
  ctx.set('Access-Control-Expose-Headers', 'X-Request-Id, Retry-After')
  if (ctx.method !== 'OPTIONS') return next()
  ctx.set('Access-Control-Allow-Methods', 'GET, HEAD, POST, PUT, PATCH, DELETE')
  ctx.set('Access-Control-Allow-Headers', 'Authorization, Content-Type, Last-Event-ID')
  ctx.set('Access-Control-Max-Age', '600')
  ctx.status = 204
  return undefined
}
