import fc from 'fast-check'
import { expect, test } from 'vitest'
import { add, emptyTally } from '#core/tally/count'
import type { Choice, Tally } from '#core/tally/kind'
import type { Store, Vote } from '../../../server/live/store.ts'
import { outcomeOf } from '../receipts.ts'
import { recount } from '../recount.ts'
import { aVote, at, pollIn } from '../samples.ts'
import type { Bench } from '../store.contract.ts'

type Step = { kind: 'votes'; votes: { voter: string; choice: string[] | null }[] } | Gate
type Gate = { kind: 'open' | 'closed' }

const aChoice = fc.subarray(['a', 'b', 'c'], { minLength: 1 })
const someVotes = fc.array(
  fc.record({
    voter: fc.constantFrom('ann', 'bob', 'cyd', 'dan'),
    choice: fc.option(aChoice, { freq: 3 }),
  }),
  { minLength: 1, maxLength: 6 },
)
const aStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('votes' as const), votes: someVotes }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom('open' as const, 'closed' as const) }),
  },
)

/** A poll in the head of a person who counts with a sheet of paper. */
class Paper {
  readonly ballots = new Map<string, string[]>()
  readonly #mayChange: boolean
  open = true

  constructor(mayChange: boolean) {
    this.#mayChange = mayChange
  }

  cast(voter: string, choice: string[] | null): string {
    const before = this.ballots.get(voter)
    if (!this.open) return 'poll-closed'
    if (!before && !choice) return 'no-vote'
    if (`${before}` === `${choice}`) return 'unchanged'
    if (before && !this.#mayChange) return 'already-voted'
    if (choice) this.ballots.set(voter, choice)
    else this.ballots.delete(voter)
    return !before ? 'counted' : choice ? 'changed' : 'withdrawn'
  }

  tally(): Tally {
    const named = [...this.ballots.values()].flat()
    const keys = [...new Set(named)]
    const counts = new Map(keys.map((key) => [key, named.filter((one) => one === key).length]))
    return { ballots: this.ballots.size, counts }
  }
}

export function modelContract(bench: Bench): void {
  test('of votes, changes, withdrawals, closes and openings gives the tally of a plain model', async () => {
    const polls: { id: string; tally: Tally }[] = []
    await fc.assert(
      fc.asyncProperty(
        fc.array(aStep, { maxLength: 12 }),
        fc.boolean(),
        fc.boolean(),
        async (steps, single, mayChange) => {
          polls.push(await follow(bench.store, steps, single, mayChange))
        },
      ),
      { numRuns: 150 },
    )
    const ledger = await bench.database.readVotes()
    for (const { id, tally } of polls) expect(recount(ledger, id)).toEqual(tally)
  })
}

async function follow(store: Store, steps: Step[], single: boolean, allowChange: boolean) {
  const { id } = await pollIn(store, { kind: single ? 'single' : 'multiple', allowChange })
  const paper = new Paper(allowChange)
  const told = emptyTally()
  let version = 1
  for (const step of steps) {
    if (step.kind === 'votes') {
      const votes = step.votes.map(({ voter, choice }) =>
        single ? { voter, choice: choice && choice.slice(0, 1) } : { voter, choice },
      )
      const commit = await store.commitVotes(votes.map((vote) => voteIn(id, vote, single)))
      expect(commit.receipts.map(outcomeOf)).toEqual(
        votes.map(({ voter, choice }) => paper.cast(voter, choice)),
      )
      for (const { change } of commit.changes) add(told, change)
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
  for (const voter of ['ann', 'bob', 'cyd', 'dan']) {
    const choice = paper.ballots.get(voter)
    expect((await store.findBallot(id, voter))?.choice).toEqual(choice && shape(choice, single))
  }
  return { id, tally: paper.tally() }
}

const shape = (choice: string[], single: boolean): Choice => (single ? choice[0]! : choice)

const voteIn = (
  poll: string,
  { voter, choice }: { voter: string; choice: string[] | null },
  single: boolean,
): Vote => aVote(poll, voter, choice && shape(choice, single))
