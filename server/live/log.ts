import type { EventId } from '#core/ids'
import type { MatchEvent } from '#core/match'

const answeredKept = 1000

/**
 * A match's log in memory and, after it, the batch that is being decided: the rules see that,
 * nobody else does until it is on disk. Two lists, because a copy for each batch would make posting
 * dearer with every event of the match.
 */
export class Log {
  readonly #kept: MatchEvent[]
  readonly #all: MatchEvent[]
  readonly #seqs: Map<EventId, number>
  /** Of events that did what another had done before, so that they were not recorded: the other's seq. */
  readonly #answered = new Map<EventId, number>()

  constructor(events: readonly MatchEvent[]) {
    this.#kept = [...events]
    this.#all = [...events]
    this.#seqs = new Map(events.map(({ id, seq }) => [id, seq]))
  }

  /** What is on disk. */
  get kept(): readonly MatchEvent[] {
    return this.#kept
  }

  /** What is on disk, and the batch. */
  get all(): readonly MatchEvent[] {
    return this.#all
  }

  /** The batch. */
  get added(): MatchEvent[] {
    return this.#all.slice(this.#kept.length)
  }

  /** What an id was answered with before, as far as that is known: a restart forgets `answered`. */
  seqOf(id: EventId): number | undefined {
    return this.#seqs.get(id) ?? this.#answered.get(id)
  }

  /** Who sends one of these again, because the answer was lost, must not do it after all by now. */
  remember(answered: ReadonlyMap<EventId, number>): void {
    for (const [id, seq] of answered) this.#answered.set(id, seq)
    for (const id of this.#answered.keys())
      if (this.#answered.size > answeredKept) this.#answered.delete(id)
  }

  add(event: MatchEvent): void {
    this.#all.push(event)
    this.#seqs.set(event.id, event.seq)
  }

  /** The batch is on disk. */
  keep(): void {
    this.#kept.push(...this.added)
  }

  /** The batch will not be. */
  undo(): void {
    for (const { id } of this.added) this.#seqs.delete(id)
    this.#all.length = this.#kept.length
  }
}
