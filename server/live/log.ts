import type { EventId } from '#core/ids'
import type { MatchEvent } from '#core/match'

/**
 * A match's log in memory and, after it, the batch that is being decided: the rules see that,
 * nobody else does until it is on disk. Two lists, because a copy for each batch would make posting
 * dearer with every event of the match.
 */
export class Log {
  readonly #kept: MatchEvent[]
  readonly #all: MatchEvent[]
  readonly #seqs: Map<EventId, number>

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

  find(id: EventId): MatchEvent | undefined {
    const seq = this.#seqs.get(id)
    return seq === undefined ? undefined : this.#all[seq - 1]
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
