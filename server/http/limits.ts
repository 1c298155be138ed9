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
 * What anybody may make without end shares one limit for all together: rooms, and what is hung into
 * them. So a script fills a disk slowly. Nobody is told apart by address, since a venue is one
 * address; and votes have no limit, because whoever throws the cookie away is a new device, and a
 * hall of people voting at once cannot be told from that. What a flood of votes can do is bounded by
 * what the disk takes.
 */
export class CreationLimits {
  readonly #bucket: TokenBucket
  readonly #createKey: string | undefined

  constructor(options: { time: Time; createKey: string | undefined }) {
    this.#bucket = new TokenBucket({ time: options.time, burst: 2000, perSecond: 50 })
    this.#createKey = options.createKey
  }

  /** Ends the request unless whoever asks may make a room now. */
  room(ctx: Context): void {
    if (this.#createKey !== undefined) demand(this.#createKey, bearerOf(ctx))
    this.item()
  }

  /** Ends the request if too much was made just now. */
  item(): void {
    if (!this.#bucket.take()) refuseWith({ code: 'rate-limited' })
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
