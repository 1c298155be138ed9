import { expect } from 'vitest'
import { graceMs, type PollView } from '#core/poll'
import { type ProblemCode, refused } from '#core/problem'
import { blankPaper, type Choice } from '#core/tally/kind'
import { rulesOf, type PollKind } from '#core/tally/rules'
import type { VoteReceipt } from '../../server/live/store.ts'
import { type Books, readBooks } from '../crash/books.ts'
import { History, laneOf, type Operation } from '../crash/history.ts'
import { palettes } from '../support/palette.ts'
import { settle } from './house.ts'
import { type Fate, MortalHouse } from './mortal-house.ts'

export interface Cast {
  voter: string
  /** Which of the palette; null withdraws. */
  colour: number | null
}

export type Order = 'close' | 'open' | 'run'

/** Votes of one turn of the event loop, perhaps with an order of the host among them. */
export interface Step {
  votes: Cast[]
  fate: Fate
  order: { what: Order; place: number } | null
  /** Then the host sets a time to close. */
  closeInMs: number | null
  /** Then so much time goes by. */
  passMs: number
  /** Then the process is gone, and started again. */
  restart: boolean
}

/** When the poll takes votes, in the head of a person with a watch. */
class Doorkeeper {
  open = true
  closesAt: number | null = null

  look(now: number): boolean {
    if (this.closesAt !== null && now > this.closesAt + graceMs) this.open = false
    return this.open
  }

  obey(what: Order, now: number): void {
    this.look(now)
    if (what === 'run' || (this.closesAt !== null && this.closesAt <= now && what === 'open'))
      this.closesAt = null
    this.open = what !== 'close'
  }
}

/** One poll, followed through whatever happens to it. */
export class Play {
  readonly #house = new MortalHouse()
  readonly #history = new History()
  readonly #door = new Doorkeeper()
  readonly #kind: PollKind
  readonly #mayChange: boolean
  #id = ''
  #run = 1
  #version = 0

  constructor(kind: PollKind, mayChange: boolean) {
    this.#kind = kind
    this.#mayChange = mayChange
  }

  async follow(steps: readonly Step[]): Promise<void> {
    try {
      await this.#begin()
      for (const step of steps) {
        await this.#vote(step)
        await this.#goOn(step)
        await this.#compare()
      }
    } finally {
      this.#house.raze()
    }
  }

  async #begin(): Promise<void> {
    const { polls, rooms } = this.#house.live
    const { setup } = palettes[this.#kind]
    const paper = { kind: this.#kind, question: 'Tea?', allowChange: this.#mayChange, ...setup }
    const { room } = await rooms.create('Quiz night', (code) => ({
      kind: 'poll',
      poll: polls.draw(code, paper, 'open'),
    }))
    this.#id = room.onAir ?? ''
  }

  /** All in one turn; nobody waits for anybody. */
  async #vote({ votes, fate, order }: Step): Promise<void> {
    this.#house.fate = fate
    const now = this.#house.time.now()
    const wasOpen = this.#door.look(now)
    const calls = votes.map((cast) => () => this.#cast(cast, fate, order ? null : wasOpen))
    if (order) calls.splice(order.place, 0, () => this.#order(order.what))
    const run = this.#run
    await Promise.all(calls.map((call) => call()))
    if (order) this.#door.obey(order.what, now)
    if (order?.what === 'run') this.#run = run + 1
    // A call that fails has kept nothing, or else nobody is there any more to tell.
    if (fate === 'silent') this.#house.restart()
    this.#house.fate = 'kept'
  }

  async #cast({ voter, colour }: Cast, fate: Fate, isOpen: boolean | null): Promise<void> {
    const { polls } = this.#house.live
    const { sent, kept } = colour === null ? nothing : palettes[this.#kind].colours[colour]!
    const lane = laneOf(this.#id, this.#run, voter)
    const answer = await (
      colour === null
        ? polls.withdraw(this.#id, voter, this.#run)
        : polls.vote(this.#id, voter, sent, this.#run)
    ).catch(() => fate)
    this.#history.note(lane, this.#operation(kept, answer, isOpen))
  }

  #operation(choice: Choice | null, answer: VoteReceipt | Fate, isOpen: boolean | null): Operation {
    if (typeof answer === 'string')
      return { choice, heard: answer === 'silent' ? 'lost' : 'refused' }
    if (!refused(answer)) {
      agree(isOpen ?? true, true)
      return { choice, heard: answer.outcome, receipt: answer.receipt }
    }
    const { code } = answer.problem
    if (code === 'poll-closed') agree(isOpen ?? false, false)
    else agree(this.#mayRefuse(choice).includes(code), true)
    return { choice, heard: 'refused' }
  }

  #mayRefuse(choice: Choice | null): ProblemCode[] {
    return [
      ...(choice === null ? ['no-vote' as const] : []),
      ...(this.#mayChange ? [] : ['already-voted' as const]),
    ]
  }

  async #order(what: Order): Promise<void> {
    const { polls } = this.#house.live
    const status = what === 'open' ? 'open' : 'closed'
    const done =
      what === 'run' ? await polls.runAgain(this.#id) : await polls.patch(this.#id, { status })
    agree(refused(done), false)
  }

  async #goOn({ closeInMs, passMs, restart }: Step): Promise<void> {
    const { time, live } = this.#house
    if (closeInMs !== null) {
      const closesAt = time.now() + closeInMs
      await live.polls.patch(this.#id, { closesAt })
      this.#door.look(time.now())
      this.#door.closesAt = closesAt
    }
    time.advance(passMs)
    await this.#rest()
    if (restart) this.#house.restart()
    await this.#rest()
  }

  /** Until what was set in motion has come to rest: no call takes more than a turn, no job waits. */
  async #rest(): Promise<void> {
    for (let turns = 0; turns < 3; turns++) {
      await settle()
      this.#house.time.advance(0)
    }
    await settle()
  }

  /** What is shown is what the record says, read past everything that is tested. */
  async #compare(): Promise<void> {
    const { polls, runs } = this.#house.live
    const books = readBooks(this.#house.file)
    agree([...books.faults, ...this.#history.faults(books.entries)], [])
    const now = (await polls.view(this.#id, 'full'))!
    agree([now.run, now.version >= this.#version], [this.#run, true])
    agree(now.status, this.#door.look(this.#house.time.now()) ? 'open' : 'closed')
    agree(countedIn(now), this.#counted(now, books))
    this.#version = now.version
    const poll = (await polls.get(this.#id))!
    for (let run = 1; run < this.#run; run++) {
      const earlier = (await runs.view(poll, run, 'full'))!.poll
      agree([earlier.run, earlier.status], [run, 'closed'])
      agree(countedIn(earlier), this.#counted(earlier, books))
    }
  }

  #counted(view: PollView, { recount }: Books) {
    const name = `${this.#id} run ${view.run}`
    const ballots = recount.get(name) ?? 0
    const keys = [...recount].filter(([each]) => each.startsWith(`${name} key `))
    const counts = new Map(keys.map(([each, votes]) => [each.slice(`${name} key `.length), votes]))
    const { result } = rulesOf(this.#kind).view({ ...blankPaper, ...view }, { ballots, counts })
    return { ballots, result }
  }
}

const agree = (found: unknown, wanted: unknown) => expect(found).toEqual(wanted)

const countedIn = ({ ballots, result }: PollView) => ({ ballots, result })

const nothing = { sent: null, kept: null }
