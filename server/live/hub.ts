import type { Channel } from './channel.ts'
import { byeFrame, openingFrame, retryFrame, type Frame } from './frame.ts'
import { SlowReaders } from './slow-readers.ts'
import { FanOut } from './fan-out.ts'
import { Heartbeat } from './heartbeat.ts'
import type { Reader } from './reader.ts'
import { TimeSlicer } from './time-slicer.ts'
import type { Time } from './time.ts'

/** When readers are to come back, in ms: after a crash, a drain, or a rotation. */
const retryMs = { crash: [2000, 6000], drain: [500, 8000], rotation: [200, 1200] } as const
/** A stream lasts 20 to 30 minutes, in seconds: so a balancer and a forgotten tab get their turn. */
const lifetime = [1200, 1800] as const

/**
 * All open streams. News of a channel is made into one frame and carried to its readers in slices
 * that let everything else go first; no reader has a timer, a queue or a copy of its own.
 */
export class Hub {
  readonly #time: Time
  readonly #random: () => number
  readonly #slicer: TimeSlicer
  readonly #slow: SlowReaders
  readonly #fanOut: FanOut
  readonly #heartbeat: Heartbeat
  readonly #channels = new Set<Channel>()
  #closed = false
  #size = 0
  /** Frames written and streams rotated since the start, for operators. */
  readonly counts = { frames: 0, rotated: 0 }

  /** `random` gives numbers from 0 up to 1: it spreads the readers' returns. */
  constructor(options: { time: Time; random: () => number; failed: (error: unknown) => void }) {
    const { time, random, failed } = options
    this.#time = time
    this.#random = random
    const slicer = new TimeSlicer(options)
    this.#slicer = slicer
    this.#slow = new SlowReaders({ time, slicer, catchUp: (reader) => this.#catchUp(reader) })
    this.#fanOut = new FanOut({
      slicer,
      deliver: (reader, frame) => this.#deliver(reader, frame),
      failed,
    })
    this.#heartbeat = new Heartbeat({
      time,
      slicer,
      readers: () => this.#everybody(),
      idle: (reader, ping) => this.#ping(reader, ping),
      old: (reader) => this.#rotate(reader),
    })
  }

  /** Streams that are open. */
  get size(): number {
    return this.#size
  }

  /** Readers that are behind right now. */
  get behind(): number {
    return this.#slow.size
  }

  /** Readers that took nothing for half a minute and were let go. */
  get stalled(): number {
    return this.#slow.stalled
  }

  /** Milliseconds that writing to readers has taken so far. */
  get spentMs(): number {
    return this.#slicer.spentMs
  }

  /**
   * Joins and writes the opening in one turn of the event loop, so no change can fall between the
   * snapshot and the first frame.
   */
  join(channel: Channel, reader: Reader): void {
    this.#heartbeat.start()
    this.#enter(channel, reader)
    try {
      const head = openingFrame(this.#within(retryMs.crash), this.#time.now())
      const frames = [head, ...channel.snapshot()]
      const next = this.#writeSome(reader, frames, 0)
      if (next < frames.length) this.#pause(reader, next - 1)
    } catch (error) {
      this.leave(reader)
      throw error
    }
    if (this.#closed) this.#end(reader, this.#bye())
  }

  /** The connection is closed; also of a reader whose stream was ended before. */
  leave(reader: Reader): void {
    this.#slow.delete(reader)
    this.#exit(reader)
  }

  /**
   * Something on the channel has changed. `frames` is asked when it goes out: at once, or after the
   * fan-out that is under way; asked twice by the same name before that, only the newer counts.
   */
  publish(channel: Channel, name: string, frames: () => readonly Frame[]): void {
    this.#fanOut.publish(channel, name, frames)
  }

  /** The channel's topic is gone: its readers get the last frame and the end of the response. */
  finish(channel: Channel, last: Frame): void {
    channel.news.clear()
    this.#slicer.start({
      readers: () => [...channel.readers],
      visit: (reader) => {
        if (reader.channel) this.#end(reader, last)
      },
    })
  }

  /**
   * Says good-bye to everybody, a hundredth (fifty at least) each 50 ms, each with its own return time;
   * resolves when all have been told.
   */
  async drain(): Promise<void> {
    this.#closed = true
    const readers = this.#everybody()
    const share = Math.max(50, Math.ceil(readers.length / 100))
    let told = 0
    for (const reader of readers) {
      if (!reader.channel) continue
      this.#end(reader, this.#bye())
      told += 1
      if (told % share === 0) await new Promise<void>((next) => this.#time.after(50, next))
    }
  }

  #deliver(reader: Reader, frame: Frame): void {
    if (reader.next > 0) reader.missed = true
    if (reader.stuck) this.#slow.add(reader)
    else if (reader.behindSince === 0) this.#write(reader, frame)
    else this.#catchUp(reader)
  }

  /**
   * Who is free again gets the newest state: all of it, or, where that is more than may wait for one
   * connection, as far as it can take it, and over again while there was news in between.
   */
  #catchUp(reader: Reader): void {
    this.#slow.delete(reader)
    const frames = reader.channel?.snapshot() ?? []
    const from = reader.next < frames.length ? reader.next : 0
    const next = this.#writeSome(reader, frames, from)
    const over = next >= frames.length
    const again = over && reader.missed
    if (over) {
      reader.next = 0
      reader.missed = false
    }
    if (!over || again) this.#pause(reader, over ? 0 : next)
  }

  #pause(reader: Reader, next: number): void {
    reader.next = next
    this.#slow.add(reader)
  }

  #ping(reader: Reader, ping: Frame): void {
    if (reader.stuck) this.#slow.add(reader)
    else this.#write(reader, ping)
  }

  #rotate(reader: Reader): void {
    this.counts.rotated += 1
    this.#end(reader, retryFrame(this.#within(retryMs.rotation)))
  }

  /** The last a reader hears; whoever does not even take that is let go in its time. */
  #end(reader: Reader, last: Frame): void {
    this.#exit(reader)
    this.#slow.delete(reader)
    this.#write(reader, last)
    reader.end()
    if (reader.stuck) this.#slow.add(reader)
  }

  #write(reader: Reader, frame: Frame): void {
    reader.writtenAt = this.#heartbeat.second
    this.counts.frames += 1
    reader.write(frame)
  }

  #writeSome(reader: Reader, frames: readonly Frame[], from: number): number {
    reader.writtenAt = this.#heartbeat.second
    const next = reader.writeSome(frames, from)
    this.counts.frames += next - from
    return next
  }

  #enter(channel: Channel, reader: Reader): void {
    reader.channel = channel
    reader.rotatesAt = this.#heartbeat.second + this.#within(lifetime)
    channel.readers.add(reader)
    this.#channels.add(channel)
    this.#size += 1
    channel.crowdChanged()
  }

  #exit(reader: Reader): void {
    const { channel } = reader
    if (!channel) return
    reader.channel = undefined
    channel.readers.delete(reader)
    if (channel.readers.size === 0) this.#channels.delete(channel)
    this.#size -= 1
    channel.crowdChanged()
  }

  #everybody(): Reader[] {
    return [...this.#channels].flatMap(({ readers }) => [...readers])
  }

  #bye(): Frame {
    return byeFrame(this.#within(retryMs.drain))
  }

  #within([from, to]: readonly [number, number]): number {
    return Math.round(from + this.#random() * (to - from))
  }
}
