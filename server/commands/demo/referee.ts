import { randomUUID } from 'node:crypto'
import type { MatchId } from '#core/ids'
import type { Happening, MatchView } from '#core/match'
import { api } from '#core/paths'
import { Caller } from './caller.ts'

/** What happens at one time in a match that is told again. */
export interface Moment {
  kind: 'start' | 'minute' | 'goal' | 'kick' | 'break' | 'interval' | 'final'
  happenings: Happening[]
  /** What stands before it in a report: `23'`. */
  minute: string
  /** What a report says of it; nothing of a minute in which nothing happened. */
  line?: string
}

interface Posted {
  results: { outcome: string; problem?: unknown }[]
  match: MatchView
}

/** Somebody on the touchline: may score one match, with a key that its host has made. */
export class Referee {
  readonly #caller: Caller
  readonly #match: MatchId

  private constructor(caller: Caller, match: MatchId) {
    this.#caller = caller
    this.#match = match
  }

  static async appoint(host: Caller, match: MatchId, name: string): Promise<Referee> {
    const { officialKey } = await host.post<{ officialKey: string }>(api.officials(match), { name })
    return new Referee(new Caller({ origin: host.origin, key: officialKey }), match)
  }

  /** Answers the scoreboard after them. Throws unless every one was recorded. */
  async post(happenings: readonly Happening[]): Promise<MatchView> {
    const events = happenings.map((happening) => ({ id: randomUUID(), ...happening }))
    const { results, match } = await this.#caller.post<Posted>(api.events(this.#match), events)
    const missed = results.filter(({ outcome }) => outcome !== 'recorded')
    if (missed.length > 0) throw new Error(`not recorded: ${JSON.stringify(missed)}`)
    return match
  }

  /** Posts a whole match. How fast it goes is up to `then`, which each moment waits for. */
  async replay(
    moments: readonly Moment[],
    then: (moment: Moment, match: MatchView) => Promise<void> | void = () => undefined,
  ): Promise<void> {
    for (const moment of moments) await then(moment, await this.post(moment.happenings))
  }
}
