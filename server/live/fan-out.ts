import type { Channel } from './channel.ts'
import { together, type Frame } from './frame.ts'
import type { Reader } from './reader.ts'
import type { TimeSlicer } from './time-slicer.ts'

/**
 * Carries news to the readers of a channel, each channel one fan-out at a time: what changes during
 * one goes out with the next, as it is by then. So a flood of news makes fan-outs no longer, only
 * follow each other, and nobody is told an older state after a newer one.
 */
export class FanOut {
  readonly #slicer: TimeSlicer
  readonly #deliver: (reader: Reader, frame: Frame) => void
  readonly #failed: (error: unknown) => void

  /** `deliver` is handed whoever was there when the fan-out began and has not left since. */
  constructor(options: {
    slicer: TimeSlicer
    deliver: (reader: Reader, frame: Frame) => void
    failed: (error: unknown) => void
  }) {
    this.#slicer = options.slicer
    this.#deliver = options.deliver
    this.#failed = options.failed
  }

  publish(channel: Channel, name: string, frames: () => readonly Frame[]): void {
    if (channel.readers.size === 0) return
    channel.news.set(name, frames)
    if (!channel.fanningOut) this.#start(channel)
  }

  #start(channel: Channel): void {
    channel.fanningOut = true
    let frame: Frame | undefined
    this.#slicer.start({
      readers: () => {
        frame = this.#frameOf(channel)
        return frame ? [...channel.readers] : []
      },
      visit: (reader) => {
        if (reader.channel === channel && frame) this.#deliver(reader, frame)
      },
      done: () => {
        channel.fanningOut = false
        if (channel.news.size > 0) this.#start(channel)
      },
    })
  }

  #frameOf(channel: Channel): Frame | undefined {
    const news = [...channel.news.values()]
    channel.news.clear()
    const frames = news.flatMap((make) => {
      try {
        return make()
      } catch (error) {
        this.#failed(error)
        return []
      }
    })
    return frames.length > 0 ? together(frames) : undefined
  }
}
