import type { PollId, RoomCode } from '#core/ids'
import {
  audienceOf,
  pollFrom,
  viewPoll,
  type Poll,
  type PollView,
  type Seat,
  type View,
} from '#core/poll'
import type { Tally, TallyView } from '#core/tally/kind'
import type { News, State } from './news.ts'
import { Sight } from './sight.ts'
import type { Store } from './store.ts'
import type { Time } from './time.ts'
import { Topics } from './topics.ts'

export interface LivePoll {
  poll: Poll
  version: number
  /** Of the poll's present run. */
  tally: Tally
  sight: Sight
  /** A telling is on its way, for when the sight may look anew. */
  toBeTold: boolean
}

/** The polls in memory with their tallies: what is seen of them, and how what was committed gets in. */
export class Tallies {
  readonly #news: News
  readonly #time: Time
  readonly #topics: Topics<PollId, LivePoll>

  constructor({ store, news, time }: { store: Store; news: News; time: Time }) {
    this.#news = news
    this.#time = time
    const dear = new Set<Sight>()
    this.#topics = new Topics(async (id) => {
      const stored = await store.loadPoll(id)
      return stored && { ...stored, sight: new Sight(time, dear), toBeTold: false }
    })
  }

  get(id: PollId): Promise<LivePoll | undefined> {
    return this.#topics.get(id)
  }

  /** A poll as it travels. It waits where a dear view rests, and so is never older than the question. */
  async view(id: PollId, seat: Seat): Promise<PollView | undefined> {
    const live = await this.#rested(id, seat)
    return live && this.#see(live, pollFrom(seat, live.poll)).poll()
  }

  /** What is seen of a tally, in full. */
  async result(id: PollId, seat: Seat): Promise<TallyView | 'hidden' | undefined> {
    const live = await this.#rested(id, seat)
    if (live && pollFrom(seat, live.poll) === 'public') return 'hidden'
    return live?.sight.of(live.poll, live.version, live.tally)
  }

  peek(id: PollId): State | undefined {
    const live = this.#topics.peek(id)
    if (!live) return undefined
    const { room, run, status } = live.poll
    return {
      room,
      run,
      audience: audienceOf(live.poll),
      draft: status === 'draft',
      see: (view) => {
        const { version, poll } = this.#see(live, view)
        return { version, update: () => ({ kind: 'poll', poll: poll() }) }
      },
    }
  }

  /**
   * Takes over what a transaction did. A poll that is not in memory will be loaded with it; one that
   * has already seen a later version has it; one that missed a version (another node's) is read anew.
   */
  advance(id: PollId, version: number, change: (live: LivePoll) => void): void {
    const live = this.#topics.peek(id)
    // A load under way may hold what was true before this.
    if (!live) return this.#topics.drop(id)
    if (version <= live.version) return
    const topic = { kind: 'poll', id } as const
    if (version === live.version + 1) {
      change(live)
      live.version = version
      return this.#news.changed(topic)
    }
    this.#topics.refresh(id).then(
      () => this.#news.changed(topic),
      // It cannot be read now, so whoever asks next reads it; what was acknowledged is on disk.
      () => this.#topics.drop(id),
    )
  }

  drop(id: PollId): void {
    this.#topics.drop(id)
  }

  sweep(held: (id: PollId, room: RoomCode) => boolean): void {
    this.#topics.sweep((id, { poll }) => held(id, poll.room))
  }

  /** What may be seen is decided by whoever called, and after this: things change while one waits. */
  async #rested(id: PollId, seat: Seat, asked?: number): Promise<LivePoll | undefined> {
    const live = await this.#topics.get(id)
    if (!live || pollFrom(seat, live.poll) === 'public') return live
    const version = asked ?? live.version
    if (!live.sight.rests(version)) return live
    await new Promise<void>((done) => this.#time.after(live.sight.restMs, done))
    // Not yet looked at: a timer may fire a millisecond before its time.
    return this.#rested(id, seat, version)
  }

  #see(live: LivePoll, view: View): { version: number; poll: () => PollView } {
    const { poll, version, tally, sight } = live
    if (view === 'public' && audienceOf(poll) !== 'everyone') {
      const hidden = { version, ballots: tally.ballots, result: null }
      return { version, poll: () => viewPoll(poll, hidden) }
    }
    if (sight.rests(version)) this.#tellRested(live)
    const { version: of, ballots, result } = sight.of(poll, version, tally)
    return { version: of, poll: () => viewPoll(poll, { version: of, ballots, result }) }
  }

  /** A stream that is told an older state now is told the newest as soon as it may be looked at. */
  #tellRested(live: LivePoll): void {
    if (live.toBeTold) return
    live.toBeTold = true
    this.#time.after(live.sight.restMs, () => {
      live.toBeTold = false
      this.#news.changed({ kind: 'poll', id: live.poll.id })
    })
  }
}
