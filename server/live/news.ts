import type { RoomCode } from '#core/ids'
import type { Poll, View } from '#core/poll'
import type { Room } from '#core/room'
import type { Topic, Update } from '#core/update'

/** Where the parts that hold state say that it changed; who hears of it, and when, is not theirs. */
export interface News {
  /** Committed, and visible to whoever looks from now on. */
  changed(topic: Topic, urgent?: boolean): void
  /** Erased; it leaves memory with this. `room` is where it hung. */
  gone(topic: Topic, room: RoomCode): void
  /** A transaction about one of its items left a room like this. */
  room(room: Room): void
  /** A transaction about its room left a poll like this. */
  poll(stored: { poll: Poll; version: number }): void
}

/** A topic's newest state, as a stream tells it. */
export interface State {
  /** The room in which it hangs; a room hangs in itself. */
  readonly room: RoomCode
  readonly version: number
  /** Both views show the same, so one encoding serves both. */
  readonly alike: boolean
  /** Nobody but the host may know of it yet. */
  readonly draft: boolean
  update(view: View): Update
}
