import type { PollView } from '#core/poll'
import { pollKinds } from '#core/tally/rules'
import { chance, type Chance } from '../support/chance.ts'
import { type Colour, palettes } from '../support/palette.ts'
import type { ServerProcess } from '../support/process.ts'
import { type Heard, History, laneOf, type Operation } from './history.ts'
import { type Answer, type Ask, Line } from './line.ts'
import { Milestones } from './milestones.ts'

export interface StormPlan {
  server: ServerProcess
  seed: number
  kills: number
  /** About so many votes are acknowledged between two kills. */
  acks: number
  phones: number
}

/** A poll as phones know it; the host moves its run. */
interface StormPoll {
  id: string
  run: number
  colours: readonly Colour[]
  /** The highest version that was told with an acknowledged vote. */
  version: number
}

/**
 * Phones vote, change, repeat and withdraw, the host closes, opens and runs again, and meanwhile
 * somebody pulls the plug. Who hears nothing goes on when the server is back.
 */
export class Storm {
  readonly history = new History()
  /** Answers that nobody should get, whatever happens. */
  readonly unexpected: string[] = []
  readonly polls: StormPoll[] = []
  readonly #plan: StormPlan
  readonly #line: Line
  readonly #chance: Chance
  readonly #acks = new Milestones()
  #room = ''
  #key = ''
  #up: Promise<void> = Promise.resolve()
  #over = false

  constructor(plan: StormPlan) {
    this.#plan = plan
    this.#line = new Line(plan.server.url)
    this.#chance = chance(plan.seed)
  }

  async rage(): Promise<void> {
    await this.#setUp()
    const phones = Array.from({ length: this.#plan.phones }, (_, index) => this.#phone(index))
    const host = this.#host()
    try {
      await this.#pullPlugs()
    } finally {
      this.#over = true
      this.#acks.done(Infinity)
    }
    await Promise.all([...phones, host])
  }

  /** What the server says of its polls now. */
  async views(): Promise<PollView[]> {
    return Promise.all(this.polls.map(({ id }) => this.#read(id)))
  }

  close(): void {
    this.#line.close()
  }

  async #setUp(): Promise<void> {
    type Made = { room: { code: string }; hostKey: string; poll: PollView }
    const post = async (path: string, body: object) =>
      (await this.#told({ method: 'POST', path, body, key: this.#key || undefined })).body as Made
    const { room, hostKey } = await post('/api/rooms', { title: 'Storm' })
    this.#room = room.code
    this.#key = hostKey
    for (const kind of pollKinds) {
      const { setup, colours } = palettes[kind]
      const body = { kind, question: kind, status: 'open', ...setup }
      const { poll } = await post(`/api/rooms/${room.code}/polls`, body)
      this.polls.push({ id: poll.id, run: 1, colours, version: 0 })
    }
  }

  async #pullPlugs(): Promise<void> {
    const { server, kills, acks } = this.#plan
    for (let kill = 0; kill < kills; kill++) {
      await this.#acks.ahead(Math.ceil(acks / 4) + this.#chance.below(acks))
      // Anywhere in the life of a vote, not only right after an answer.
      const turns = this.#chance.below(20)
      for (let turn = 0; turn < turns; turn++) await new Promise((next) => setImmediate(next))
      const { promise, resolve } = Promise.withResolvers<void>()
      this.#up = promise
      await server.kill('SIGKILL')
      await server.restart()
      await this.#checkVersions()
      resolve()
    }
    await this.#acks.ahead(acks)
  }

  async #checkVersions(): Promise<void> {
    const views = await this.views()
    for (const [index, { id, version }] of this.polls.entries())
      if ((views[index]?.version ?? 0) < version)
        this.unexpected.push(`${id} lost version ${version}`)
  }

  async #phone(index: number): Promise<void> {
    const luck = chance(this.#plan.seed + index + 1)
    const { cookie } = await this.#told({ method: 'GET', path: `/api/rooms/${this.#room}` })
    const voter = cookie?.split('=')[1]?.split('.')[0] ?? ''
    const last = new Map<StormPoll, Colour>()
    while (!this.#over) {
      const poll = luck.pick(this.polls)
      const before = last.get(poll)
      const cast = (colour: Colour | null, copies = 1) =>
        this.#cast(poll, { voter, cookie }, colour, copies)
      if (luck.happens(10)) await cast(null)
      else if (before && luck.happens(15)) await cast(before)
      else {
        const colour = luck.pick(poll.colours)
        last.set(poll, colour)
        await cast(colour, luck.happens(5) ? 2 : 1)
      }
    }
  }

  /** The same vote, perhaps in several copies at once. */
  async #cast(poll: StormPoll, { voter, cookie }: Device, colour: Colour | null, copies: number) {
    const { run } = poll
    const path = `/api/polls/${poll.id}/vote`
    const ask: Ask =
      colour === null
        ? { method: 'DELETE', path: `${path}?run=${run}`, cookie }
        : { method: 'PUT', path, cookie, body: { choice: colour.sent, run } }
    const heard = await Promise.all(Array.from({ length: copies }, () => this.#line.ask(ask)))
    const operations = heard
      .filter((each) => each !== 'unsent')
      .map((each) => this.#operation(poll, each, colour))
      // Answers to copies arrive in any order; only the copy that was first can have moved something.
      .toSorted((one, other) => mayHaveMoved(other) - mayHaveMoved(one))
    for (const operation of operations) {
      this.history.note(laneOf(poll.id, run, voter), operation)
      if (operation.heard !== 'lost' && operation.heard !== 'refused') this.#acks.done(1)
    }
    if (heard.some((each) => typeof each === 'string')) await this.#up
  }

  #operation(poll: StormPoll, heard: Answer | 'lost', colour: Colour | null): Operation {
    const choice = colour && colour.kept
    if (heard === 'lost') return { choice, heard }
    const { outcome, receipt, version = 0 } = (heard.body ?? {}) as Partial<Taken>
    poll.version = Math.max(poll.version, version)
    if (heard.status === 204) return { choice, heard: 'withdrawn' }
    if (heard.status === 200 && outcome) return { choice, heard: outcome, receipt }
    const isOrdinary = heard.status === 409 || (heard.status === 404 && choice === null)
    if (!isOrdinary) this.unexpected.push(`${heard.status} ${JSON.stringify(heard.body)}`)
    return { choice, heard: 'refused' }
  }

  async #host(): Promise<void> {
    while (!this.#over) {
      await this.#acks.ahead(100 + this.#chance.below(200))
      const poll = this.#chance.pick(this.polls)
      const path = `/api/polls/${poll.id}`
      if (this.#chance.happens(50)) {
        await this.#order({ method: 'PATCH', path, body: { status: 'closed' } })
        await this.#order({ method: 'PATCH', path, body: { status: 'open' } })
      } else await this.#order({ method: 'POST', path: `${path}/runs` })
      poll.run = (await this.#read(poll.id)).run
    }
  }

  /** A host who hears nothing looks later at what became of it. */
  async #order(ask: Ask): Promise<void> {
    const heard = await this.#line.ask({ ...ask, key: this.#key })
    if (typeof heard === 'string') {
      await this.#up
      if (ask.method === 'PATCH') await this.#order(ask)
    } else if (heard.status >= 300) this.unexpected.push(`the host hears ${heard.status}`)
  }

  async #read(id: string): Promise<PollView> {
    return (await this.#told({ method: 'GET', path: `/api/polls/${id}` })).body as PollView
  }

  async #told(ask: Ask): Promise<Answer> {
    for (;;) {
      const heard = await this.#line.ask(ask)
      if (typeof heard !== 'string') return heard
      await this.#up
    }
  }
}

interface Device {
  voter: string
  cookie: string | undefined
}

const mayHaveMoved = ({ heard }: Operation): number =>
  heard === 'lost' ? 2 : heard === 'unchanged' || heard === 'refused' ? 0 : 1

interface Taken {
  outcome: Exclude<Heard, 'refused' | 'lost' | 'withdrawn'>
  receipt: string
  version: number
}
