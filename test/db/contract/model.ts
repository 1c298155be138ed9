import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Poll, withOptions } from '#core/poll'
import { add, emptyTally } from '#core/tally/count'
import type { Choice, Tally } from '#core/tally/kind'
import { pollKinds, type PollKind } from '#core/tally/rules'
import { palettes } from '../../support/palette.ts'
import type { Store, Vote } from '../../../server/live/store.ts'
import { outcomeOf } from '../receipts.ts'
import { keysOf, recount } from '../recount.ts'
import { at, pollIn } from '../samples.ts'
import type { Bench } from '../store.contract.ts'

const voters = ['ann', 'bob', 'cyd', 'dan'] as const

interface Cast {
  voter: (typeof voters)[number]
  /** Which of the palette; null withdraws. */
  colour: number | null
  /** Which run it is meant for: none in particular, the present one, the one before. */
  run: 'any' | 'this' | 'last'
}

type Step = { kind: 'votes'; votes: Cast[] } | { kind: 'open' | 'closed' | 'run' }

const someVotes = fc.array(
  fc.record<Cast>({
    voter: fc.constantFrom(...voters),
    colour: fc.option(fc.nat({ max: 3 }), { freq: 3 }),
    run: fc.constantFrom('any', 'this', 'last'),
  }),
  { minLength: 1, maxLength: 6 },
)
const aStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('votes' as const), votes: someVotes }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom('open' as const, 'closed' as const, 'run') }),
  },
)

/** A poll in the head of a person who counts with a sheet of paper, a new one for every run. */
class Paper {
  ballots = new Map<string, Choice>()
  open = true
  run = 1
  readonly #kind: PollKind
  readonly #mayChange: boolean

  constructor(kind: PollKind, mayChange: boolean) {
    this.#kind = kind
    this.#mayChange = mayChange
  }

  cast({ voter, run }: Cast, choice: Choice | null): string {
    const before = this.ballots.get(voter) ?? null
    if (!this.open || (run === 'last' && this.run > 1)) return 'poll-closed'
    if (before === null && choice === null) return 'no-vote'
    if (`${before}` === `${choice}`) return 'unchanged'
    if (before !== null && !this.#mayChange) return 'already-voted'
    if (choice !== null) this.ballots.set(voter, choice)
    else this.ballots.delete(voter)
    return before === null ? 'counted' : choice !== null ? 'changed' : 'withdrawn'
  }

  turn(): void {
    this.ballots = new Map()
    this.open = true
    this.run += 1
  }

  tally(): Tally {
    const named = [...this.ballots.values()].flatMap((choice) => keysOf(this.#kind, choice))
    const keys = [...new Set(named)]
    const counts = new Map(keys.map((key) => [key, named.filter((one) => one === key).length]))
    return { ballots: this.ballots.size, counts }
  }
}

export function modelContract(bench: Bench): void {
  test.each(pollKinds)(
    'of votes, changes, withdrawals, closes, openings and runs of kind %s gives the tally of a plain model',
    async (kind) => {
      const polls: { id: string; tallies: Tally[] }[] = []
      await fc.assert(
        fc.asyncProperty(
          fc.array(aStep, { maxLength: 12 }),
          fc.boolean(),
          async (steps, mayChange) => {
            polls.push(await follow(bench.store, steps, kind, mayChange))
          },
        ),
        { numRuns: 50 },
      )
      const ledger = await bench.database.readVotes()
      for (const { id, tallies } of polls)
        for (const [index, tally] of tallies.entries())
          expect(recount(ledger, id, index + 1, kind)).toEqual(tally)
    },
  )
}

/** Answers what was counted in each run. */
async function follow(store: Store, steps: Step[], kind: PollKind, allowChange: boolean) {
  const { id } = await pollIn(store, { kind, allowChange, ...paperOf(kind) })
  const paper = new Paper(kind, allowChange)
  const tallies: Tally[] = []
  let told = emptyTally()
  let version = 1
  for (const step of steps) {
    if (step.kind === 'votes') {
      const votes = step.votes.map((cast) => ({ cast, choice: choiceOf(kind, cast) }))
      const commit = await store.commitVotes(votes.map((vote) => voteIn(id, vote, paper.run)))
      expect(commit.receipts.map(outcomeOf)).toEqual(
        votes.map(({ cast, choice }) => paper.cast(cast, choice)),
      )
      for (const { change } of commit.changes) add(told, change)
    } else if (step.kind === 'run') {
      tallies.push(paper.tally())
      await store.startRun(id, paper.run)
      paper.turn()
      told = emptyTally()
    } else {
      await store.updatePoll(id, { status: step.kind }, at)
      paper.open = step.kind === 'open'
    }
    const stored = await store.loadPoll(id)
    expect(stored?.tally).toEqual(paper.tally())
    expect(told).toEqual(paper.tally())
    expect(stored?.version).toBeGreaterThanOrEqual(version)
    version = stored?.version ?? 0
  }
  for (const voter of voters)
    expect((await store.findBallot(id, voter))?.choice).toEqual(paper.ballots.get(voter))
  for (const [index, tally] of tallies.entries())
    expect((await store.loadTally(id, index + 1)) ?? emptyTally()).toEqual(tally)
  return { id, tallies: [...tallies, paper.tally()] }
}

function paperOf(kind: PollKind): Partial<Poll> {
  const { options, ...setup } = palettes[kind].setup
  return { ...setup, options: withOptions(options ?? []) }
}

const choiceOf = (kind: PollKind, { colour }: Cast): Choice | null =>
  colour === null ? null : palettes[kind].colours[colour]!.kept

const voteIn = (
  poll: string,
  { cast: { voter, run }, choice }: { cast: Cast; choice: Choice | null },
  present: number,
): Vote => ({
  poll,
  voter,
  choice,
  at,
  ...(run !== 'any' && { run: run === 'last' && present > 1 ? present - 1 : present }),
})
