import type { ItemId } from '#core/ids'
import type { Seat } from '#core/poll'
import type { Topic } from '#core/update'
import { Channel } from './channel.ts'
import type { Frame } from './frame.ts'

interface Owner {
  snapshot(channel: StreamChannel): Frame[]
  crowdChanged(channel: StreamChannel): void
}

/** A stream as it is seen from one seat, and what was told there. */
export class StreamChannel extends Channel {
  readonly stream: Topic
  readonly seat: Seat
  /** The frame of each topic that was last told. */
  readonly told = new Map<string, Frame>()
  /** The item on air that all here were last told of; undefined where some know of another. */
  aired: ItemId | null | undefined
  readonly #owner: Owner

  constructor(stream: Topic, seat: Seat, owner: Owner) {
    super()
    this.stream = stream
    this.seat = seat
    this.#owner = owner
  }

  override snapshot(): Frame[] {
    return this.#owner.snapshot(this)
  }

  override crowdChanged(): void {
    this.#owner.crowdChanged(this)
  }
}
