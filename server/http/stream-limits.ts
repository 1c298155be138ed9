import type { Problem } from '#core/problem'
import type { Context } from './context.ts'
import type { Endpoint } from './endpoint.ts'
import { refuseWith } from './problems.ts'

/** How many streams may be open at once. */
export interface StreamsAtMost {
  total: number
  /** A venue is one address, so this is no limit on people: it keeps one machine from taking all. */
  perAddress: number
  perDevice: number
}

/** How many of each there are. */
class Counts {
  readonly #counts = new Map<string, number>()

  of(name: string): number {
    return this.#counts.get(name) ?? 0
  }

  add(name: string, change: 1 | -1): void {
    const count = this.of(name) + change
    if (count === 0) this.#counts.delete(name)
    else this.#counts.set(name, count)
  }
}

/**
 * Keeps room for votes: each stream holds a connection for as long as it likes, and what the system
 * lets one process open is shared with everybody who votes.
 */
export class StreamLimits {
  readonly #most: StreamsAtMost
  readonly #addresses = new Counts()
  readonly #devices = new Counts()
  #total = 0
  /** How many were turned away so far. */
  refused = 0

  constructor(most: StreamsAtMost) {
    this.#most = most
  }

  /** An endpoint whose answers are counted from the request to the end of the connection. */
  guard(handle: Endpoint['handle']): Endpoint['handle'] {
    return (ctx, body) => {
      ctx.state.stream = true
      this.#enter(ctx)
      return handle(ctx, body)
    }
  }

  #enter(ctx: Context): void {
    const { ip } = ctx
    const { device } = ctx.state
    const problem = this.#problem(ip, device)
    if (problem) {
      this.refused += 1
      refuseWith(problem)
    }
    this.#count(ip, device, 1)
    ctx.res.once('close', () => this.#count(ip, device, -1))
  }

  #problem(ip: string, device: string | undefined): Problem | undefined {
    const { total, perAddress, perDevice } = this.#most
    if (this.#total >= total) return { code: 'busy', detail: 'too many streams are open' }
    if (device !== undefined && this.#devices.of(device) >= perDevice)
      return { code: 'rate-limited', detail: 'this device has too many streams open' }
    if (this.#addresses.of(ip) >= perAddress)
      return { code: 'rate-limited', detail: 'this address has too many streams open' }
    return undefined
  }

  #count(ip: string, device: string | undefined, change: 1 | -1): void {
    this.#total += change
    this.#addresses.add(ip, change)
    if (device !== undefined) this.#devices.add(device, change)
  }
}
