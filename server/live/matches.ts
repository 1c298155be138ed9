import { newId, type MatchId, type RandomBytes, type RoomCode } from '#core/ids'
import type { Match, MatchEvent, MatchView, SportView } from '#core/match'
import { problem, refuse, type Outcome } from '#core/problem'
import type { NewMatch } from '#core/schema/match'
import { fold } from '#core/sport/fold'
import { sportsAt } from '#core/sport/presets'
import type { MatchState } from '#core/sport/state'
import { view } from '#core/sport/view'
import { Batch, refusal, type Post, type Posted, type Poster } from './batch.ts'
import { GroupCommit } from './group-commit.ts'
import { Log } from './log.ts'
import type { News, State } from './news.ts'
import { drawMatch, redrawn } from './setup.ts'
import type { Store } from './store.ts'
import type { Time } from './time.ts'
import { Topics } from './topics.ts'

interface LiveMatch {
  match: Match
  version: number
  log: Log
  state: MatchState
  ledger: GroupCommit<Post, Posted>
  /** Resolves when nobody is writing its log; see `#alone`. */
  turn: Promise<unknown>
}

/** A match, its scoreboard and its whole log, all as of one moment. */
export interface MatchRecord {
  match: Match
  board: MatchView
  log: readonly MatchEvent[]
}

/** How often a batch is decided anew because another node appended first. */
const attempts = 5

/** Matches: an append-only log in the database, and its fold in memory. */
export class Matches {
  readonly #store: Store
  readonly #news: News
  readonly #time: Time
  readonly #random: RandomBytes
  readonly #topics: Topics<MatchId, LiveMatch>

  constructor(options: { store: Store; news: News; time: Time; random: RandomBytes }) {
    this.#store = options.store
    this.#news = options.news
    this.#time = options.time
    this.#random = options.random
    this.#topics = new Topics((id) => this.#load(id))
  }

  /** The sports that a match made now can play. */
  sports(): SportView[] {
    return sportsAt(this.#time.now())
  }

  /** A match that hangs nowhere yet, its sport's rules frozen into it. */
  draw(setup: NewMatch): Outcome<{ match: Omit<Match, 'room'> }> {
    return drawMatch(setup, newId('m', this.#random), this.#time.now())
  }

  async create(match: Match): Promise<boolean> {
    const room = await this.#store.createMatch(match)
    if (!room) return false
    // Into memory, because the host's stream carries it from now on.
    await this.#topics.get(match.id)
    this.#news.room(room)
    this.#news.changed({ kind: 'match', id: match.id })
    return true
  }

  async get(id: MatchId): Promise<Match | undefined> {
    return (await this.#topics.get(id))?.match
  }

  async view(id: MatchId): Promise<MatchView | undefined> {
    const live = await this.#topics.get(id)
    return live && viewMatch(live)
  }

  async record(id: MatchId): Promise<MatchRecord | undefined> {
    const live = await this.#topics.get(id)
    return live && { match: live.match, board: viewMatch(live), log: [...live.log.kept] }
  }

  peek(id: MatchId): State | undefined {
    const live = this.#topics.peek(id)
    return live && stateOf(live)
  }

  async events(id: MatchId, since: number): Promise<MatchEvent[]> {
    const live = await this.#topics.get(id)
    return live ? live.log.kept.slice(Math.max(0, since)) : []
  }

  /** Each event is judged by itself, in order; resolves when those recorded are on disk. */
  async post(
    id: MatchId,
    posters: readonly Poster[],
    events: readonly unknown[],
  ): Promise<Posted[]> {
    const live = await this.#topics.get(id)
    if (!live) return []
    return Promise.all(events.map((event) => live.ledger.add({ posters, event })))
  }

  async patch(
    id: MatchId,
    { title, sides }: { title?: string | undefined; sides?: NewMatch['sides'] | undefined },
  ): Promise<Outcome<{ match: Match }>> {
    const live = await this.#topics.get(id)
    if (!live) return refuse('match-not-found')
    if (sides && sides.length !== live.match.sides.length)
      return refuse('body-invalid', undefined, [
        { pointer: '/sides', detail: 'a match keeps its number of sides' },
      ])
    // Alone: what is made up anew of the names must not write over what somebody just said.
    return this.#alone(live, async () => {
      const stored = await this.#store.updateMatch(id, redrawn(live.match, { title, sides }))
      if (!stored) return refuse('match-not-found')
      if (this.#hasMissed(live, stored.version)) await this.#catchUp(live)
      else {
        live.match = stored.match
        this.#settle(live, stored.version)
      }
      this.#news.room(stored.room)
      return stored
    })
  }

  async delete(id: MatchId): Promise<boolean> {
    const room = await this.#store.deleteMatch(id)
    if (!room) return false
    this.#news.gone({ kind: 'match', id }, room.code)
    this.#news.room(room)
    return true
  }

  drop(id: MatchId): void {
    this.#topics.drop(id)
  }

  sweep(held: (id: MatchId, room: RoomCode) => boolean): void {
    this.#topics.sweep((id, { match, ledger }) => !ledger.idle || held(id, match.room))
  }

  async #load(id: MatchId): Promise<LiveMatch | undefined> {
    const stored = await this.#store.loadMatch(id)
    if (!stored) return undefined
    const { match, version, log } = stored
    const live: LiveMatch = {
      match,
      version,
      log: new Log(log),
      state: fold(match, log),
      ledger: new GroupCommit({
        time: this.#time,
        commit: (posts) => this.#alone(live, () => this.#commit(live, posts)),
      }),
      turn: Promise.resolve(),
    }
    return live
  }

  /** Decides a batch against the newest state and appends what is recorded, all or nothing. */
  async #commit(live: LiveMatch, posts: Post[]): Promise<Posted[]> {
    for (let attempt = 0; attempt < attempts; attempt++) {
      try {
        const posted = await this.#decide(live, posts)
        if (posted !== 'moved') return posted
      } finally {
        live.log.undo()
      }
      await this.#catchUp(live)
    }
    throw new Error(`match ${live.match.id} moved on ${attempts} times while one batch was decided`)
  }

  async #decide(live: LiveMatch, posts: Post[]): Promise<Posted[] | 'moved'> {
    const batch = new Batch(live, this.#time.now(), () => newId('e', this.#random))
    const posted = await batch.judgeAll(posts, this.#time)
    const { added, kept } = live.log
    if (added.length === 0) {
      live.log.remember(batch.answered)
      return posted
    }
    const stored = await this.#store.appendEvents({
      match: live.match.id,
      expectSeq: kept.length,
      events: added,
      status: batch.state.status,
    })
    if (stored === 'moved') return stored
    if (!stored) return posted.map(({ id }) => refusal(id, problem('match-not-found')))
    live.log.keep()
    live.log.remember(batch.answered)
    live.state = batch.state
    if (this.#hasMissed(live, stored.version)) await this.#catchUp(live)
    else this.#settle(live, stored.version)
    this.#news.room(stored.room)
    return posted
  }

  /**
   * Another node changed the match before us: our version would claim that we have seen it. One that
   * skipped a number for another reason costs a look.
   */
  #hasMissed(live: LiveMatch, version: number): boolean {
    return version > live.version + 1
  }

  /** One at a time, so that a log that is read anew never takes the place of one that is written to. */
  #alone<T>(live: LiveMatch, job: () => Promise<T>): Promise<T> {
    const done = live.turn.then(job)
    live.turn = done.catch(() => undefined)
    return done
  }

  async #catchUp(live: LiveMatch): Promise<void> {
    const newer = await this.#load(live.match.id)
    if (!newer) return
    const { match, version, log, state } = newer
    Object.assign(live, { match, log, state })
    this.#settle(live, version)
  }

  #settle(live: LiveMatch, version: number): void {
    live.version = Math.max(live.version, version)
    this.#news.changed({ kind: 'match', id: live.match.id }, true)
  }
}

const viewMatch = ({ match, state, log, version }: LiveMatch): MatchView =>
  view(match, state, log.kept, version)

const stateOf = (live: LiveMatch): State => ({
  room: live.match.room,
  audience: 'everyone',
  draft: false,
  see: () => ({
    version: live.version,
    update: () => ({ kind: 'match', match: viewMatch(live) }),
  }),
})
