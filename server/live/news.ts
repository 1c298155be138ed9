import type { RoomCode } from '#core/ids'
import type { Audience, Poll, View } from '#core/poll'
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
  /** Who sees the full view of it. */
  readonly audience: Audience
  /** A poll's run, in which `voters` have voted. */
  readonly run?: number
  /** Nobody but the host may know of it yet. */
  readonly draft: boolean
  /** `version` is that of what `update` tells; making the update costs something. */
  see(view: View): { version: number; update: () => Update }
}
