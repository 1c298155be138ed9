import type { Instant, PollId } from '#core/ids'
import type { Choice } from '#core/tally/kind'
import { forget, kept, recall, remember } from './storage.ts'

/** What a voter decided and the server has not confirmed: a choice, or none to take the vote back. */
export interface Unsent {
  poll: PollId
  run: number
  choice: Choice | null
  at: Instant
}

const prefix = 'tallycast.vote.'
/** After a night nobody expects a phone to vote by itself. */
const oldMs = 12 * 3_600_000

/**
 * The device's one note for a poll, which outlives a reload. All tabs of a device share it: who finds
 * another note than its own knows that another tab has decided since.
 */
export class UnsentNote {
  #name: string
  /** What this tab wrote or took over; null where it did not, or there is nowhere to keep it. */
  #text: string | null = null

  constructor(poll: PollId) {
    this.#name = prefix + poll
  }

  /** Takes over what an earlier life of the page left for this run. */
  takeOver(run: number): Unsent | undefined {
    const unsent = read(this.#name)
    if (unsent?.run !== run) return undefined
    this.#text = recall(this.#name)
    return unsent
  }

  write(unsent: Unsent): void {
    remember(this.#name, JSON.stringify(unsent))
    this.#text = recall(this.#name)
  }

  get overtaken(): boolean {
    return this.#text !== null && recall(this.#name) !== this.#text
  }

  clear(): void {
    if (!this.overtaken) forget(this.#name)
    this.#text = null
  }
}

/** Whatever earlier lives of the page left, in any room. */
export const allUnsent = (): Unsent[] =>
  kept().flatMap((name) => (name.startsWith(prefix) && read(name)) || [])

function read(name: string): Unsent | undefined {
  try {
    const unsent = JSON.parse(recall(name) ?? '') as Unsent
    if (unsent.poll && Math.abs(Date.now() - unsent.at) < oldMs) return unsent
  } catch {}
  forget(name)
  return undefined
}
