import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ResultsRule } from '#core/poll'
import { pollKinds, type PollKind } from '#core/tally/rules'
import { chance } from '../support/chance.ts'
import { palettes } from '../support/palette.ts'
import { settle } from './house.ts'
import { MortalHouse } from './mortal-house.ts'
import { FakeReader } from './readers.ts'

/** What a voter does, said without a choice: `turn` makes another choice out of the last one. */
type Deed = { voter: string; what: 'vote'; turns: [number, number] } | { voter: string; what: Else }
type Else = 'repeat' | 'withdraw'

interface Step {
  deeds: Deed[]
  runAgain: boolean
  passMs: number
}

const aVoter = fc.constantFrom('ann', 'bob', 'cyd', 'dan')
const aTurn = fc.integer({ min: 1, max: 3 })
const aDeed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      voter: aVoter,
      what: fc.constant('vote' as const),
      turns: fc.tuple(aTurn, aTurn),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ voter: aVoter, what: fc.constantFrom<Else>('repeat', 'withdraw') }),
  },
)
const someSteps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    deeds: fc.array(aDeed, { maxLength: 6 }),
    runAgain: fc.boolean(),
    passMs: fc.nat({ max: 1500 }),
  }),
  { minLength: 1, maxLength: 6 },
)

/** One of two worlds that are alike in everything, chance and time too, but for what is chosen. */
class Twin {
  readonly #house: MortalHouse
  readonly #side: 0 | 1
  readonly #kind: PollKind
  readonly #chosen = new Map<string, number>()
  readonly #readers: FakeReader[] = []
  readonly #seen: unknown[] = []
  #id = ''

  constructor(side: 0 | 1, kind: PollKind) {
    const luck = chance(1)
    this.#house = new MortalHouse((size) =>
      Uint8Array.from({ length: size }, () => luck.below(256)),
    )
    this.#side = side
    this.#kind = kind
  }

  /** Everything that the public gets to see of it, to the byte and in order. */
  async show(steps: readonly Step[], results: ResultsRule): Promise<unknown> {
    try {
      await this.#begin(results)
      for (const step of steps) await this.#take(step)
      return [this.#seen, this.#readers.map(({ writes }) => writes)]
    } finally {
      this.#house.raze()
    }
  }

  async #begin(results: ResultsRule): Promise<void> {
    const { polls, rooms, streams } = this.#house.live
    const setup = { kind: this.#kind, question: 'Tea?', results, ...palettes[this.#kind].setup }
    const { room } = await rooms.create('Quiz night', (code) => ({
      kind: 'poll',
      poll: polls.draw(code, setup, 'open'),
    }))
    this.#id = room.onAir ?? ''
    const poll = { kind: 'poll', id: this.#id } as const
    for (const topic of [poll, { kind: 'room', id: room.code } as const]) {
      await streams.prepare(topic, 'public')
      const reader = new FakeReader()
      streams.join(topic, 'public', reader)
      this.#readers.push(reader)
    }
  }

  async #take({ deeds, runAgain, passMs }: Step): Promise<void> {
    const { live, time } = this.#house
    if (runAgain) {
      await live.polls.runAgain(this.#id)
      this.#chosen.clear()
    }
    this.#seen.push(await Promise.all(deeds.map((deed) => this.#do(deed))))
    this.#seen.push(JSON.stringify(await live.polls.view(this.#id, 'public')))
    time.advance(passMs)
    await settle()
  }

  #do(deed: Deed): Promise<unknown> {
    const { polls } = this.#house.live
    const { colours } = palettes[this.#kind]
    const { voter } = deed
    if (deed.what === 'withdraw') {
      this.#chosen.delete(voter)
      return polls.withdraw(this.#id, voter)
    }
    const turn = deed.what === 'vote' ? deed.turns[this.#side] : 0
    const choice = ((this.#chosen.get(voter) ?? this.#side) + turn) % colours.length
    this.#chosen.set(voter, choice)
    return polls.vote(this.#id, voter, colours[choice]?.sent)
  }
}

const hiding: ResultsRule[] = ['voted', 'closed', 'host']

test.each(pollKinds)(
  'of a hidden result of kind %s the public sees the same to the byte, whatever was chosen',
  async (kind) => {
    const alike = fc.asyncProperty(
      someSteps,
      fc.constantFrom(...hiding),
      async (steps, results) => {
        const [one, other] = [new Twin(0, kind), new Twin(1, kind)]
        expect(await one.show(steps, results)).toEqual(await other.show(steps, results))
      },
    )
    await fc.assert(alike, { numRuns: 20 })
  },
)

test('where a result is to be seen by all, the same two worlds do look different', async () => {
  const vote: Deed = { voter: 'ann', what: 'vote', turns: [1, 1] }
  const steps: Step[] = [{ deeds: [vote], runAgain: false, passMs: 1000 }]
  const worlds = await Promise.all(
    ([0, 1] as const).map((side) => new Twin(side, 'single').show(steps, 'live')),
  )
  expect(worlds[0]).not.toEqual(worlds[1])
})
