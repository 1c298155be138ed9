import type { MatchEvent } from '#core/match'
import { api } from '#core/paths'
import { failed, get } from '../api.ts'

/**
 * The log of one match, as far as this page has it: all of it once, then whatever the scoreboard's
 * timeline of twenty adds. A gap (more than twenty while we were away) is asked for.
 */
export class MatchLog {
  #match: string
  #filling = false
  /** Oldest first. */
  events = $state.raw<readonly MatchEvent[]>([])

  constructor(match: string) {
    this.#match = match
  }

  get seq(): number {
    return this.events.at(-1)?.seq ?? 0
  }

  /** Takes events in any order, the ones it knows too. */
  add(more: readonly MatchEvent[]): void {
    const oldest = Math.min(...more.map((event) => event.seq))
    if (more.length > 0 && oldest > this.seq + 1) return void this.fill()
    this.#append(more)
  }

  async fill(): Promise<void> {
    if (this.#filling) return
    this.#filling = true
    const path = `${api.events(this.#match)}?since=${this.seq}`
    const answer = await get<{ events: MatchEvent[] }>(path)
    this.#filling = false
    if (!failed(answer)) this.#append(answer.events)
  }

  #append(events: readonly MatchEvent[]): void {
    const fresh = events.filter((event) => event.seq > this.seq).sort((a, b) => a.seq - b.seq)
    if (fresh.length > 0) this.events = [...this.events, ...fresh]
  }
}
