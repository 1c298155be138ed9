import type { Middleware } from 'koa'
import { fraction, type RandomBytes } from '#core/ids'
import {
  problemTitles,
  type Fault,
  type Problem,
  type ProblemCode,
  type ProblemDetails,
} from '#core/problem'
import { Unavailable } from '../live/unavailable.ts'
import type { Context, Logger } from './context.ts'

const statuses = {
  'body-invalid': 400,
  'body-too-large': 413,
  'not-json': 415,
  'key-missing': 401,
  'key-wrong': 403,
  'cross-site': 403,
  'room-not-found': 404,
  'poll-not-found': 404,
  'match-not-found': 404,
  'no-vote': 404,
  'not-found': 404,
  'poll-closed': 409,
  'already-voted': 409,
  'has-votes': 409,
  'match-moved-on': 409,
  'match-final': 409,
  'ballot-invalid': 422,
  'event-invalid': 422,
  'rate-limited': 429,
  busy: 503,
} as const satisfies Record<ProblemCode, number>

const retryAfterSeconds = 1
/** When a stream that was turned away is to be asked for again, in ms. */
const turnedAwayMs = { from: 10_000, to: 30_000 }

/** A refusal on its way out of a handler. It ends the request; it is no fault of ours. */
export class Refusal extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.code)
    this.problem = problem
  }
}

export function refuseWith(problem: Problem): never {
  throw new Refusal(problem)
}

/** `instance`: the request's id. */
export const detailsOf = ({ code, detail, faults }: Problem, instance: string): ProblemDetails => ({
  type: `/problems/${code}`,
  title: problemTitles[code],
  status: statuses[code],
  detail: detail ?? (faults ? inWords(faults) : problemTitles[code]),
  instance,
  ...(faults && { errors: faults }),
})

const faultsTold = 3

function inWords(faults: readonly Fault[]): string {
  const told = faults
    .slice(0, faultsTold)
    .map(({ pointer, detail }) => [pointer, detail].filter(Boolean).join(' '))
  const more = faults.length - told.length
  return [...told, ...(more > 0 ? [`${more} more`] : [])].join('; ')
}

/**
 * Outside of all that may refuse: turns a refusal into `application/problem+json`. Koa's own handler
 * forces text/plain, so nothing may reach it. What is not a refusal broke here: it is logged once,
 * with its cause, and told without details. After a stream's head is out there is no status left to
 * set: it is cut. A browser's stream that may be asked for again is told when, in its own way: any
 * status but 200 ends an EventSource for good.
 */
export function problems({ log, random }: { log: Logger; random: RandomBytes }): Middleware {
  const logged = new WeakSet<object>()
  const note = (error: unknown, request: string): void => {
    // All callers of one broken batch hold the same cause; a full queue has none and is no fault.
    const cause = error instanceof Unavailable ? error.cause : error
    if (cause === undefined) return
    if (typeof cause === 'object' && cause !== null) {
      if (logged.has(cause)) return
      logged.add(cause)
    }
    log.error({ err: error, request }, 'broken')
  }
  const refuse = (ctx: Context, problem: Problem): void => {
    if (ctx.state.stream && mayRetry(problem) && ctx.get('Accept').includes('text/event-stream'))
      answerRetry(ctx, turnedAwayMs.from + fraction(random) * (turnedAwayMs.to - turnedAwayMs.from))
    else answer(ctx, problem)
  }
  return async (koa, next) => {
    const ctx = koa as Context
    try {
      await next()
      if (ctx.status === 404 && ctx.body === undefined && ctx.respond !== false)
        answer(ctx, { code: 'not-found' })
    } catch (error) {
      if (error instanceof Refusal) return refuse(ctx, error.problem)
      note(error, ctx.state.requestId)
      if (ctx.headerSent) return void ctx.res.destroy()
      if (error instanceof Unavailable) refuse(ctx, { code: 'busy' })
      else breakdown(ctx)
    }
  }
}

const mayRetry = ({ code }: Problem): boolean => statuses[code] === 429 || statuses[code] === 503

function answerRetry(ctx: Context, retryMs: number): void {
  ctx.status = 200
  ctx.type = 'text/event-stream'
  ctx.body = `retry: ${Math.round(retryMs)}\n\n`
}

function answer(ctx: Context, problem: Problem): void {
  const details = detailsOf(problem, ctx.state.requestId)
  ctx.status = details.status
  if (mayRetry(problem)) ctx.set('Retry-After', String(retryAfterSeconds))
  ctx.body = JSON.stringify(details)
  ctx.type = 'application/problem+json'
}

function breakdown(ctx: Context): void {
  ctx.status = 500
  ctx.body = JSON.stringify({
    type: 'about:blank',
    title: 'Internal Server Error',
    status: 500,
    instance: ctx.state.requestId,
  })
  ctx.type = 'application/problem+json'
}
