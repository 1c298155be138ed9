import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Middleware } from 'koa'
import { newDeviceId, type RandomBytes, type VoterId } from '#core/ids'
import type { Time } from '../live/time.ts'
import type { Context } from './context.ts'

const cookieName = 'device'
/** Browsers keep no cookie longer than 400 days. */
const keptMs = 400 * 24 * 60 * 60 * 1000
/** About 2 MB. */
const verifiedAtMost = 10_000

/**
 * One browser, one voter: a cookie whose value carries its own signature, so that a device cannot
 * be made up or chosen. It is HttpOnly and SameSite=Lax; a valid one is never replaced.
 */
export class Devices {
  readonly #secret: string
  readonly #time: Time
  readonly #random: RandomBytes
  /** Making an HMAC costs a request more than anything else of ours: a phone's is seldom made twice. */
  readonly #verified = new Map<string, VoterId>()

  constructor(options: { secret: string; time: Time; random: RandomBytes }) {
    this.#secret = options.secret
    this.#time = options.time
    this.#random = options.random
  }

  /** Reads the cookie of every request; a forged one counts as none. */
  middleware(): Middleware {
    return async (koa, next) => {
      const ctx = koa as Context
      const device = this.#verify(ctx.cookies.get(cookieName))
      if (device !== undefined) ctx.state.device = device
      await next()
    }
  }

  /** The device that asks; where it has no cookie yet, it gets one with this answer. */
  ensure(ctx: Context): VoterId {
    if (ctx.state.device !== undefined) return ctx.state.device
    const device = newDeviceId(this.#time.now(), this.#random)
    ctx.state.device = device
    ctx.cookies.set(cookieName, `${device}.${this.#sign(device)}`, {
      httpOnly: true,
      sameSite: 'lax',
      secure: ctx.secure,
      maxAge: keptMs,
      path: '/',
      overwrite: true,
    })
    return device
  }

  #sign(device: string): string {
    return createHmac('sha256', this.#secret).update(device).digest('base64url')
  }

  #verify(cookie: string | undefined): VoterId | undefined {
    if (cookie === undefined) return undefined
    return this.#verified.get(cookie) ?? this.#remember(cookie)
  }

  #remember(cookie: string): VoterId | undefined {
    // A copy: a part of a header would keep all of it in memory, and a header may be long.
    const copy = Buffer.from(cookie).toString()
    const device = this.#check(copy)
    if (device === undefined) return undefined
    if (this.#verified.size >= verifiedAtMost) this.#verified.clear()
    this.#verified.set(copy, device)
    return device
  }

  #check(cookie: string): VoterId | undefined {
    const [device, signature, ...rest] = cookie.split('.')
    if (!device || !signature || rest.length > 0) return undefined
    const given = Buffer.from(signature)
    const right = Buffer.from(this.#sign(device))
    return given.length === right.length && timingSafeEqual(given, right) ? device : undefined
  }
}
