import {
  newId,
  type Instant,
  type PollId,
  type RandomBytes,
  type RoomCode,
  type VoterId,
} from '#core/ids'
import {
  closedFrom,
  closingFaults,
  takesVotes,
  withOptions,
  type Poll,
  type PollPatch,
  type PollView,
  type Seat,
} from '#core/poll'
import { refuse, refused, type Fault, type Outcome } from '#core/problem'
import type { NewPoll } from '#core/schema/poll'
import { add, emptyTally } from '#core/tally/count'
import { blankPaper, type Choice, type Tally, type TallyView } from '#core/tally/kind'
import { rulesOf } from '#core/tally/rules'
import { Closing } from './closing.ts'
import { GroupCommit } from './group-commit.ts'
import type { News, State } from './news.ts'
import type { ChangedPoll, Store, Vote, VoteReceipt } from './store.ts'
import { Tallies } from './tallies.ts'
import type { Time } from './time.ts'

/** Polls and their votes: stations 2 to 4 of a vote's life. */
export class Polls {
  readonly #store: Store
  readonly #news: News
  readonly #time: Time
  readonly #random: RandomBytes
  readonly #tallies: Tallies
  readonly #ledger: GroupCommit<Vote, VoteReceipt>
  readonly #closing: Closing

  constructor(options: { store: Store; news: News; time: Time; random: RandomBytes }) {
    this.#store = options.store
    this.#news = options.news
    this.#time = options.time
    this.#random = options.random
    this.#tallies = new Tallies(options)
    this.#ledger = new GroupCommit({ time: this.#time, commit: (votes) => this.#commit(votes) })
    this.#closing = new Closing({ time: this.#time, close: () => this.#closeDue() })
  }

  /** Begins to close what closes by time. */
  start(): Promise<void> {
    return this.#closing.run()
  }

  stop(): void {
    this.#closing.stop()
  }

  /** What is wrong with a new poll now, though well formed. */
  faultsOf({ closesAt }: NewPoll): Fault[] {
    return closingFaults(closesAt, this.#time.now())
  }

  /** A poll that is not stored yet. */
  draw(room: RoomCode, setup: NewPoll, status: Poll['status']): Poll {
    const { options, maxChoices, scale, approveWords = false } = setup
    return {
      ...blankPaper,
      ...rulesOf(setup.kind).paper,
      ...(options && { options: withOptions(options) }),
      ...(maxChoices && { maxChoices }),
      ...(scale && { scale }),
      approveWords,
      id: newId('p', this.#random),
      room,
      kind: setup.kind,
      question: setup.question,
      results: setup.results ?? 'live',
      allowChange: setup.allowChange ?? true,
      voters: setup.voters ?? 'device',
      status,
      run: 1,
      closesAt: setup.closesAt ?? null,
    }
  }

  async create(poll: Poll): Promise<boolean> {
    const room = await this.#store.createPoll(poll)
    if (!room) return false
    this.#closeBy(poll)
    // Into memory, because the host's stream carries it from now on.
    await this.#tallies.get(poll.id)
    this.#news.room(room)
    this.#news.changed({ kind: 'poll', id: poll.id })
    return true
  }

  async get(id: PollId): Promise<Poll | undefined> {
    return (await this.#tallies.get(id))?.poll
  }

  view(id: PollId, seat: Seat): Promise<PollView | undefined> {
    return this.#tallies.view(id, seat)
  }

  /** The result in full, as far as it may be seen from there. */
  result(id: PollId, seat: Seat): Promise<TallyView | 'hidden' | undefined> {
    return this.#tallies.result(id, seat)
  }

  /** The counters of the present run, to be read and left as they are. */
  async tally(id: PollId): Promise<Tally | undefined> {
    return (await this.#tallies.get(id))?.tally
  }

  peek(id: PollId): State | undefined {
    return this.#tallies.peek(id)
  }

  /** Resolves when the vote is on disk, or with why it is refused. */
  async vote(id: PollId, voter: VoterId, choice: unknown, run?: number): Promise<VoteReceipt> {
    const at = this.#time.now()
    const poll = await this.#open(id, at)
    if (refused(poll)) return poll
    const checked = rulesOf(poll.kind).check(poll, choice)
    if (refused(checked)) return checked
    return this.#ledger.add({ poll: id, run, voter, choice: checked.choice, at })
  }

  async withdraw(id: PollId, voter: VoterId, run?: number): Promise<VoteReceipt> {
    const at = this.#time.now()
    const poll = await this.#open(id, at)
    return refused(poll) ? poll : this.#ledger.add({ poll: id, run, voter, choice: null, at })
  }

  ballot(
    id: PollId,
    voter: VoterId,
    run?: number,
  ): Promise<{ choice: Choice; receipt: string } | undefined> {
    return this.#store.findBallot(id, voter, run)
  }

  async patch(
    id: PollId,
    patch: Omit<PollPatch, 'options'> & { options?: string[] | undefined },
  ): Promise<Outcome<{ poll: Poll }>> {
    const { options, ...rest } = patch
    const change = { ...rest, ...(options && { options: withOptions(options) }) }
    const stored = await this.#store.updatePoll(id, change, this.#time.now())
    if (!stored) return refuse('poll-not-found')
    return refused(stored) ? stored : this.#changed(stored)
  }

  /** Runs the poll again: voting starts afresh. */
  async runAgain(id: PollId): Promise<Outcome<{ poll: Poll }>> {
    const poll = await this.get(id)
    // Votes that arrived before are of the run that ends now.
    await this.#ledger.settled()
    const stored = poll && (await this.#store.startRun(id, poll.run))
    return stored ? this.#changed(stored) : refuse('poll-not-found')
  }

  /** A poll as a transaction set it up; what another one did later stays. */
  apply({ poll, version }: { poll: Poll; version: number }): void {
    this.#closeBy(poll)
    this.#tallies.advance(poll.id, version, (live) => {
      if (poll.run !== live.poll.run) live.tally = emptyTally()
      live.poll = poll
      live.sight.forget()
    })
  }

  async delete(id: PollId): Promise<boolean> {
    const room = await this.#store.deletePoll(id)
    if (!room) return false
    this.#news.gone({ kind: 'poll', id }, room.code)
    this.#news.room(room)
    return true
  }

  drop(id: PollId): void {
    this.#tallies.drop(id)
  }

  sweep(held: (id: PollId, room: RoomCode) => boolean): void {
    this.#tallies.sweep(held)
  }

  async #open(id: PollId, at: Instant): Promise<Outcome<Poll>> {
    const poll = await this.get(id)
    if (!poll) return refuse('poll-not-found')
    return takesVotes(poll, at) ? poll : refuse('poll-closed')
  }

  async #commit(votes: Vote[]): Promise<readonly VoteReceipt[]> {
    const { receipts, changes } = await this.#store.commitVotes(votes)
    for (const { poll, version, change } of changes)
      this.#tallies.advance(poll, version, (live) => add(live.tally, change))
    return receipts
  }

  #changed(stored: ChangedPoll): { poll: Poll } {
    this.apply(stored)
    this.#news.room(stored.room)
    return stored
  }

  #closeBy({ status, closesAt }: Poll): void {
    if (status === 'open' && closesAt !== null) this.#closing.by(closedFrom(closesAt))
  }

  async #closeDue(): Promise<Instant | null> {
    // Votes that arrived in time are counted first.
    await this.#ledger.settled()
    const { closed, next } = await this.#store.closeDue(this.#time.now())
    for (const stored of closed) this.#changed(stored)
    return next === null ? null : closedFrom(next)
  }
}
