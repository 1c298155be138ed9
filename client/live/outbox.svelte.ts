import type { Happening, MatchView, NewEvent } from '#core/match'
import { api } from '#core/paths'
import { failed, mayRetry, post, type Failure } from '../api.ts'
import { backoffMs } from './backoff.ts'
import { recall, remember } from './claim.ts'
import { newUuid } from './uuid.ts'

export type OutgoingEvent = NewEvent & { id: string }

/** `sending`: on its way or about to be. `refused`: the server said no; a person decides. */
export interface Outgoing {
  event: OutgoingEvent
  refused?: Failure
}

interface Taken {
  results: { id: string; seq?: number; outcome: string; problem?: { type?: string } & Failure }[]
  match: MatchView
}

const patienceMs = 2000
const batch = 100

/**
 * What an official tapped and the server has not confirmed. Kept on the device before the screen
 * changes, sent in order, tried again for ever; an event's id makes a repeat harmless. A refusal
 * is shown until someone has read it: nothing is dropped in silence.
 */
export class Outbox {
  #match: string
  #sent: (match: MatchView, seq: number) => void
  #attempt = 0
  #retry: ReturnType<typeof setTimeout> | undefined
  #busy = false

  entries = $state.raw<readonly Outgoing[]>([])
  /** A try failed, or has been on its way for two seconds: say so. */
  late = $state(false)
  /** Why the server takes nothing from this device at all. */
  locked = $state.raw<Failure | undefined>()

  constructor(match: string, sent: (match: MatchView, seq: number) => void) {
    this.#match = match
    this.#sent = sent
    this.entries = JSON.parse(recall(this.#name) ?? '[]') as Outgoing[]
  }

  get #name(): string {
    return `tallycast.outbox.${this.#match}`
  }

  get waiting(): OutgoingEvent[] {
    return this.entries.filter((entry) => !entry.refused).map((entry) => entry.event)
  }

  get refused(): Outgoing[] {
    return this.entries.filter((entry) => entry.refused)
  }

  add(happening: Happening, base: number, occurredAt: number): void {
    const event = { ...happening, id: newUuid(), base, occurredAt } as OutgoingEvent
    this.#keep([...this.entries, { event }])
    void this.flush()
  }

  /** A person has read the refusal. */
  discard(id: string): void {
    this.#keep(this.entries.filter((entry) => entry.event.id !== id))
  }

  /** A new id: the old one may already stand for the refused try. */
  again(id: string, base: number): void {
    this.#keep(
      this.entries.map((entry) =>
        entry.event.id === id ? { event: { ...entry.event, id: newUuid(), base } } : entry,
      ),
    )
    void this.flush()
  }

  async flush(): Promise<void> {
    clearTimeout(this.#retry)
    const events = this.waiting.slice(0, batch)
    if (this.#busy || events.length === 0) return
    this.#busy = true
    const patience = setTimeout(() => (this.late = true), patienceMs)
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
    const seq = Math.max(0, ...results.map((result) => result.seq ?? 0))
    this.#sent(match, seq)
    this.#keep(
      this.entries.flatMap((entry): Outgoing[] => {
        const result = outcomes.get(entry.event.id)
        if (result === undefined) return [entry]
        if (result.outcome !== 'refused') return []
        return [{ event: entry.event, refused: failureOf(result.problem) }]
      }),
    )
  }

  #keep(entries: readonly Outgoing[]): void {
    remember(this.#name, JSON.stringify(entries))
    this.entries = entries
  }
}

/** Inside an outcome a problem travels as it does alone, with its code in `type`. */
function failureOf(told: ({ type?: string } & Partial<Failure>) | undefined): Failure {
  const code = told?.type?.replace('/problems/', '') ?? told?.code ?? 'broken'
  return { ...told, code: code as Failure['code'] }
}
