import { byeFrame, opening, pingFrame, together, type Frame } from './frame.ts'
import type { Time } from './time.ts'

/**
 * One open stream. It keeps no frames: if it cannot take one it is *behind*, and gets the newest
 * state when its bytes have left. The two numbers are the hub's notes about it.
 */
export abstract class Reader {
  /** When it fell behind, by the time that never jumps; 0 when it is not. */
  missedAt = 0
  /** When bytes were last written to it, by the same. */
  writtenAt = 0
  /** Bytes of an earlier frame have not left this process yet. */
  abstract readonly stuck: boolean
  abstract write(frame: Frame): void
  /** Ends the response. */
  abstract end(): void
  /** Cuts the connection. */
  abstract cut(): void
}

/** A stream that readers join: its name, and its whole newest state for whoever comes or lags. */
export interface Channel {
  readonly name: string
  snapshot(): Frame[]
}

const stalledMs = 30_000
const pingMs = 15_000
const sweepMs = 100
const heartbeatMs = 1000

interface Audience {
  channel: Channel
  readers: Set<Reader>
}

/**
 * All open streams. One timer looks after readers that lag, one after those that have heard
 * nothing for a while; no reader has a timer or a queue of its own.
 */
export class Hub {
  readonly #time: Time
  readonly #random: () => number
  readonly #audiences = new Map<string, Audience>()
  /** With what each reads; null where its stream has ended and only its last bytes are waited for. */
  readonly #lagging = new Map<Reader, Channel | null>()
  #sweeping = false
  #beating = false
  #closed = false

  /** `random` gives numbers from 0 up to 1; it spreads the readers' returns. */
  constructor(options: { time: Time; random: () => number }) {
    this.#time = options.time
    this.#random = options.random
  }

  get size(): number {
    let size = 0
    for (const { readers } of this.#audiences.values()) size += readers.size
    return size
  }

  watchers(name: string): number {
    return this.#audiences.get(name)?.readers.size ?? 0
  }

  /**
   * Joins and writes the opening in one turn of the event loop, so no change can fall between the
   * snapshot and the first frame. Returns how to leave.
   */
  join(channel: Channel, reader: Reader): () => void {
    const audience = this.#audiences.get(channel.name) ?? { channel, readers: new Set() }
    this.#audiences.set(channel.name, audience)
    audience.readers.add(reader)
    const leave = (): void => this.#leave(channel, reader)
    try {
      this.#write(reader, opening(this.#retryMs(2000, 6000), this.#time.now(), channel.snapshot()))
    } catch (error) {
      leave()
      throw error
    }
    if (this.#closed) {
      leave()
      this.#end(reader, this.#bye())
    } else this.#beat()
    return leave
  }

  publish(name: string, frame: Frame): void {
    const audience = this.#audiences.get(name)
    if (!audience) return
    for (const reader of audience.readers) this.#deliver(audience.channel, reader, frame)
  }

  /** The channel's topic is gone: its readers get the last frame and the end of the response. */
  finish(name: string, last: Frame): void {
    const audience = this.#audiences.get(name)
    if (!audience) return
    this.#audiences.delete(name)
    for (const reader of audience.readers) this.#end(reader, last)
  }

  /**
   * Says good-bye to everybody, a hundredth of them each 50 ms, each with a return time of its own;
   * resolves when all have been told.
   */
  async drain(): Promise<void> {
    this.#closed = true
    const share = Math.max(50, Math.ceil(this.size / 100))
    let told = 0
    for (const { readers } of this.#audiences.values())
      for (const reader of readers) {
        readers.delete(reader)
        this.#end(reader, this.#bye())
        told += 1
        if (told % share === 0) await new Promise<void>((next) => this.#time.after(50, next))
      }
    this.#audiences.clear()
  }

  #deliver(channel: Channel, reader: Reader, frame: Frame): void {
    if (reader.stuck) this.#fallBehind(reader, channel)
    else if (reader.missedAt === 0) this.#write(reader, frame)
    else this.#catchUp(reader, channel)
  }

  #fallBehind(reader: Reader, channel: Channel | null): void {
    if (reader.missedAt === 0) reader.missedAt = this.#time.elapsed()
    this.#lagging.set(reader, channel)
    this.#sweepSoon()
  }

  #catchUp(reader: Reader, channel: Channel | null): void {
    this.#lagging.delete(reader)
    reader.missedAt = 0
    const snapshot = channel?.snapshot() ?? []
    // No frames would be an empty chunk, and that is the end of a chunked body.
    if (snapshot.length > 0) this.#write(reader, together(snapshot))
  }

  /** The last a reader hears; whoever does not even take that is cut in its time. */
  #end(reader: Reader, last: Frame): void {
    this.#write(reader, last)
    reader.end()
    if (reader.stuck) this.#fallBehind(reader, null)
    else this.#lagging.delete(reader)
  }

  #bye(): Frame {
    return byeFrame(this.#retryMs(500, 8000))
  }

  #write(reader: Reader, frame: Frame): void {
    reader.writtenAt = this.#time.elapsed()
    reader.write(frame)
  }

  #leave(channel: Channel, reader: Reader): void {
    this.#lagging.delete(reader)
    const audience = this.#audiences.get(channel.name)
    audience?.readers.delete(reader)
    if (audience?.readers.size === 0) this.#audiences.delete(channel.name)
  }

  #sweepSoon(): void {
    if (this.#sweeping) return
    this.#sweeping = true
    this.#time.after(sweepMs, () => {
      this.#sweeping = false
      this.#sweep()
      if (this.#lagging.size > 0) this.#sweepSoon()
    })
  }

  #sweep(): void {
    const now = this.#time.elapsed()
    for (const [reader, channel] of this.#lagging) {
      if (!reader.stuck) this.#catchUp(reader, channel)
      else if (now - reader.missedAt >= stalledMs) {
        this.#lagging.delete(reader)
        reader.cut()
      }
    }
  }

  #beat(): void {
    if (this.#beating) return
    this.#beating = true
    this.#time.after(heartbeatMs, () => {
      this.#beating = false
      this.#pingTheQuiet()
      if (this.#audiences.size > 0) this.#beat()
    })
  }

  #pingTheQuiet(): void {
    const now = this.#time.elapsed()
    const ping = pingFrame(this.#time.now())
    for (const { channel, readers } of this.#audiences.values())
      for (const reader of readers)
        if (now - reader.writtenAt >= pingMs) this.#deliver(channel, reader, ping)
  }

  #retryMs(from: number, to: number): number {
    return Math.round(from + this.#random() * (to - from))
  }
}
