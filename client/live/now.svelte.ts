import { createSubscriber } from 'svelte/reactivity'
import { api } from '#core/paths'
import type { Instant } from '#core/ids'
import { failed, get, type ServerTime } from '../api.ts'

/**
 * Server time, from round trips: the server's clock stood at `now` about half-way between sending
 * and receiving, and the shortest of several trips is the least wrong. Runs on `performance.now`,
 * which a user who sets the clock of the phone does not move; a sleeping machine may stop it, so it
 * is sampled again whenever the page comes back.
 */
export class ServerClock {
  #ahead = Date.now() - performance.now()
  #sampling = false
  #tick = createSubscriber((update) => {
    const timer = setInterval(update, 100)
    return () => clearInterval(timer)
  })

  /** Ticks while somebody draws it, and only then. */
  get current(): Instant {
    this.#tick()
    return this.read()
  }

  /** Server time of this very moment, for a time stamp. */
  read(): Instant {
    return Math.round(performance.now() + this.#ahead)
  }

  async sync(samples = 4): Promise<void> {
    if (this.#sampling) return
    this.#sampling = true
    let shortest = Infinity
    for (let sample = 0; sample < samples; sample++) {
      const sent = performance.now()
      const answer = await get<ServerTime>(api.time)
      const trip = performance.now() - sent
      if (failed(answer) || trip >= shortest) continue
      shortest = trip
      this.#ahead = answer.now - (sent + trip / 2)
    }
    this.#sampling = false
  }

  /** Samples now and on every return of the page; the returned function ends that. */
  keep(): () => void {
    const again = () => {
      if (document.visibilityState === 'visible') void this.sync()
    }
    again()
    document.addEventListener('visibilitychange', again)
    addEventListener('online', again)
    return () => {
      document.removeEventListener('visibilitychange', again)
      removeEventListener('online', again)
    }
  }
}
