import { createSubscriber } from 'svelte/reactivity'
import { api } from '#core/paths'
import type { Instant } from '#core/ids'
import { failed, get, type ServerTime } from '../api.ts'
import { backoffMs } from './backoff.ts'

const samples = 4
const everyMs = 300_000
const driftMs = 2000

/** How far the device's own clock is ahead of `performance.now`; it jumps when the machine has slept. */
const ownAhead = () => Date.now() - performance.now()

/**
 * Server time, from round trips: the server's clock stood at `now` about half-way between sending
 * and receiving, and the shortest of several trips is the least wrong. Runs on `performance.now`,
 * which a user who sets the clock of the phone does not move. Before the first sample it draws by
 * the device's own clock, which may be minutes off: good enough to look at, never to write down.
 */
export class ServerClock {
  #ahead = $state.raw(ownAhead())
  /** The device's own clock when the sample was taken; none: never sampled. */
  #sampledBy: number | undefined
  #sampling: Promise<boolean> | undefined
  #tick = createSubscriber((update) => {
    const timer = setInterval(update, 100)
    return () => clearInterval(timer)
  })

  /** Ticks while somebody draws it, and only then. */
  get current(): Instant {
    this.#tick()
    return this.read()
  }

  /** Server time as well as we know it, now or at a moment of `performance.now`: for drawing. */
  read(moment = performance.now()): Instant {
    return Math.round(moment + this.#ahead)
  }

  /**
   * Server time at a moment of `performance.now`, to be written down; undefined where we cannot
   * know it: never sampled, or the machine slept since, while `performance.now` may have stood still.
   */
  at(moment: number): Instant | undefined {
    if (this.#sampledBy === undefined) return undefined
    return Math.abs(ownAhead() - this.#sampledBy) < driftMs ? this.read(moment) : undefined
  }

  /** Server time where we know it, else undefined: for what must not be wrong. Ticks like `current`. */
  get known(): Instant | undefined {
    this.#tick()
    return this.at(performance.now())
  }

  /** So long from now, by a sample taken now; undefined: the server does not say. */
  async in(ms: number): Promise<Instant | undefined> {
    await this.sync()
    const now = this.at(performance.now())
    return now === undefined ? undefined : now + ms
  }

  /** Answers whether the server's time is known now. */
  sync(): Promise<boolean> {
    this.#sampling ??= this.#sample().finally(() => (this.#sampling = undefined))
    return this.#sampling
  }

  async #sample(): Promise<boolean> {
    let best: { trip: number; ahead: number } | undefined
    for (let sample = 0; sample < samples; sample++) {
      const sent = performance.now()
      const answer = await get<ServerTime>(api.time)
      const trip = performance.now() - sent
      if (failed(answer)) break
      if (!best || trip < best.trip) best = { trip, ahead: answer.now - (sent + trip / 2) }
    }
    if (!best) return false
    this.#ahead = best.ahead
    this.#sampledBy = ownAhead()
    return true
  }

  /**
   * Samples now, on every return of the page and every few minutes, and again soon where that
   * failed; the returned function ends it. A page keeps its clock while its stream is live.
   */
  keep(): () => void {
    let timer: ReturnType<typeof setTimeout> | undefined
    let failures = 0
    let over = false
    const again = async () => {
      const known = await this.sync()
      if (over) return
      failures = known ? 0 : failures + 1
      clearTimeout(timer)
      timer = setTimeout(again, known ? everyMs : backoffMs(failures))
    }
    const seen = () => {
      if (document.visibilityState === 'visible') void again()
    }
    void again()
    document.addEventListener('visibilitychange', seen)
    return () => {
      over = true
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', seen)
    }
  }
}
