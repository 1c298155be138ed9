import type { Channel } from './channel.ts'
import type { Frame } from './frame.ts'

/** What may wait in this process for one connection; beyond it a frame is begun at most. */
const unsentAtMost = 32_768

/**
 * One open stream. It keeps no frames: if it cannot take one it is *behind*, and gets the newest
 * state when its bytes have left. The numbers are the hub's notes about it.
 */
export abstract class Reader {
  /** What it reads; undefined once it has left or its stream was ended. */
  channel: Channel | undefined
  /** The second in which bytes were last written to it, and the one after which it is rotated. */
  writtenAt = 0
  rotatesAt = 0
  /** When it fell behind, by the time that never jumps; 0 when it is not. */
  behindSince = 0
  /** Where in the snapshot it goes on, where it could not take all of it; and did news pass meanwhile? */
  next = 0
  missed = false
  /** Bytes of earlier frames that have not left this process yet. */
  abstract readonly unsent: number
  abstract write(frame: Frame): void
  /** What is written between them leaves as one. */
  abstract cork(): void
  abstract uncork(): void
  /** Ends the response. */
  abstract end(): void
  /** Cuts the connection. */
  abstract destroy(): void

  get stuck(): boolean {
    return this.unsent > 0
  }

  /** Writes from the given index on what it can take; answers the index of what is left. */
  writeSome(frames: readonly Frame[], from: number): number {
    let at = from
    while (at < frames.length && (at === from || !this.stuck)) {
      this.cork()
      do this.write(frames[at++] as Frame)
      while (at < frames.length && this.unsent < unsentAtMost)
      this.uncork()
    }
    return at
  }
}
