import { newId, type EventId, type MatchId, type RandomBytes, type RoomCode } from '#core/ids'
import type { Match, MatchEvent, MatchView, NewEvent } from '#core/match'
import { problem, refuse, refused, type Outcome, type Problem } from '#core/problem'
import { eventSchema, type NewMatch } from '#core/schema/match'
import { parse } from '#core/schema/parse'
import { mayPost, type Scope } from '#core/scopes'
import { check } from '#core/sport/check'
import { advance, fold } from '#core/sport/fold'
import { freeze } from '#core/sport/freeze'
import { findPreset } from '#core/sport/presets'
import type { MatchState } from '#core/sport/state'
import { view } from '#core/sport/view'
import { GroupCommit } from './group-commit.ts'
import type { News, State } from './news.ts'
import type { Rooms } from './rooms.ts'
import { drawSides, titleOf } from './sides.ts'
import type { Store } from './store.ts'
import type { Time } from './time.ts'
import { Topics } from './topics.ts'

/** What became of one posted event. */
export interface Posted {
  id: EventId
  /** Its place in the log; of a duplicate, the first one's; null where it was refused. */
  seq: number | null
  outcome: 'recorded' | 'duplicate' | 'held' | 'refused'
  problem?: Problem
}

interface Post {
  poster: { official: string | null; scopes: readonly Scope[] }
  event: unknown
}

interface LiveMatch {
  match: Match
  version: number
  log: MatchEvent[]
  /** Where each event stands in the log. */
  seqs: Map<EventId, number>
  state: MatchState
  ledger: GroupCommit<Post, Posted>
}

/** How often a batch is decided anew because another node appended first. */
const attempts = 5

/** Matches: an append-only log in the database, and its fold in memory. */
export class Matches {
  readonly #store: Store
  readonly #rooms: () => Rooms
  readonly #news: News
  readonly #time: Time
  readonly #random: RandomBytes
  readonly #topics: Topics<MatchId, LiveMatch>

  constructor(options: {
    store: Store
    rooms: () => Rooms
    news: News
    time: Time
    random: RandomBytes
  }) {
    this.#store = options.store
    this.#rooms = options.rooms
    this.#news = options.news
    this.#time = options.time
    this.#random = options.random
    this.#topics = new Topics((id) => this.#load(id))
  }

  /** A match that is not stored yet, its sport's rules frozen into it. */
  draw(room: RoomCode, setup: NewMatch): Outcome<{ match: Match }> {
    const preset = findPreset(setup.sport)
    if (!preset)
      return refuse('body-invalid', undefined, [{ pointer: '/sport', detail: 'is not known' }])
    const { min, max } = preset.sides
    if (setup.sides.length < min || setup.sides.length > max)
      return refuse('body-invalid', undefined, [
        { pointer: '/sides', detail: `${preset.name} has ${min} to ${max} sides` },
      ])
    const frozen = freeze(preset, setup.rules ?? {})
    if (refused(frozen)) return frozen
    const sides = drawSides(setup.sides)
    return {
      match: {
        id: newId('m', this.#random),
        room,
        sport: preset.id,
        title: setup.title ?? titleOf(sides),
        sides,
        rules: frozen.rules,
        createdAt: this.#time.now(),
      },
    }
  }

  async create(match: Match): Promise<boolean> {
    const room = await this.#store.createMatch(match)
    if (!room) return false
    // Into memory, because the host's stream carries it from now on.
    await this.#topics.get(match.id)
    this.#rooms().apply(room)
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

  peek(id: MatchId): State | undefined {
    const live = this.#topics.peek(id)
    return live && stateOf(live)
  }

  async events(id: MatchId, since: number): Promise<MatchEvent[]> {
    const live = await this.#topics.get(id)
    return live ? live.log.slice(Math.max(0, since)) : []
  }

  /** Each event is judged by itself, in order; resolves when those recorded are on disk. */
  async post(id: MatchId, poster: Post['poster'], events: readonly unknown[]): Promise<Posted[]> {
    const live = await this.#topics.get(id)
    if (!live) return []
    return Promise.all(events.map((event) => live.ledger.add({ poster, event })))
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
    const stored = await this.#store.updateMatch(id, {
      ...(title !== undefined && { title }),
      ...(sides && { sides: drawSides(sides, live.match.sides) }),
    })
    if (!stored) return refuse('match-not-found')
    live.match = stored.match
    this.#settle(live, stored.version)
    this.#rooms().apply(stored.room)
    return stored
  }

  async delete(id: MatchId): Promise<boolean> {
    const room = await this.#store.deleteMatch(id)
    if (!room) return false
    this.#topics.drop(id)
    this.#news.gone({ kind: 'match', id }, room.code)
    this.#rooms().apply(room)
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
    const live: LiveMatch = {
      ...stored,
      seqs: new Map(stored.log.map((event) => [event.id, event.seq])),
      state: fold(stored.match, stored.log),
      ledger: new GroupCommit({ commit: (posts) => this.#commit(live, posts) }),
    }
    return live
  }

  /** Decides a batch against the newest state and appends what is recorded, all or nothing. */
  async #commit(live: LiveMatch, posts: Post[]): Promise<Posted[]> {
    for (let attempt = 0; attempt < attempts; attempt++) {
      const draft = new Draft(live, this.#time.now(), () => newId('e', this.#random))
      const posted = posts.map((post) => draft.judge(post))
      if (draft.added.length === 0) return posted
      const stored = await this.#store.appendEvents({
        match: live.match.id,
        expectSeq: live.log.length,
        events: draft.added,
        status: draft.state.status,
      })
      if (stored === undefined) return posted.map(notFound)
      if (stored === 'moved') {
        await this.#catchUp(live)
        continue
      }
      for (const event of draft.added) live.seqs.set(event.id, live.log.push(event))
      live.state = draft.state
      this.#settle(live, stored.version)
      this.#rooms().apply(stored.room)
      return posted
    }
    throw new Error(`match ${live.match.id} moved on ${attempts} times while one batch was decided`)
  }

  async #catchUp(live: LiveMatch): Promise<void> {
    const newer = await this.#load(live.match.id)
    if (newer) Object.assign(live, { ...newer, ledger: live.ledger })
  }

  #settle(live: LiveMatch, version: number): void {
    live.version = Math.max(live.version, version)
    this.#news.changed({ kind: 'match', id: live.match.id }, true)
  }
}

/** A batch in the making: the state as it will be if the batch is kept. */
class Draft {
  readonly added: MatchEvent[] = []
  state: MatchState
  readonly #match: Match
  readonly #log: MatchEvent[]
  readonly #seqs: ReadonlyMap<EventId, number>
  readonly #now: number
  readonly #newId: () => EventId

  constructor(live: LiveMatch, now: number, makeId: () => EventId) {
    this.state = live.state
    this.#match = live.match
    this.#log = [...live.log]
    this.#seqs = live.seqs
    this.#now = now
    this.#newId = makeId
  }

  judge({ poster, event: raw }: Post): Posted {
    const parsed = parse(eventSchema, raw, 'event-invalid')
    const id = idOf(raw) ?? this.#newId()
    if (refused(parsed)) return { id, seq: null, outcome: 'refused', problem: parsed.problem }
    const event = parsed.value
    if (!mayPost(poster.scopes, event, (target) => this.#find(target)))
      return { id, seq: null, outcome: 'refused', problem: problem('key-wrong') }
    const first = this.#find(id)
    if (first) return { id, seq: first.seq, outcome: 'duplicate' }
    const verdict = check(this.#match, this.state, this.#log, event)
    if (refused(verdict)) return { id, seq: null, outcome: 'refused', problem: verdict.problem }
    if (verdict.outcome === 'duplicate') return { id, seq: verdict.seq, outcome: 'duplicate' }
    return { id, seq: this.#record(id, event, poster.official), outcome: 'recorded' }
  }

  #record(id: EventId, { base: _, ...event }: NewEvent, official: string | null): number {
    const seq = this.#log.length + 1
    const entry: MatchEvent = {
      ...event,
      seq,
      id,
      at: this.#now,
      // Nobody's clock is ahead of ours: what is said to be still to come happened just now.
      occurredAt: Math.min(event.occurredAt ?? this.#now, this.#now),
      official,
      held: false,
    }
    this.state = advance(this.#match, this.state, this.#log, entry)
    this.#log.push(entry)
    this.added.push(entry)
    return seq
  }

  #find(id: EventId): MatchEvent | undefined {
    const seq = this.#seqs.get(id)
    return seq === undefined ? this.added.find((event) => event.id === id) : this.#log[seq - 1]
  }
}

const idOf = (raw: unknown): EventId | undefined => {
  const id = (raw as { id?: unknown } | null)?.id
  return typeof id === 'string' && id.length <= 64 ? id : undefined
}

const notFound = ({ id }: Posted): Posted => ({
  id,
  seq: null,
  outcome: 'refused',
  problem: problem('match-not-found'),
})

const viewMatch = ({ match, state, log, version }: LiveMatch): MatchView =>
  view(match, state, log, version)

const stateOf = (live: LiveMatch): State => ({
  room: live.match.room,
  version: live.version,
  alike: true,
  update: () => ({ kind: 'match', match: viewMatch(live) }),
})
