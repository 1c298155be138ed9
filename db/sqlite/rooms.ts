import type { Database } from 'better-sqlite3'
import type { Instant, ItemId, RoomCode, VoterId } from '#core/ids'
import { type Fault, type Outcome, refuse } from '#core/problem'
import type { Item, Room } from '#core/room'
import type { NewRoom, RoomPatch } from '../../server/live/store.ts'

interface RoomRow {
  code: string
  title: string
  version: number
  on_air: string | null
  notice: string | null
}

const prepare = (db: Database) => ({
  takeCode: db.prepare<[string, string, string | null, Instant]>(
    `INSERT INTO rooms (code, title, version, on_air, created_at) VALUES (?, ?, 1, ?, ?)
     ON CONFLICT DO NOTHING`,
  ),
  room: db.prepare<[string], RoomRow>(
    `SELECT code, title, version, on_air, notice FROM rooms WHERE code = ?`,
  ),
  items: db.prepare<[{ room: string }], Item>(
    `SELECT kind, id, title, status FROM (
       SELECT 'poll' AS kind, id, question AS title, status, place FROM polls WHERE room = @room
       UNION ALL SELECT 'match', id, title, status, place FROM matches WHERE room = @room
     ) ORDER BY place`,
  ),
  nextPlace: db
    .prepare<[{ room: string }], number>(
      `SELECT 1 + max(
         (SELECT coalesce(max(place), 0) FROM polls WHERE room = @room),
         (SELECT coalesce(max(place), 0) FROM matches WHERE room = @room))`,
    )
    .pluck(),
  raiseVersion: db.prepare<[string]>(`UPDATE rooms SET version = version + 1 WHERE code = ?`),
  setRoom: db.prepare<[string, string | null, string | null, string]>(
    `UPDATE rooms SET version = version + 1, title = ?, on_air = ?, notice = ? WHERE code = ?`,
  ),
  clearAir: db.prepare<[string, string]>(
    `UPDATE rooms SET on_air = NULL WHERE code = ? AND on_air = ?`,
  ),
  placePoll: db.prepare<[number, string]>(`UPDATE polls SET place = ? WHERE id = ?`),
  placeMatch: db.prepare<[number, string]>(`UPDATE matches SET place = ? WHERE id = ?`),
  erase: db.prepare<[string]>(`DELETE FROM rooms WHERE code = ?`),
  join: db.prepare<[string, string]>(
    `INSERT INTO joins (device, room) SELECT ?, code FROM rooms WHERE code = ?
     ON CONFLICT DO NOTHING`,
  ),
  countJoin: db.prepare<[string]>(`UPDATE rooms SET joined = joined + 1 WHERE code = ?`),
  joined: db.prepare<[string], number>(`SELECT joined FROM rooms WHERE code = ?`).pluck(),
})

export class Rooms {
  readonly #sql: ReturnType<typeof prepare>

  constructor(db: Database) {
    this.#sql = prepare(db)
  }

  /** False: the code is taken. */
  create({ code, title, createdAt }: NewRoom, onAir: ItemId | null): boolean {
    return this.#sql.takeCode.run(code, title, onAir, createdAt).changes === 1
  }

  load(code: RoomCode): Room | undefined {
    const row = this.#sql.room.get(code)
    return row && roomOf(row, this.#sql.items.all({ room: code }))
  }

  /** A room that other rows say is there. */
  get(code: RoomCode): Room {
    const room = this.load(code)
    if (!room) throw new Error(`room ${code} is missing`)
    return room
  }

  update(code: RoomCode, patch: RoomPatch): Outcome<{ room: Room }> | undefined {
    const room = this.load(code)
    if (!room) return undefined
    const faults = faultsOf(patch, room.items)
    if (faults.length > 0) return refuse('body-invalid', undefined, faults)
    const next = {
      title: patch.title ?? room.title,
      onAir: patch.onAir === undefined ? room.onAir : patch.onAir,
      notice: patch.notice === undefined ? room.notice : patch.notice,
      order: patch.items ?? room.items.map(({ id }) => id),
    }
    const now = { ...pick(room), order: room.items.map(({ id }) => id) }
    if (JSON.stringify(next) === JSON.stringify(now)) return { room }
    next.order.forEach((id, index) => {
      this.#sql.placePoll.run(index + 1, id)
      this.#sql.placeMatch.run(index + 1, id)
    })
    this.#sql.setRoom.run(next.title, next.onAir, next.notice && JSON.stringify(next.notice), code)
    return { room: this.get(code) }
  }

  erase(code: RoomCode): { items: Item[] } | undefined {
    const room = this.load(code)
    if (!room) return undefined
    this.#sql.erase.run(code)
    return { items: room.items }
  }

  /** Where the next item of a room goes. */
  nextPlace(code: RoomCode): number {
    return this.#sql.nextPlace.get({ room: code }) ?? 1
  }

  /** To be called with every change of an item that shows in its room. */
  raiseVersion(code: RoomCode): void {
    this.#sql.raiseVersion.run(code)
  }

  /** To be called when an item is erased. */
  dropItem(code: RoomCode, item: ItemId): Room {
    this.#sql.clearAir.run(code, item)
    this.#sql.raiseVersion.run(code)
    return this.get(code)
  }

  join(room: RoomCode, device: VoterId): number {
    if (this.#sql.join.run(device, room).changes === 1) this.#sql.countJoin.run(room)
    return this.countJoined(room)
  }

  countJoined(room: RoomCode): number {
    return this.#sql.joined.get(room) ?? 0
  }
}

const pick = ({ title, onAir, notice }: Room) => ({ title, onAir, notice })

const roomOf = (row: RoomRow, items: Item[]): Room => ({
  code: row.code,
  title: row.title,
  version: row.version,
  onAir: row.on_air,
  items,
  notice: row.notice === null ? null : (JSON.parse(row.notice) as Room['notice']),
})

function faultsOf(patch: RoomPatch, items: Item[]): Fault[] {
  const ids = new Set(items.map(({ id }) => id))
  const faults: Fault[] = []
  if (patch.onAir && !ids.has(patch.onAir))
    faults.push({ pointer: '/onAir', detail: 'is not an item of this room' })
  if (patch.items && !isOrderOf(ids, patch.items))
    faults.push({ pointer: '/items', detail: 'must be every item of this room, each once' })
  return faults
}

const isOrderOf = (ids: Set<string>, order: string[]): boolean =>
  order.length === ids.size && new Set(order).size === ids.size && order.every((id) => ids.has(id))
