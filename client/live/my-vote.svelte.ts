import { api } from '#core/paths'
import type { PollView } from '#core/poll'
import type { Choice } from '#core/tally/kind'
import { failed, get, mayRetry, put, type Failure } from '../api.ts'
import { backoffMs } from './backoff.ts'

/**
 * Where this device's vote stands. `none`: nothing sent. `sending`: on its way. `waiting`: it did not
 * arrive, and is tried again. `saved`: the server has it on disk. `refused`: it will not be taken.
 */
export type VoteState = 'none' | 'sending' | 'waiting' | 'saved' | 'refused'

/**
 * This device's vote in one run of one poll. The newest choice wins and one request at a time is on
 * its way; sending it again is safe, since the server counts a device once.
 */
export class MyVote {
  readonly poll: string
  state = $state<VoteState>('none')
  /** What the server is known to have. */
  saved = $state.raw<Choice | null>(null)
  /** What was sent, or is to be sent. */
  sent = $state.raw<Choice | null>(null)
  /** Ticked and not yet sent. Nothing that is pushed touches it. */
  draft = $state.raw<string[] | null>(null)
  problem = $state.raw<Failure | undefined>()
  /** Whether the server has said what this device chose before. */
  asked = $state(false)

  #attempt = 0
  #retry: ReturnType<typeof setTimeout> | undefined
  #busy = false

  constructor(poll: string) {
    this.poll = poll
  }

  /** What to show as chosen. */
  get choice(): Choice | null {
    return this.sent ?? this.saved
  }

  /** Asks what this device chose before; that there is none is normal. */
  async restore(): Promise<void> {
    const answer = await get<{ choice: Choice }>(api.vote(this.poll))
    this.asked = !failed(answer) || !mayRetry(answer.problem)
    if (this.state !== 'none' || failed(answer)) return
    this.saved = answer.choice
    this.state = 'saved'
  }

  cast(choice: Choice): void {
    this.sent = choice
    this.draft = null
    this.problem = undefined
    this.state = 'sending'
    void this.#send()
  }

  /** The network is back, or the page: asks and sends what there is to, without waiting. */
  hurry(): void {
    if (this.state === 'waiting') void this.#send()
    else if (this.state === 'none' && !this.asked) void this.restore()
  }

  async #send(): Promise<void> {
    clearTimeout(this.#retry)
    const choice = this.sent
    if (this.#busy || choice === null) return
    this.#busy = true
    const answer = await put(api.vote(this.poll), { choice })
    this.#busy = false
    if (choice !== this.sent) return this.#send()
    if (!failed(answer)) return this.#keep(choice)
    if (mayRetry(answer.problem)) this.#sendLater(answer.problem)
    else await this.#refuse(choice, answer.problem)
  }

  #sendLater(problem: Failure): void {
    this.state = 'waiting'
    const wait = problem.retryAfterMs ?? backoffMs(this.#attempt++)
    this.#retry = setTimeout(() => this.#send(), wait)
  }

  #keep(choice: Choice): void {
    this.#attempt = 0
    this.saved = choice
    this.sent = null
    this.state = 'saved'
  }

  /**
   * After the close even a repeat is refused, and an earlier try may have arrived without our
   * knowing: the server says what it has. Until it does, nobody knows that the vote came too late.
   */
  async #refuse(choice: Choice, problem: Failure): Promise<void> {
    const had = await get<{ choice: Choice }>(api.vote(this.poll))
    if (choice !== this.sent) return
    if (failed(had) && mayRetry(had.problem)) return this.#sendLater(had.problem)
    this.sent = null
    if (!failed(had)) this.saved = had.choice
    if (!failed(had) && sameChoice(had.choice, choice)) return this.#keep(choice)
    this.problem = problem
    this.state = 'refused'
  }
}

export const sameChoice = (one: Choice | null, other: Choice | null): boolean =>
  String([one ?? []].flat().toSorted()) === String([other ?? []].flat().toSorted())

/** The votes of one page, one for each run of each poll, so that moving on and back loses nothing. */
export class MyVotes {
  #votes = new Map<string, MyVote>()

  of(poll: Pick<PollView, 'id' | 'run'>): MyVote {
    const key = `${poll.id}/${poll.run}`
    let vote = this.#votes.get(key)
    if (vote === undefined) {
      vote = new MyVote(poll.id)
      this.#votes.set(key, vote)
    }
    return vote
  }

  hurry(): void {
    for (const vote of this.#votes.values()) vote.hurry()
  }
}
