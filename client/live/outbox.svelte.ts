import type { Happening, MatchView } from '#core/match'
import { api } from '#core/paths'
import type { ProblemDetails } from '#core/problem'
import { failed, failureOf, mayRetry, post, type Failure } from '../api.ts'
import { backoffMs } from './backoff.ts'
import type { ServerClock } from './now.svelte.ts'
import { recall, remember } from './storage.ts'
import { basedOn, nextOf, type OutgoingEvent } from './outbox-batch.ts'
import { newUuid } from './uuid.ts'

export interface Outgoing {
  event: OutgoingEvent
  /** The moment of `performance.now` at which it was tapped, while its server time is not known. */
  tappedAt?: number
  /** The server said no; a person decides. */
  refused?: Failure
}

/** As it is kept on the device; `tappedOn`: when it was tapped, by the device's clock. */
type Kept = Omit<Outgoing, 'tappedAt'> & { tappedOn?: number }

type Outcome = { id: string } & (
  | { outcome: 'recorded' | 'duplicate' | 'held'; seq: number }
  | { outcome: 'refused'; problem: ProblemDetails }
)

interface Taken {
  results: Outcome[]
  match: MatchView
}

interface OutboxOptions {
  match: string
  clock: Pick<ServerClock, 'at' | 'sync'>
  /** Handed the match as it is after events have arrived. */
  onsent: (match: MatchView) => void
}

const patienceMs = 2000

/**
 * What an official tapped and the server has not confirmed. Kept on the device before the screen
 * changes, sent in order, tried again for ever; an event's id makes a repeat harmless. A refusal
 * is shown until someone has read it: nothing is dropped in silence.
 *
 * When it happened is said in server time or not at all: a phone's own clock may be minutes off.
 */
export class Outbox {
  #match: string
  #clock: OutboxOptions['clock']
  #onsent: OutboxOptions['onsent']
  #attempt = 0
  #retry: ReturnType<typeof setTimeout> | undefined
  #busy = false
  /** What this tab is done with; another may still hold it, which does no harm. */
  #done = new Set<string>()

  /** The ids of all that was tapped since the page was opened. */
  readonly sent = new Set<string>()
  entries = $state.raw<readonly Outgoing[]>([])
  /** A try failed, or has been on its way for two seconds: say so. */
  late = $state(false)
  /** Why the server takes nothing from this device at all. */
  locked = $state.raw<Failure | undefined>()

  constructor({ match, clock, onsent }: OutboxOptions) {
    this.#match = match
    this.#clock = clock
    this.#onsent = onsent
    this.entries = restored(recall(this.#name))
  }

  get #name(): string {
    return `tallycast.outbox.${this.#match}`
  }

  get waiting(): Outgoing[] {
    return this.entries.filter((entry) => !entry.refused)
  }

  get refused(): Outgoing[] {
    return this.entries.filter((entry) => entry.refused)
  }

  add(happening: Happening, base: number): void {
    const event = { ...happening, id: newUuid(), base }
    this.sent.add(event.id)
    const entry = this.#dated({ event, tappedAt: performance.now() })
    this.#keep([...this.entries, entry])
    void this.flush()
  }

  /** A person has read the refusal. */
  discard(id: string): void {
    this.#done.add(id)
    this.#keep(this.entries.filter((entry) => entry.event.id !== id))
  }

  /** All that waits, where it will not be taken: what was refused waits for a word of its own. */
  discardWaiting(): void {
    clearTimeout(this.#retry)
    this.late = false
    for (const { event } of this.waiting) this.#done.add(event.id)
    this.#keep(this.refused)
  }

  /** A new id: the old one may already stand for the refused try. */
  again(id: string, base: number): void {
    const next = newUuid()
    this.#done.add(id)
    this.sent.add(next)
    this.#keep(
      this.entries.map(({ refused, ...entry }) =>
        entry.event.id === id
          ? { ...entry, event: { ...entry.event, id: next, base } }
          : { ...entry, refused },
      ),
    )
    void this.flush()
  }

  async flush(): Promise<void> {
    clearTimeout(this.#retry)
    if (this.#busy || this.waiting.length === 0) return
    this.#busy = true
    const patience = setTimeout(() => (this.late = true), patienceMs)
    await this.#date()
    const events = nextOf(this.waiting.map(({ event }) => event))
    const answer = await post<Taken>(api.events(this.#match), events)
    clearTimeout(patience)
    this.#busy = false
    if (failed(answer)) return this.#failed(answer.problem, events)
    this.#attempt = 0
    this.late = false
    this.locked = undefined
    this.#settle(answer)
    if (this.waiting.length > 0) return this.flush()
  }

  /** Gives server time to what was tapped before there was any. */
  async #date(): Promise<void> {
    if (this.entries.every(({ tappedAt }) => tappedAt === undefined)) return
    await this.#clock.sync()
    this.#keep(this.entries.map((entry) => this.#dated(entry)))
  }

  #dated({ tappedAt, ...entry }: Outgoing): Outgoing {
    if (tappedAt === undefined) return entry
    const occurredAt = this.#clock.at(tappedAt)
    if (occurredAt === undefined) return { ...entry, tappedAt }
    return { ...entry, event: { ...entry.event, occurredAt } }
  }

  #failed(problem: Failure, events: OutgoingEvent[]): void {
    // Kept even then: the host can hand out a new link, and the taps are still here.
    const locked = problem.code === 'key-missing' || problem.code === 'key-wrong'
    this.locked = locked ? problem : undefined
    if (!locked && !mayRetry(problem)) return this.#refuse(events, problem)
    this.late = true
    this.#retry = setTimeout(() => this.flush(), problem.retryAfterMs ?? backoffMs(this.#attempt++))
  }

  #refuse(events: OutgoingEvent[], refused: Failure): void {
    this.#keep(
      this.entries.map((entry) => (events.includes(entry.event) ? { ...entry, refused } : entry)),
    )
  }

  #settle({ results, match }: Taken): void {
    const outcomes = new Map(results.map((result) => [result.id, result]))
    const seqs = new Set(results.flatMap((result) => ('seq' in result ? [result.seq] : [])))
    this.#onsent(match)
    this.#keep(
      this.entries.flatMap((entry): Outgoing[] => {
        const result = outcomes.get(entry.event.id)
        if (result === undefined) return [{ ...entry, event: basedOn(entry.event, seqs) }]
        if (result.outcome !== 'refused') {
          this.#done.add(entry.event.id)
          return []
        }
        return [{ ...entry, refused: failureOf(result.problem) }]
      }),
    )
  }

  /**
   * All tabs of a device share one list: what another has put there is taken over, because that tab may
   * be closed before it has sent it, and sent twice it counts once.
   */
  #keep(entries: readonly Outgoing[]): void {
    const own = new Set(entries.map(({ event }) => event.id))
    const others = restored(recall(this.#name)).filter(
      ({ event }) => !own.has(event.id) && !this.#done.has(event.id),
    )
    const all = [...others, ...entries]
    remember(this.#name, JSON.stringify(all.map(lasting)))
    this.entries = all
  }
}

/** As it outlives the page: by the device's clock, because a moment of the page means nothing then. */
const lasting = ({ tappedAt, ...entry }: Outgoing): Kept =>
  tappedAt === undefined
    ? entry
    : { ...entry, tappedOn: Date.now() - (performance.now() - tappedAt) }

/** The device's clock may be wrong, but how long ago it was, it says well enough. */
const lively = ({ tappedOn, ...entry }: Kept): Outgoing =>
  tappedOn === undefined
    ? entry
    : { ...entry, tappedAt: performance.now() - (Date.now() - tappedOn) }

/** What an earlier life of the page left. What cannot be read must not keep a referee from the match. */
function restored(kept: string | null): Outgoing[] {
  try {
    const entries = JSON.parse(kept ?? '[]') as (Partial<Kept> | null)[]
    return entries
      .filter((entry): entry is Kept => Boolean(entry?.event?.id && entry.event.kind))
      .map(lively)
  } catch {
    return []
  }
}
