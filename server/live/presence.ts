import type { RoomCode, VoterId } from '#core/ids'
import { presenceFrame, type Frame } from './frame.ts'
import { GroupCommit } from './group-commit.ts'
import type { Store } from './store.ts'
import type { Time } from './time.ts'

const tickMs = 1000

interface Join {
  room: RoomCode
  device: VoterId
}

/**
 * How many are here: counts, never names, and told at most once a second, because joining and
 * leaving told one by one is what breaks large rooms. `joined` is in the database; `connected` is
 * the streams that are open right now.
 */
export class Presence {
  readonly #store: Store
  readonly #time: Time
  readonly #connected: (room: RoomCode) => number
  readonly #publish: (room: RoomCode) => void
  readonly #joins: GroupCommit<Join, number>
  readonly #joined = new Map<RoomCode, number>()
  readonly #changed = new Set<RoomCode>()
  #ticking = false

  constructor(options: {
    store: Store
    time: Time
    connected: (room: RoomCode) => number
    publish: (room: RoomCode) => void
  }) {
    this.#store = options.store
    this.#time = options.time
    this.#connected = options.connected
    this.#publish = options.publish
    this.#joins = new GroupCommit({
      time: this.#time,
      commit: (joins) => this.#store.commitJoins(joins),
    })
  }

  /** A device opened the room's join page. */
  async join(room: RoomCode, device: VoterId): Promise<void> {
    const joined = await this.#joins.add({ room, device })
    if (this.#joined.has(room)) this.#joined.set(room, joined)
    this.changed(room)
  }

  /** Must have been awaited before `frame` is asked for: a stream opens with the counts. */
  async load(room: RoomCode): Promise<void> {
    if (!this.#joined.has(room)) this.#joined.set(room, await this.#store.countJoined(room))
  }

  /** A stream opened or closed, or somebody joined. */
  changed(room: RoomCode): void {
    this.#changed.add(room)
    if (this.#ticking) return
    this.#ticking = true
    this.#time.after(tickMs, () => this.#tell())
  }

  frame(room: RoomCode): Frame {
    return presenceFrame({
      connected: this.#connected(room),
      joined: this.#joined.get(room) ?? 0,
    })
  }

  forget(room: RoomCode): void {
    this.#joined.delete(room)
  }

  /** Lets go of the counts of rooms that nobody watches. */
  sweep(): void {
    for (const room of this.#joined.keys())
      if (this.#connected(room) === 0) this.#joined.delete(room)
  }

  #tell(): void {
    this.#ticking = false
    for (const room of this.#changed) if (this.#connected(room) > 0) this.#publish(room)
    this.#changed.clear()
  }
}
