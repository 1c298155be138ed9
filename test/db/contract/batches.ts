import { expect, test } from 'vitest'
import { outcomeOf, receiptOf } from '../receipts.ts'
import { aVote, pollIn } from '../samples.ts'
import type { Bench } from '../store.contract.ts'

export function batchesContract(bench: Bench): void {
  test('answers a batch in its order, also where one voter comes several times', async () => {
    const { id } = await pollIn(bench.store)
    const { receipts, changes } = await bench.store.commitVotes([
      aVote(id, 'ann', 'a'),
      aVote(id, 'bob', 'zzz'),
      aVote(id, 'ann', 'a'),
      aVote('p_unknown', 'ann', 'a'),
      aVote(id, 'ann', 'b'),
      aVote(id, 'ann', null),
      aVote(id, 'ann', null),
      aVote(id, 'cyd', 'c'),
      aVote(id, 'ann', 'c'),
    ])
    expect(receipts.map(outcomeOf)).toEqual([
      'counted',
      'ballot-invalid',
      'unchanged',
      'poll-not-found',
      'changed',
      'withdrawn',
      'no-vote',
      'counted',
      'counted',
    ])
    expect(receiptOf(receipts[2])).toBe(receiptOf(receipts[0]))
    const distinct = [0, 4, 5, 7, 8].map((index) => receiptOf(receipts[index]))
    expect(new Set(distinct).size).toBe(5)
    const change = { ballots: 2, counts: new Map([['c', 2]]) }
    expect(changes).toEqual([{ poll: id, run: 1, version: 2, change }])
  })

  test('sums the changes of a batch for each of its polls, one version each', async () => {
    const one = await pollIn(bench.store)
    const two = await pollIn(bench.store, { kind: 'multiple' })
    const { receipts, changes } = await bench.store.commitVotes([
      aVote(one.id, 'ann', 'a'),
      aVote(two.id, 'ann', ['a', 'b']),
      aVote(one.id, 'bob', 'a'),
      aVote(two.id, 'bob', ['b']),
    ])
    expect(receipts).toMatchObject(Array(4).fill({ outcome: 'counted', version: 2 }))
    expect(changes).toHaveLength(2)
    expect(changes).toContainEqual({
      poll: one.id,
      run: 1,
      version: 2,
      change: { ballots: 2, counts: new Map([['a', 2]]) },
    })
    const counts = new Map([
      ['a', 1],
      ['b', 2],
    ])
    expect(await bench.store.loadPoll(two.id)).toMatchObject({ tally: { ballots: 2, counts } })
  })

  test('raises the version once in a batch that moved a ballot, and only then', async () => {
    const { id } = await pollIn(bench.store)
    const version = async () => (await bench.store.loadPoll(id))?.version
    await bench.store.commitVotes([aVote(id, 'ann', 'a'), aVote(id, 'bob', 'a')])
    expect(await version()).toBe(2)
    await bench.store.commitVotes([aVote(id, 'ann', 'a'), aVote(id, 'cyd', 'zzz')])
    expect(await version()).toBe(2)
    // There and back is news as well: a receipt was given for it.
    await bench.store.commitVotes([aVote(id, 'dan', 'a'), aVote(id, 'dan', null)])
    expect(await version()).toBe(3)
  })

  test('takes an empty batch', async () => {
    expect(await bench.store.commitVotes([])).toEqual({ receipts: [], changes: [] })
  })
}
