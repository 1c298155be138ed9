import type { IncomingMessage } from 'node:http'
import type { Http2ServerRequest } from 'node:http2'
import { koaBody } from 'koa-body'
import type { Middleware } from 'koa'
import { refused, type Outcome, type Problem } from '#core/problem'
import { parse, type Schema } from '#core/schema/parse'
import type { Context } from './context.ts'
import { refuseWith } from './problems.ts'

const limit = 64 * 1024

/** Reads a JSON body of at most 64 KiB. What is wrong with it is a refusal, never a crash. */
export function jsonBody(): Middleware {
  const read = koaBody({
    json: true,
    jsonLimit: limit,
    jsonStrict: false,
    text: false,
    urlencoded: false,
    multipart: false,
    jsonTypes: ['json', '+json'],
    onError: (error) => refuseWith(bodyProblem(error)),
  })
  return async (ctx, next) => {
    if (!['POST', 'PUT', 'PATCH'].includes(ctx.method)) return next()
    if (ctx.req.httpVersionMajor >= 2) announceBody(ctx.req)
    if (hasBody(ctx as Context) && !ctx.is('json', '+json')) refuseWith({ code: 'not-json' })
    return read(ctx as never, next)
  }
}

/**
 * A body over HTTP/2 needs neither of the two headers by which Koa and its kin know that there is one,
 * and what they do not see is neither checked nor read.
 */
function announceBody(req: IncomingMessage): void {
  const { endAfterHeaders } = (req as unknown as Http2ServerRequest).stream
  if (!endAfterHeaders && req.headers['content-length'] === undefined)
    req.headers['transfer-encoding'] = 'chunked'
}

const hasBody = (ctx: Context): boolean =>
  (ctx.request.length ?? 0) > 0 || ctx.get('Transfer-Encoding') !== ''

function bodyProblem(error: Error & { status?: number }): Problem {
  return error.status === 413
    ? { code: 'body-too-large' }
    : {
        code: 'body-invalid',
        faults: [{ pointer: '', detail: `is not well-formed JSON: ${error.message}` }],
      }
}

/** The good half of an outcome; a refusal ends the request. */
export function good<T extends object>(outcome: Outcome<T>): T {
  return refused(outcome) ? refuseWith(outcome.problem) : (outcome as T)
}

export const bodyOf = <T>(ctx: Context, schema: Schema<T>): T =>
  good(parse(schema, ctx.request.body)).value

/** A thing that a path names, or the problem that says it is not there. */
export function found<T>(thing: T | undefined, code: Problem['code']): T {
  return thing === undefined ? refuseWith({ code }) : thing
}
