import type { RoomCode } from '#core/ids'
import type { View } from '#core/poll'
import type { Topic, Update } from '#core/update'

/** Where the parts that hold state say that it changed; who hears of it, and when, is not theirs. */
export interface News {
  /** Committed, and visible to whoever looks from now on. */
  changed(topic: Topic, urgent?: boolean): void
  /** Erased; it leaves memory with this. `room` is where it hung. */
  gone(topic: Topic, room: RoomCode): void
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
