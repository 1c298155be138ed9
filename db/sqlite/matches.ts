import type { Database } from 'better-sqlite3'
import type { MatchId } from '#core/ids'
import type { Match, MatchEvent, MatchStatus } from '#core/match'
import type { Room } from '#core/room'
import type { EventAppend, StoredMatch } from '../../server/live/store.ts'
import type { Rooms } from './rooms.ts'

interface MatchRow {
  id: string
  room: string
  version: number
  sport: string
  title: string
  sides: string
  rules: string
  status: MatchStatus
  created_at: number
}

const prepare = (db: Database) => ({
  insert: db.prepare<[MatchRow & { place: number }]>(
    `INSERT INTO matches (id, room, place, version, sport, title, sides, rules, status, created_at)
     VALUES (@id, @room, @place, @version, @sport, @title, @sides, @rules, @status, @created_at)`,
  ),
  match: db.prepare<[string], MatchRow>(`SELECT * FROM matches WHERE id = ?`),
  update: db.prepare<[MatchRow]>(
    `UPDATE matches SET version = @version, title = @title, sides = @sides, status = @status
     WHERE id = @id`,
  ),
  erase: db.prepare<[string]>(`DELETE FROM matches WHERE id = ?`),
  lastSeq: db
    .prepare<[string], number>(`SELECT coalesce(max(seq), 0) FROM match_events WHERE match = ?`)
    .pluck(),
  append: db.prepare<[string, number, string, string]>(
    `INSERT INTO match_events (match, seq, id, event) VALUES (?, ?, ?, ?)`,
  ),
  log: db
    .prepare<[string], string>(`SELECT event FROM match_events WHERE match = ? ORDER BY seq`)
    .pluck(),
})

export class Matches {
  readonly #sql: ReturnType<typeof prepare>
  readonly #rooms: Rooms

  constructor(db: Database, rooms: Rooms) {
    this.#sql = prepare(db)
    this.#rooms = rooms
  }

  /** The room must be there; its version is the caller's to raise. */
  insert(match: Match): void {
    this.#sql.insert.run({ ...rowOf(match), place: this.#rooms.nextPlace(match.room) })
  }

  create(match: Match): Room | undefined {
    if (!this.#rooms.load(match.room)) return undefined
    this.insert(match)
    this.#rooms.raiseVersion(match.room)
    return this.#rooms.get(match.room)
  }

  load(id: MatchId): StoredMatch | undefined {
    const row = this.#sql.match.get(id)
    if (!row) return undefined
    const log = this.#sql.log.all(id).map((event) => JSON.parse(event) as MatchEvent)
    return { match: matchOf(row), version: row.version, log }
  }

  update(
    id: MatchId,
    patch: { title?: string; sides?: Match['sides'] },
  ): { match: Match; version: number; room: Room } | undefined {
    const row = this.#sql.match.get(id)
    if (!row) return undefined
    const next = {
      ...row,
      title: patch.title ?? row.title,
      sides: patch.sides ? JSON.stringify(patch.sides) : row.sides,
    }
    const version = this.#save(row, next, next.title !== row.title || next.sides !== row.sides)
    return { match: matchOf(next), version, room: this.#rooms.get(row.room) }
  }

  append(append: EventAppend): { version: number; room: Room } | 'moved' | undefined {
    const { match: id, expectSeq, events, status } = append
    const row = this.#sql.match.get(id)
    if (!row) return undefined
    if (this.#sql.lastSeq.get(id) !== expectSeq) return 'moved'
    events.forEach((event, index) => {
      // A gap could never be closed again: `since` and `base` count on a log without holes.
      if (event.seq !== expectSeq + 1 + index)
        throw new Error(
          `event ${event.id} of ${id} has seq ${event.seq} after ${expectSeq + index}`,
        )
      this.#sql.append.run(id, event.seq, event.id, JSON.stringify(event))
    })
    const changed = events.length > 0 || status !== row.status
    return {
      version: this.#save(row, { ...row, status }, changed),
      room: this.#rooms.get(row.room),
    }
  }

  erase(id: MatchId): Room | undefined {
    const row = this.#sql.match.get(id)
    if (!row) return undefined
    this.#sql.erase.run(id)
    return this.#rooms.dropItem(row.room, id)
  }

  /** Answers the version that stands afterwards. */
  #save(before: MatchRow, after: MatchRow, changed: boolean): number {
    if (!changed) return before.version
    const version = before.version + 1
    this.#sql.update.run({ ...after, version })
    if (after.title !== before.title || after.status !== before.status)
      this.#rooms.raiseVersion(after.room)
    return version
  }
}

const rowOf = (match: Match): MatchRow => ({
  id: match.id,
  room: match.room,
  version: 1,
  sport: match.sport,
  title: match.title,
  sides: JSON.stringify(match.sides),
  rules: JSON.stringify(match.rules),
  status: 'scheduled',
  created_at: match.createdAt,
})

const matchOf = (row: MatchRow): Match => ({
  id: row.id,
  room: row.room,
  sport: row.sport,
  title: row.title,
  sides: JSON.parse(row.sides) as Match['sides'],
  rules: JSON.parse(row.rules) as Match['rules'],
  createdAt: row.created_at,
})
