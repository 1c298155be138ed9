import Database from 'better-sqlite3'
import type { ItemId } from '#core/ids'
import { refused } from '#core/problem'
import type { NewItem, Store } from '../../server/live/store.ts'
import { Books } from './books.ts'
import { Counters } from './counters.ts'
import { Keys } from './keys.ts'
import { Matches } from './matches.ts'
import { Polls } from './polls.ts'
import { assertPragmas, setPragmas } from './pragmas.ts'
import { Rooms } from './rooms.ts'
import { migrate } from './schema.ts'
import { identityOf } from './settings.ts'
import { Votes } from './votes.ts'

export type Method = Exclude<keyof Store, 'close' | 'lost'>

/** The store's calls as SQLite does them: at once, on this thread. */
type Calls = { [M in Method]: (...args: Parameters<Store[M]>) => Awaited<ReturnType<Store[M]>> }

const reading: ReadonlySet<Method> = new Set([
  'ping',
  'loadRoom',
  'loadPoll',
  'loadTally',
  'findBallot',
  'readBallots',
  'listRuns',
  'audit',
  'loadMatch',
  'findKey',
  'listKeys',
  'claimedKeys',
  'countJoined',
] satisfies Method[])

export interface Engine {
  db: Database.Database
  /** Does one call in one transaction; if it throws, nothing of it was kept. */
  call<M extends Method>(method: M, args: Parameters<Store[M]>): Awaited<ReturnType<Store[M]>>
}

export function openEngine(file: string): Engine {
  const db = new Database(file)
  try {
    setPragmas(db)
    migrate(db)
    assertPragmas(db)
    const calls = callsOn(db)
    const run = db.transaction((method: Method, args: unknown[]) =>
      (calls[method] as (...args: unknown[]) => unknown)(...args),
    )
    return {
      db,
      call: (method, args) =>
        // IMMEDIATE: a transaction that reads first and writes later could otherwise fail half-way.
        // What only reads waits for no writer beside us, and keeps none from writing.
        (reading.has(method) ? run.deferred : run.immediate)(method, args) as never,
    }
  } catch (error) {
    db.close()
    throw error
  }
}

function callsOn(db: Database.Database): Calls {
  const rooms = new Rooms(db)
  const polls = new Polls(db, rooms)
  const counters = new Counters(db)
  const votes = new Votes(db, polls, counters)
  const books = new Books(db, polls)
  const matches = new Matches(db, rooms)
  const keys = new Keys(db)
  const identity = identityOf(db)
  return {
    identity: () => identity,
    ping: () => void db.pragma('schema_version'),

    createRoom(room, hostKey, item) {
      if (!rooms.create(room, idOf(item))) return false
      keys.create(hostKey)
      if (item?.kind === 'poll') polls.insert(item.poll)
      if (item?.kind === 'match') matches.insert(item.match)
      return true
    },
    loadRoom: (code) => rooms.load(code),
    updateRoom(code, patch, at) {
      const outcome = rooms.update(code, patch)
      if (!outcome || refused(outcome) || !patch.onAir) return outcome
      if (polls.find(patch.onAir)?.poll.status !== 'draft') return outcome
      const opened = polls.update(patch.onAir, { status: 'open' }, at)
      return opened && !refused(opened) ? { room: opened.room, opened } : outcome
    },
    deleteRoom: (code) => rooms.erase(code),

    createPoll: (poll) => polls.create(poll),
    loadPoll(id) {
      const found = polls.find(id)
      return found && { ...found, tally: counters.tally(id, found.poll.run) }
    },
    loadTally(id, run) {
      const poll = polls.find(id)?.poll
      return poll && run >= 1 && run <= poll.run ? counters.tally(id, run) : undefined
    },
    updatePoll: (id, patch, at) => polls.update(id, patch, at),
    startRun: (id, after) => polls.startRun(id, after),
    closeDue: (at) => polls.closeDue(at),
    deletePoll: (id) => polls.erase(id),

    commitVotes: (batch) => votes.commit(batch),
    findBallot: (poll, voter, run) => votes.find(poll, voter, run),
    readBallots: (poll, run, after, most) => books.ballots(poll, run, after, most),
    listRuns: () => books.runs(),
    audit: (poll, run) => ({ counters: counters.tally(poll, run), ...books.audit(poll, run) }),

    createMatch: (match) => matches.create(match),
    loadMatch: (id) => matches.load(id),
    updateMatch: (id, patch) => matches.update(id, patch),
    deleteMatch: (id) => matches.erase(id),
    appendEvents: (append) => matches.append(append),

    createKey: (key) => keys.create(key),
    findKey: (hash) => keys.find(hash),
    listKeys: (match) => keys.ofMatch(match),
    revokeKey: (id, at) => keys.revoke(id, at),
    claimKey: (device, key) => keys.claim(device, key),
    claimedKeys: (device, room) => keys.claimed(device, room),

    commitJoins: (joins) => joins.map(({ room, device }) => rooms.join(room, device)),
    countJoined: (room) => rooms.countJoined(room),
  }
}

const idOf = (item: NewItem | undefined): ItemId | null =>
  !item ? null : item.kind === 'poll' ? item.poll.id : item.match.id
