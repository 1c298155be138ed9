import { viewFrom, type Seat, type View } from '#core/poll'
import { topicKey, type Topic } from '#core/update'
import { updateFrame, type Frame } from './frame.ts'
import type { State } from './news.ts'

const views: readonly View[] = ['public', 'full']

interface Encoding {
  topic: Topic
  version: number
  frame: Frame
}

/** Every topic encoded once per version and view, whoever reads it and on whatever stream. */
export class Encodings {
  readonly #state: (topic: Topic) => State | undefined
  readonly #epoch: string
  readonly #known = new Map<string, Encoding>()

  constructor(options: { state: (topic: Topic) => State | undefined; epoch: string }) {
    this.#state = options.state
    this.#epoch = options.epoch
  }

  /** What is to be seen of a topic from a seat; undefined where that is nothing. */
  of(topic: Topic, seat: Seat): Frame | undefined {
    const state = this.#state(topic)
    if (!state || (state.draft && seat !== 'full')) return undefined
    const view = viewFrom(seat, { ...topic, ...state })
    const name = nameOf(topic, view)
    const known = this.#known.get(name)
    const { version, update } = state.see(view)
    if (known?.version === version) return known.frame
    const frame = updateFrame(update(), this.#epoch, version)
    this.#known.set(name, { topic, version, frame })
    return frame
  }

  forget(topic: Topic): void {
    for (const view of views) this.#known.delete(nameOf(topic, view))
  }

  /** Lets go of topics that are not in memory any more. */
  sweep(): void {
    for (const [name, { topic }] of this.#known) if (!this.#state(topic)) this.#known.delete(name)
  }
}

const nameOf = (topic: Topic, view: View): string => `${topicKey(topic)}/${view}`
