import type { Channel } from './channel.ts'
import { together, type Frame } from './frame.ts'
import type { Reader } from './reader.ts'
import type { Rounds } from './rounds.ts'

/**
 * Carries news to the readers of a channel, each channel one passing at a time: what changes during
 * one goes out with the next, as it is by then. So a flood of news makes passings no longer, only
 * follow each other, and nobody is told an older state after a newer one.
 */
export class Passings {
  readonly #rounds: Rounds
  readonly #deliver: (reader: Reader, frame: Frame) => void
  readonly #failed: (error: unknown) => void

  /** `deliver` is handed whoever was there when the passing began and has not left since. */
  constructor(options: {
    rounds: Rounds
    deliver: (reader: Reader, frame: Frame) => void
    failed: (error: unknown) => void
  }) {
    this.#rounds = options.rounds
    this.#deliver = options.deliver
    this.#failed = options.failed
  }

  publish(channel: Channel, name: string, frames: () => readonly Frame[]): void {
    if (channel.readers.size === 0) return
    channel.news.set(name, frames)
    if (!channel.passing) this.#pass(channel)
  }

  #pass(channel: Channel): void {
    channel.passing = true
    let frame: Frame | undefined
    this.#rounds.start({
      readers: () => {
        frame = this.#frameOf(channel)
        return frame ? [...channel.readers] : []
      },
      visit: (reader) => {
        if (reader.channel === channel && frame) this.#deliver(reader, frame)
      },
      over: () => {
        channel.passing = false
        if (channel.news.size > 0) this.#pass(channel)
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
