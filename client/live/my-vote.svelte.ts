import type { PollId } from '#core/ids'
import { api } from '#core/paths'
import type { PollView } from '#core/poll'
import type { Choice } from '#core/tally/kind'
import { failed, get, mayRetry, put, remove, type Failure } from '../api.ts'
import { backoffMs } from './backoff.ts'
import { allUnsent, UnsentNote, type Unsent } from './unsent.ts'

/**
 * Where this device's vote stands. `none`: nothing sent. `sending`: on its way. `waiting`: it did not
 * arrive, and is tried again. `saved`: the server has it on disk. `withdrawn`: taken back, on disk
 * too. `refused`: it will not be taken.
 */
export type VoteState = 'none' | 'sending' | 'waiting' | 'saved' | 'withdrawn' | 'refused'

/**
 * This device's vote in one run of one poll. The newest choice wins and one request at a time is on
 * its way; sending it again is safe, since the server counts a device once. What is unsent is kept
 * on the device until the server has answered, so a reload loses nothing.
 */
export class MyVote {
  readonly poll: PollId
  readonly run: number
  state = $state<VoteState>('none')
  /** What the server is known to have. */
  saved = $state.raw<Choice | null>(null)
  /** What is on its way, or is to be: no choice takes the vote back. */
  unsent = $state.raw<Unsent | undefined>()
  /** Half made and not yet sent. Nothing that is pushed touches it. */
  draft = $state.raw<Choice | null>(null)
  problem = $state.raw<Failure | undefined>()
  /** Whether the server has said what this device chose before. */
  asked = $state(false)

  #note: UnsentNote
  #attempt = 0
  #retry: ReturnType<typeof setTimeout> | undefined
  #busy = false

  constructor(poll: PollId, run: number) {
    this.poll = poll
    this.run = run
    this.#note = new UnsentNote(poll)
    this.unsent = this.#note.takeOver(run)
    if (this.unsent) this.state = 'waiting'
  }

  /** What to show as chosen. */
  get choice(): Choice | null {
    return this.unsent ? this.unsent.choice : this.saved
  }

  /** Asks what this device chose before; that there is none is normal. */
  async restore(): Promise<void> {
    const answer = await get<{ choice: Choice }>(this.#path)
    this.asked = !failed(answer) || !mayRetry(answer.problem)
    if (this.state !== 'none' || failed(answer)) return
    this.saved = answer.choice
    this.state = 'saved'
  }

  /** Of this run and no other, however late it arrives. */
  get #path(): string {
    return api.vote(this.poll, { run: this.run })
  }

  sketch(choice: Choice | null): void {
    this.draft = choice
  }

  cast(choice: Choice): void {
    this.#decide(choice)
  }

  withdraw(): void {
    this.#decide(null)
  }

  /** The network is back, or the page: asks and sends what there is to, without waiting. */
  hurry(): void {
    if (this.state === 'waiting') void this.#send()
    else if (this.state === 'none' && !this.asked) void this.restore()
  }

  /** The poll is run again: what was meant for this run must not go out any more. */
  drop(): void {
    clearTimeout(this.#retry)
    if (this.unsent) this.#note.clear()
    this.unsent = undefined
    this.state = stateOf(this.saved, 'none')
  }

  #decide(choice: Choice | null): void {
    this.unsent = { poll: this.poll, run: this.run, choice, at: Date.now() }
    this.#note.write(this.unsent)
    this.draft = null
    this.problem = undefined
    this.state = 'sending'
    void this.#send()
  }

  async #send(): Promise<void> {
    clearTimeout(this.#retry)
    const { unsent } = this
    if (this.#busy || !unsent) return
    if (this.#note.overtaken) return this.#yield()
    const { choice, run } = unsent
    this.#busy = true
    const answer = await (choice === null
      ? remove(this.#path)
      : put(api.vote(this.poll), { choice, run }))
    this.#busy = false
    if (unsent !== this.unsent) return this.#send()
    if (!failed(answer)) return this.#settle(choice)
    if (mayRetry(answer.problem)) this.#sendLater(answer.problem)
    else await this.#refuse(unsent, answer.problem)
  }

  #sendLater(problem: Failure): void {
    this.state = 'waiting'
    const wait = problem.retryAfterMs ?? backoffMs(this.#attempt++)
    this.#retry = setTimeout(() => this.#send(), wait)
  }

  #settle(saved: Choice | null, state = stateOf(saved, 'withdrawn')): void {
    this.#note.clear()
    this.#attempt = 0
    this.unsent = undefined
    this.saved = saved
    this.asked = true
    this.state = state
  }

  /** Another tab of this device has decided since, or sent this very choice: that one counts. */
  async #yield(): Promise<void> {
    this.drop()
    this.saved = null
    this.state = 'none'
    await this.restore()
  }

  /**
   * After the close even a repeat is refused, and an earlier try may have arrived without our
   * knowing: the server says what it has. Until it does, nobody knows that the vote came too late.
   */
  async #refuse(unsent: Unsent, problem: Failure): Promise<void> {
    const had = await get<{ choice: Choice }>(this.#path)
    if (unsent !== this.unsent) return
    if (failed(had) && mayRetry(had.problem)) return this.#sendLater(had.problem)
    const saved = failed(had) ? null : had.choice
    if (sameChoice(saved, unsent.choice)) return this.#settle(saved)
    this.problem = problem
    this.#settle(saved, 'refused')
  }
}

const stateOf = (saved: Choice | null, without: VoteState): VoteState =>
  saved === null ? without : 'saved'

/** A choice travels as the server keeps it, so the same ballot is the same value, order and all. */
export const sameChoice = (one: Choice | null, other: Choice | null): boolean =>
  JSON.stringify(one) === JSON.stringify(other)

/** The votes of one page, one for each run of each poll, so that moving on and back loses nothing. */
export class MyVotes {
  #votes = new Map<string, MyVote>()
  #newest = new Map<PollId, MyVote>()

  constructor() {
    // Also of polls that are no longer on air: they may still be open.
    for (const { poll, run } of allUnsent()) this.of({ id: poll, run })
  }

  /** Looked up while a page is drawn: nothing that is shown changes by it. */
  of({ id, run }: Pick<PollView, 'id' | 'run'>): MyVote {
    const key = `${id}/${run}`
    let vote = this.#votes.get(key)
    if (vote === undefined) {
      vote = new MyVote(id, run)
      this.#votes.set(key, vote)
      this.#newest.set(id, vote)
    }
    return vote
  }

  hurry(): void {
    for (const vote of this.#votes.values())
      if (vote === this.#newest.get(vote.poll)) vote.hurry()
      else vote.drop()
  }
}
