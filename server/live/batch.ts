import type { EventId } from '#core/ids'
import type { EventKind, Match, MatchEvent, NewEvent } from '#core/match'
import { problem, refused, type Problem } from '#core/problem'
import { parse } from '#core/schema/parse'
import { eventSchema } from '#core/schema/match'
import { mayPost, type Scope } from '#core/scopes'
import { check } from '#core/sport/check'
import { fold } from '#core/sport/fold'
import { isHeld } from '#core/sport/hold'
import type { MatchState } from '#core/sport/state'
import { step } from '#core/sport/step'
import { isCorrection, touchedBy } from '#core/sport/corrections'
import type { Log } from './log.ts'
import type { Time } from './time.ts'

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
const blind: ReadonlySet<EventKind> = new Set(['void', 'amend', 'confirm'])

/** How long events are judged in one turn of the loop. */
const turnMs = 10

/** A match has some hundreds; each correction reads all of them. */
const mostEvents = 10_000

/**
 * A batch in the making: what it adds to the log, and the state as it will be if that is kept. Where
 * corrections follow each other, the log is folded when somebody asks for the state, not for each.
 */
export class Batch {
  /** Ids that were answered with what had done the same before; no entry of the log bears them. */
  readonly answered = new Map<EventId, number>()
  #folded: MatchState
  /** After a correction; `#folded` is what was before it. */
  #outdated = false
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

  /** In turns: a correction of a long match takes milliseconds, and others wait. */
  async judgeAll(posts: readonly Post[], time: Time): Promise<Posted[]> {
    const posted: Posted[] = []
    let since = time.now()
    for (const post of posts) {
      posted.push(this.#judge(post))
      if (time.now() - since < turnMs) continue
      await new Promise<void>((go) => time.soon(go))
      since = time.now()
    }
    return posted
  }

  #judge({ posters, event: raw }: Post): Posted {
    const parsed = parse(eventSchema, raw, 'event-invalid')
    const id = idOf(raw) ?? this.#newId()
    if (refused(parsed)) return refusal(id, parsed.problem)
    const event = parsed.value
    const poster = this.#posterOf(event, posters)
    if (!poster) return refusal(id, problem('key-wrong'))
    const first = this.#log.seqOf(id) ?? this.answered.get(id)
    if (first !== undefined) return { id, seq: first, outcome: 'duplicate' }
    const state = blind.has(event.kind) ? this.#folded : this.state
    const verdict = check(this.#match, state, this.#log.all, event)
    if (refused(verdict)) return refusal(id, verdict.problem)
    if (verdict.outcome === 'duplicate') {
      this.answered.set(id, verdict.seq)
      return { id, seq: verdict.seq, outcome: 'duplicate' }
    }
    if (this.#log.all.length >= mostEvents) return refusal(id, full)
    const { seq, held } = this.#record(id, event, poster.official)
    return { id, seq, outcome: held ? 'held' : 'recorded' }
  }

  #posterOf(event: NewEvent, posters: readonly Poster[]): Poster | undefined {
    // Found once, for whoever asks: it reads the whole log.
    let touched: MatchEvent[] | undefined
    const touches = () => (touched ??= this.#touchedBy(this.#entry('', event, null)))
    return posters.find(({ scopes }) => mayPost(scopes, event, touches))
  }

  #touchedBy(entry: MatchEvent): MatchEvent[] {
    return isCorrection(entry) ? touchedBy(this.#log.all, entry) : []
  }

  #record(id: EventId, event: NewEvent, official: string | null): MatchEvent {
    const said = this.#entry(id, event, official)
    const { base } = event
    // Who does not say what they had seen is taken to have seen all.
    const held = base !== undefined && isHeld(this.#match.rules, this.#log.all, said, base)
    const entry = held ? { ...said, held } : said
    if (isCorrection(entry)) this.#outdated = true
    else this.#folded = step(this.#match, this.state, entry)
    this.#log.add(entry)
    return entry
  }

  #entry(id: EventId, { base: _, ...event }: NewEvent, official: string | null): MatchEvent {
    return {
      ...event,
      seq: this.#log.all.length + 1,
      id,
      at: this.#now,
      // Nobody's clock is ahead of ours: what is said to be still to come happened just now.
      occurredAt: Math.min(event.occurredAt ?? this.#now, this.#now),
      official,
      held: false,
    }
  }
}

const full = problem('event-invalid', undefined, [
  { pointer: '', detail: `is one too many: a match holds ${mostEvents} events` },
])

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
