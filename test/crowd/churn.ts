import { once } from 'node:events'
import type { Socket } from 'node:net'
import { untilStreams } from '../http/gauge.ts'
import type { Held, MeasuredServer } from '../support/measured.ts'
import { readFrames, type Frames } from '../support/sse.ts'
import { streamRequest } from '../support/raw-wire.ts'
import { line, venueAt, type Venue } from './crowd.ts'

const burst = 200

/** How somebody goes. A line that is cut leaves no port waiting on our side, so most are. */
type Leave = (socket: Socket) => Promise<unknown>
const leaves: Leave[] = [
  // Once the state is there.
  (socket) => once(socket, 'data').then(() => socket.resetAndDestroy()),
  (socket) => once(socket, 'data').then(() => socket.destroy()),
  // With the request on its way, the answer not.
  async (socket) => socket.resetAndDestroy(),
  // When the server has the request in hand, perhaps.
  (socket) => new Promise((turn) => setImmediate(turn)).then(() => socket.resetAndDestroy()),
  // With an end like a polite program's.
  (socket) => once(socket, 'data').then(() => socket.resume().end()),
]

/** People who come to a venue's streams and go again at once, a burst at a time. */
export class Churn {
  readonly #server: MeasuredServer
  readonly #venue: Venue
  readonly #requests: string[]
  #gone = 0

  static async at(server: MeasuredServer): Promise<Churn> {
    return new Churn(server, await venueAt(server.url))
  }

  private constructor(server: MeasuredServer, venue: Venue) {
    const { room, poll, match, hostKey } = venue
    const asHost = `Authorization: Bearer ${hostKey}`
    this.#server = server
    this.#venue = venue
    this.#requests = [
      streamRequest(room),
      streamRequest(poll),
      streamRequest(match),
      streamRequest(room, asHost),
    ]
  }

  /** Somebody who stays. */
  watch(): Promise<Frames> {
    return readFrames(`${this.#venue.url}${this.#venue.room}/stream`)
  }

  /** Until so many have come and gone in all; meanwhile frames are sent. */
  async until(total: number): Promise<void> {
    while (this.#gone < total) {
      const all = Array.from({ length: burst }, (_, at) => this.#comeAndGo(this.#gone + at))
      const question = `Tea or coffee, after ${this.#gone}?`
      await Promise.all([...all, this.#venue.host.patch(this.#venue.poll, { question })])
      this.#gone += burst
    }
  }

  /** What is held when all but so many streams are closed. */
  async held(open: number): Promise<Held> {
    await untilStreams(this.#venue.url, open)
    return this.#server.held()
  }

  async #comeAndGo(at: number): Promise<void> {
    const socket = line(this.#venue.url)
    const closed = new Promise((done) => socket.once('close', done))
    await once(socket, 'connect')
    socket.write(this.#requests[at % this.#requests.length] ?? '')
    await leaves[at % leaves.length]?.(socket)
    await closed
  }
}

/** How many handles are there that were not; a few are lines that our own questions are asked on. */
export function strayOf(now: Held, then: Held): number {
  const count = ({ resources }: Held) => Object.values(resources).reduce((sum, each) => sum + each)
  return count(now) - count(then)
}
