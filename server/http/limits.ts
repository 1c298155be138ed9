import { timingSafeEqual } from 'node:crypto'
import type { Time } from '../live/time.ts'
import type { Context } from './context.ts'
import { bearerOf } from './keys.ts'
import { refuseWith } from './problems.ts'

/** So many at once, and so many a second after that. */
class TokenBucket {
  readonly #time: Time
  readonly #burst: number
  readonly #perSecond: number
  #tokens: number
  #at: number

  constructor(options: { time: Time; burst: number; perSecond: number }) {
    this.#time = options.time
    this.#burst = options.burst
    this.#perSecond = options.perSecond
    this.#tokens = options.burst
    this.#at = options.time.now()
  }

  take(): boolean {
    const now = this.#time.now()
    const earned = (Math.max(0, now - this.#at) / 1000) * this.#perSecond
    this.#tokens = Math.min(this.#burst, this.#tokens + earned)
    this.#at = now
    if (this.#tokens < 1) return false
    this.#tokens -= 1
    return true
  }
}

/**
 * Making rooms is the one thing that anybody may do without end, so it has one limit for all
 * together: a script cannot fill the disk in an afternoon. Nobody is told apart by address, since a
 * venue is one address; votes have no limit here, since a device has one ballot however often it asks.
 */
export function creationGuard(options: { time: Time; createKey: string | undefined }) {
  const bucket = new TokenBucket({ time: options.time, burst: 2000, perSecond: 50 })
  return (ctx: Context): void => {
    if (options.createKey !== undefined) demand(options.createKey, bearerOf(ctx))
    if (!bucket.take()) refuseWith({ code: 'rate-limited' })
  }
}

export function demand(key: string, given: string | undefined): void {
  if (given === undefined) refuseWith({ code: 'key-missing' })
  if (!sameText(key, given)) refuseWith({ code: 'key-wrong' })
}

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
