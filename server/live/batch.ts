import type { EventId } from '#core/ids'
import type { EventKind, Match, MatchEvent, NewEvent } from '#core/match'
import { problem, refused, type Problem } from '#core/problem'
import { parse } from '#core/schema/parse'
import { eventSchema } from '#core/schema/match'
import { mayPost, type Scope } from '#core/scopes'
import { check } from '#core/sport/check'
import { fold } from '#core/sport/fold'
import type { MatchState } from '#core/sport/state'
import { step } from '#core/sport/step'
import { isCorrection, readBack } from '#core/sport/void'
import type { Log } from './log.ts'

/** In whose name an event is posted; `official` null is the host. */
export interface Poster {
  official: string | null
  scopes: readonly Scope[]
}

/** An event on its way into the log, with every key that its sender holds: one may be enough. */
export interface Post {
  posters: readonly Poster[]
  event: unknown
}

/** What became of one posted event. */
export interface Posted {
  id: EventId
  /** Its place in the log; of a duplicate, the first one's; null where it was refused. */
  seq: number | null
  outcome: 'recorded' | 'duplicate' | 'held' | 'refused'
  problem?: Problem
}

/** What is judged by the log alone. */
const blind: ReadonlySet<EventKind> = new Set(['void', 'confirm'])

/**
 * A batch in the making: what it adds to the log, and the state as it will be if that is kept. Where
 * corrections follow each other, the log is folded when somebody asks for the state, not for each.
 */
export class Batch {
  #folded: MatchState
  /** After a correction; `#folded` is what was before it. */
  #outdated = false
  /** Events as they stand, by id, when the log had so many. */
  #standing: { length: number; events: Map<EventId, MatchEvent> } | undefined
  readonly #match: Match
  readonly #log: Log
  readonly #now: number
  readonly #newId: () => EventId

  constructor(live: { match: Match; state: MatchState; log: Log }, now: number, id: () => EventId) {
    this.#folded = live.state
    this.#match = live.match
    this.#log = live.log
    this.#now = now
    this.#newId = id
  }

  get state(): MatchState {
    if (this.#outdated) this.#folded = fold(this.#match, this.#log.all)
    this.#outdated = false
    return this.#folded
  }

  judge({ posters, event: raw }: Post): Posted {
    const parsed = parse(eventSchema, raw, 'event-invalid')
    const id = idOf(raw) ?? this.#newId()
    if (refused(parsed)) return refusal(id, parsed.problem)
    const event = parsed.value
    const poster = posters.find(({ scopes }) => mayPost(scopes, event, (one) => this.#told(one)))
    if (!poster) return refusal(id, problem('key-wrong'))
    const first = this.#log.find(id)
    if (first) return { id, seq: first.seq, outcome: 'duplicate' }
    const state = blind.has(event.kind) ? this.#folded : this.state
    const verdict = check(this.#match, state, this.#log.all, event)
    if (refused(verdict)) return refusal(id, verdict.problem)
    if (verdict.outcome === 'duplicate') return { id, seq: verdict.seq, outcome: 'duplicate' }
    return { id, seq: this.#record(id, event, poster.official), outcome: 'recorded' }
  }

  /** An event as it stands after what was amended of it; only corrections ask. */
  #told(id: EventId): MatchEvent | undefined {
    const { all } = this.#log
    // A chain of corrections asks for each of its links.
    if (this.#standing?.length !== all.length) {
      const events = new Map(readBack(all).map(({ event }) => [event.id, event]))
      this.#standing = { length: all.length, events }
    }
    return this.#standing.events.get(id)
  }

  #record(id: EventId, { base: _, ...event }: NewEvent, official: string | null): number {
    const seq = this.#log.all.length + 1
    const entry: MatchEvent = {
      ...event,
      seq,
      id,
      at: this.#now,
      // Nobody's clock is ahead of ours: what is said to be still to come happened just now.
      occurredAt: Math.min(event.occurredAt ?? this.#now, this.#now),
      official,
      held: false,
    }
    if (isCorrection(entry)) this.#outdated = true
    else this.#folded = step(this.#match, this.state, entry)
    this.#log.add(entry)
    return seq
  }
}

export const refusal = (id: EventId, why: Problem): Posted => ({
  id,
  seq: null,
  outcome: 'refused',
  problem: why,
})

const idOf = (raw: unknown): EventId | undefined => {
  const id = (raw as { id?: unknown } | null)?.id
  return typeof id === 'string' && id.length <= 64 ? id : undefined
}
