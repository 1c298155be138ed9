import { Channel } from '../../server/live/channel.ts'
import { presenceFrame, type Frame } from '../../server/live/frame.ts'
import { Hub } from '../../server/live/hub.ts'
import { manualTime } from '../support/time.ts'
import { FakeReader } from './readers.ts'

/** A frame that is told apart by a number. */
export const state = (number: number): Frame => presenceFrame({ connected: number, joined: 0 })
export const data = (number: number): [string, string] => [
  'presence',
  `{"connected":${number},"joined":0}`,
]

export class TestChannel extends Channel {
  readonly #frames: () => Frame[]
  crowd = 0

  constructor(frames: () => Frame[]) {
    super()
    this.#frames = frames
  }

  snapshot(): Frame[] {
    return this.#frames()
  }

  crowdChanged(): void {
    this.crowd = this.readers.size
  }
}

/** A hub whose clock, chance and readers are in the test's hand, and one channel that shows a number. */
export function aHub() {
  const time = manualTime(1000)
  let chance = 0
  const failures: unknown[] = []
  const hub = new Hub({
    time,
    random: () => (chance = (chance + 0.37) % 1),
    failed: (error) => failures.push(error),
  })
  let newest = 0
  const channel = new TestChannel(() => [state(newest)])
  /** Something changes; it goes out in the next turn of the event loop. */
  const change = (number: number) => {
    newest = number
    hub.publish(channel, 'it', () => [state(newest)])
  }
  const publish = (number: number) => {
    change(number)
    time.advance(0)
  }
  const join = (on: Channel = channel) => {
    const reader = new FakeReader()
    hub.join(on, reader)
    return { reader, leave: () => hub.leave(reader) }
  }
  return { time, hub, channel, failures, join, change, publish }
}
