import { expect, test } from 'vitest'
import { aVote, pollIn } from '../samples.ts'
import type { Bench } from '../store.contract.ts'

export function booksContract(bench: Bench): void {
  test('reads the ballots of a run in pages, each voter once, withdrawn ones not at all', async () => {
    const { id } = await pollIn(bench.store)
    const voters = ['ann', 'bob', 'cyd', 'dan', 'eve']
    await bench.store.commitVotes(voters.map((voter) => aVote(id, voter, 'a')))
    await bench.store.commitVotes([aVote(id, 'bob', 'b'), aVote(id, 'dan', null)])
    const first = await bench.store.readBallots(id, 1, '', 2)
    expect(first).toEqual([
      { voter: 'ann', choice: 'a' },
      { voter: 'bob', choice: 'b' },
    ])
    const rest = await bench.store.readBallots(id, 1, first.at(-1)?.voter ?? '', 10)
    expect(rest.map(({ voter }) => voter)).toEqual(['cyd', 'eve'])
    await bench.store.startRun(id, 1)
    expect(await bench.store.readBallots(id, 2, '', 10)).toEqual([])
    expect(await bench.store.readBallots(id, 1, '', 10)).toHaveLength(4)
  })

  test('has three books of a run, which say the same', async () => {
    const { id } = await pollIn(bench.store, { kind: 'multiple' })
    await bench.store.commitVotes([
      aVote(id, 'ann', ['a']),
      aVote(id, 'bob', ['a', 'b']),
      aVote(id, 'cyd', ['c']),
      aVote(id, 'ann', ['a', 'b']),
      aVote(id, 'cyd', null),
    ])
    await bench.store.startRun(id, 1)
    await bench.store.commitVotes([aVote(id, 'ann', ['c'])])
    const books = [{ choice: ['a', 'b'], voters: 2 }]
    expect(await bench.store.audit(id, 1)).toEqual({
      counters: {
        ballots: 2,
        counts: new Map([
          ['a', 2],
          ['b', 2],
        ]),
      },
      record: books,
      ballots: books,
    })
    const now = [{ choice: ['c'], voters: 1 }]
    expect(await bench.store.audit(id, 2)).toMatchObject({ record: now, ballots: now })
    const runs = await bench.store.listRuns()
    expect(runs.flatMap(({ poll, run }) => (poll.id === id ? run : []))).toEqual([1, 2])
  })
}
