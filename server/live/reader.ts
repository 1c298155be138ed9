import type { Channel } from './channel.ts'
import type { Frame } from './frame.ts'

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
  /** Bytes of an earlier frame have not left this process yet. */
  abstract readonly stuck: boolean
  abstract write(frame: Frame): void
  /** Several frames at once: as one write, or the second would find the first on its way. */
  abstract writeAll(frames: readonly Frame[]): void
  /** Ends the response. */
  abstract end(): void
  /** Cuts the connection. */
  abstract destroy(): void
}
