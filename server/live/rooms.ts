import { newRoomCode, type ItemId, type RandomBytes, type RoomCode } from '#core/ids'
import { refuse, refused, type Outcome } from '#core/problem'
import { viewRoom, type Room } from '#core/room'
import type { Keys } from './keys.ts'
import type { News, State } from './news.ts'
import type { NewItem, RoomPatch, Store } from './store.ts'
import type { Time } from './time.ts'
import { Topics } from './topics.ts'

/** Rooms: who is in one is not known here, only what hangs in it and what is on air. */
export class Rooms {
  readonly #store: Store
  readonly #news: News
  readonly #time: Time
  readonly #random: RandomBytes
  readonly #keys: Keys
  readonly #topics: Topics<RoomCode, Room>

  constructor(options: { store: Store; news: News; time: Time; random: RandomBytes; keys: Keys }) {
    this.#store = options.store
    this.#news = options.news
    this.#time = options.time
    this.#random = options.random
    this.#keys = options.keys
    this.#topics = new Topics((code) => this.#store.loadRoom(code))
  }

  get(code: RoomCode): Promise<Room | undefined> {
    return this.#topics.get(code)
  }

  peek(code: RoomCode): State | undefined {
    const room = this.#topics.peek(code)
    return room && stateOf(room)
  }

  /** What the room shows right now, where it is in memory. */
  onAir(code: RoomCode): ItemId | null | undefined {
    return this.#topics.peek(code)?.onAir
  }

  itemsOf(code: RoomCode): Room['items'] {
    return this.#topics.peek(code)?.items ?? []
  }

  /** A new room with its host's key, and with a first item on air where `item` makes one. */
  async create(
    title: string,
    item?: (code: RoomCode) => NewItem,
  ): Promise<{ room: Room; hostKey: string }> {
    for (;;) {
      const code = newRoomCode(this.#random)
      const { key, stored } = this.#keys.make({ room: code, name: 'host', opens: { kind: 'host' } })
      const room = { code, title, createdAt: this.#time.now() }
      const first = item?.(code)
      if (!(await this.#store.createRoom(room, stored, first))) continue
      if (first?.kind === 'poll') this.#news.poll({ poll: first.poll, version: 1 })
      const created = await this.#topics.get(code)
      if (!created) throw new Error(`room ${code} was erased before it was read`)
      return { room: created, hostKey: key }
    }
  }

  /** Putting a draft on air opens it. */
  async patch(
    code: RoomCode,
    {
      notice,
      ...patch
    }: Omit<RoomPatch, 'notice'> & { notice?: { text: string } | null | undefined },
  ): Promise<Outcome<{ room: Room }>> {
    const at = this.#time.now()
    const change = {
      ...patch,
      ...(notice !== undefined && { notice: notice && { ...notice, at } }),
    }
    const outcome = await this.#store.updateRoom(code, change, at)
    if (!outcome) return refuse('room-not-found')
    if (refused(outcome)) return outcome
    if (outcome.opened) this.#news.poll(outcome.opened)
    this.apply(outcome.room)
    return outcome
  }

  /** A room as a transaction left it; what another one left later stays. */
  apply(room: Room): void {
    const known = this.#topics.peek(room.code)
    // A load under way may hold what was true before this.
    if (!known) return this.#topics.drop(room.code)
    if (known.version >= room.version) return
    this.#topics.replace(room.code, room)
    this.#news.changed({ kind: 'room', id: room.code }, known.onAir !== room.onAir)
  }

  async delete(code: RoomCode): Promise<boolean> {
    const gone = await this.#store.deleteRoom(code)
    if (!gone) return false
    for (const { kind, id } of gone.items) this.#news.gone({ kind, id }, code)
    this.#news.gone({ kind: 'room', id: code }, code)
    return true
  }

  drop(code: RoomCode): void {
    this.#topics.drop(code)
  }

  sweep(held: (code: RoomCode) => boolean): void {
    this.#topics.sweep(held)
  }
}

const stateOf = (room: Room): State => ({
  room: room.code,
  audience: room.items.every((item) => item.status !== 'draft') ? 'everyone' : 'host',
  draft: false,
  see: (view) => ({
    version: room.version,
    update: () => ({ kind: 'room', room: viewRoom(room, view) }),
  }),
})
