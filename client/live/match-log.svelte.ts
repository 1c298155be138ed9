import type { MatchEvent } from '#core/match'
import { api } from '#core/paths'
import { failed, get, mayRetry } from '../api.ts'
import { backoffMs } from './backoff.ts'

/**
 * The log of one match, as far as this page has it: all of it once, then whatever the scoreboard's
 * timeline of twenty adds. A gap (more than twenty while we were away) is asked for until it is
 * filled: what a referee may undo is read from here.
 */
export class MatchLog {
  #match: string
  #filling = false
  #failures = 0
  /** The last event there is known to be, whether we have it or not. */
  #newest = 0
  /** Oldest first. */
  events = $state.raw<readonly MatchEvent[]>([])

  constructor(match: string) {
    this.#match = match
  }

  get seq(): number {
    return this.events.at(-1)?.seq ?? 0
  }

  /** What it has is not the server's own: whatever comes next begins anew. */
  clear(): void {
    this.events = []
    this.#newest = 0
  }

  /** Takes events in any order, the ones it knows too. */
  add(more: readonly MatchEvent[]): void {
    if (more.length === 0) return
    const seqs = more.map((event) => event.seq)
    this.#newest = Math.max(this.#newest, ...seqs)
    if (Math.min(...seqs) > this.seq + 1) void this.#fill()
    else this.#append(more)
  }

  async #fill(): Promise<void> {
    if (this.#filling) return
    this.#filling = true
    const path = `${api.events(this.#match)}?since=${this.seq}`
    const answer = await get<{ events: MatchEvent[] }>(path)
    this.#filling = false
    if (failed(answer)) {
      if (mayRetry(answer.problem)) setTimeout(() => this.#close(), backoffMs(this.#failures++))
      return
    }
    this.#failures = 0
    this.#append(answer.events)
    if (answer.events.length > 0) this.#close()
  }

  /** Something may have come while we asked, and been too far ahead to be taken. */
  #close(): void {
    if (this.seq < this.#newest) void this.#fill()
  }

  #append(events: readonly MatchEvent[]): void {
    const fresh = events.filter((event) => event.seq > this.seq).sort((a, b) => a.seq - b.seq)
    if (fresh.length > 0) this.events = [...this.events, ...fresh]
  }
}
