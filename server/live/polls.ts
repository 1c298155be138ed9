import { newId, type PollId, type RandomBytes, type RoomCode, type VoterId } from '#core/ids'
import {
  publicSeesResult,
  withOptions,
  type Poll,
  type PollPatch,
  type PollView,
  type View,
} from '#core/poll'
import { refuse, refused, type Outcome } from '#core/problem'
import type { NewPoll } from '#core/schema/poll'
import { add } from '#core/tally/count'
import type { Choice, Tally } from '#core/tally/kind'
import { rulesOf } from '#core/tally/rules'
import { GroupCommit } from './group-commit.ts'
import type { News, State } from './news.ts'
import type { Store, Vote, VoteReceipt } from './store.ts'
import type { Time } from './time.ts'
import { Topics } from './topics.ts'

interface LivePoll {
  poll: Poll
  version: number
  tally: Tally
}

/** Polls and their votes: stations 2 to 4 of a vote's life. */
export class Polls {
  readonly #store: Store
  readonly #news: News
  readonly #time: Time
  readonly #random: RandomBytes
  readonly #topics: Topics<PollId, LivePoll>
  readonly #ledger: GroupCommit<Vote, VoteReceipt>

  constructor(options: { store: Store; news: News; time: Time; random: RandomBytes }) {
    this.#store = options.store
    this.#news = options.news
    this.#time = options.time
    this.#random = options.random
    this.#topics = new Topics((id) => this.#store.loadPoll(id))
    this.#ledger = new GroupCommit({ commit: (votes) => this.#commit(votes) })
  }

  /** A poll that is not stored yet. */
  draw(room: RoomCode, setup: NewPoll, status: Poll['status']): Poll {
    return {
      id: newId('p', this.#random),
      room,
      kind: setup.kind,
      question: setup.question,
      options: withOptions(setup.options),
      maxChoices: setup.maxChoices ?? null,
      scale: null,
      results: setup.results ?? 'live',
      allowChange: setup.allowChange ?? true,
      voters: setup.voters ?? 'device',
      status,
      run: 1,
      closesAt: null,
    }
  }

  async create(poll: Poll): Promise<boolean> {
    const room = await this.#store.createPoll(poll)
    if (!room) return false
    // Into memory, because the host's stream carries it from now on.
    await this.#topics.get(poll.id)
    this.#news.room(room)
    this.#news.changed({ kind: 'poll', id: poll.id })
    return true
  }

  async get(id: PollId): Promise<Poll | undefined> {
    return (await this.#topics.get(id))?.poll
  }

  async view(id: PollId, view: View): Promise<PollView | undefined> {
    const live = await this.#topics.get(id)
    return live && viewPoll(live, view)
  }

  peek(id: PollId): State | undefined {
    const live = this.#topics.peek(id)
    return live && stateOf(live)
  }

  /** Resolves when the vote is on disk, or with why it is refused. */
  async vote(id: PollId, voter: VoterId, choice: unknown): Promise<VoteReceipt> {
    const poll = await this.#open(id)
    if (refused(poll)) return poll
    const checked = rulesOf(poll.kind).check(poll, choice)
    return refused(checked) ? checked : this.#cast(id, voter, checked.choice)
  }

  async withdraw(id: PollId, voter: VoterId): Promise<VoteReceipt> {
    const poll = await this.#open(id)
    return refused(poll) ? poll : this.#cast(id, voter, null)
  }

  ballot(id: PollId, voter: VoterId): Promise<{ choice: Choice; receipt: string } | undefined> {
    return this.#store.findBallot(id, voter)
  }

  async patch(
    id: PollId,
    patch: Omit<PollPatch, 'options'> & { options?: string[] | undefined },
  ): Promise<Outcome<{ poll: Poll }>> {
    const { options, ...rest } = patch
    const stored = await this.#store.updatePoll(id, {
      ...rest,
      ...(options && { options: withOptions(options) }),
    })
    if (!stored) return refuse('poll-not-found')
    if (refused(stored)) return stored
    this.apply(stored)
    this.#news.room(stored.room)
    return stored
  }

  /** A poll as a transaction set it up; what another one did later stays. */
  apply({ poll, version }: { poll: Poll; version: number }): void {
    this.#advance(poll.id, version, (entry) => {
      entry.poll = poll
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
    this.#topics.drop(id)
  }

  sweep(held: (id: PollId, room: RoomCode) => boolean): void {
    this.#topics.sweep((id, { poll }) => held(id, poll.room))
  }

  async #open(id: PollId): Promise<Outcome<Poll>> {
    const poll = await this.get(id)
    if (!poll) return refuse('poll-not-found')
    return poll.status === 'open' ? poll : refuse('poll-closed')
  }

  #cast(poll: PollId, voter: VoterId, choice: Choice | null): Promise<VoteReceipt> {
    return this.#ledger.add({ poll, voter, choice, at: this.#time.now() })
  }

  async #commit(votes: Vote[]): Promise<readonly VoteReceipt[]> {
    const { receipts, changes } = await this.#store.commitVotes(votes)
    for (const { poll, version, change } of changes)
      this.#advance(poll, version, (entry) => add(entry.tally, change))
    return receipts
  }

  /**
   * Takes over what a transaction did. A poll that is not in memory will be loaded with it; one that
   * has already seen a later version has it; one that missed a version (another node's) is read anew.
   */
  #advance(id: PollId, version: number, change: (entry: LivePoll) => void): void {
    const entry = this.#topics.peek(id)
    if (!entry || version <= entry.version) return
    const topic = { kind: 'poll', id } as const
    if (version === entry.version + 1) {
      change(entry)
      entry.version = version
      return this.#news.changed(topic)
    }
    this.#topics.refresh(id).then(
      () => this.#news.changed(topic),
      // It cannot be read now, so whoever asks next reads it; what was acknowledged is on disk.
      () => this.#topics.drop(id),
    )
  }
}

function viewPoll({ poll, version, tally }: LivePoll, view: View): PollView {
  const seen = view === 'full' || publicSeesResult(poll)
  return {
    ...poll,
    version,
    ballots: tally.ballots,
    result: seen ? rulesOf(poll.kind).view(poll, tally) : null,
  }
}

const stateOf = (live: LivePoll): State => ({
  room: live.poll.room,
  version: live.version,
  alike: publicSeesResult(live.poll),
  draft: live.poll.status === 'draft',
  update: (view) => ({ kind: 'poll', poll: viewPoll(live, view) }),
})
