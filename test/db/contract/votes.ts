import { expect, test } from 'vitest'
import { problemOf, receiptOf } from '../receipts.ts'
import { aVote, at, fresh, pollIn } from '../samples.ts'
import type { Bench } from '../store.contract.ts'

export function votesContract(bench: Bench): void {
  const cast = async (poll: string, voter: string, choice: string | string[] | null) => {
    const { receipts, changes } = await bench.store.commitVotes([aVote(poll, voter, choice)])
    return { receipt: receipts[0]!, changes }
  }
  const tallyOf = async (poll: string) => {
    const stored = await bench.store.loadPoll(poll)
    return { ballots: stored?.tally.ballots, ...Object.fromEntries(stored?.tally.counts ?? []) }
  }

  test('counts a first vote', async () => {
    const { id } = await pollIn(bench.store)
    const { receipt, changes } = await cast(id, 'ann', 'b')
    expect(receipt).toEqual({ outcome: 'counted', receipt: expect.any(String), version: 2 })
    const change = { ballots: 1, counts: new Map([['b', 1]]) }
    expect(changes).toEqual([{ poll: id, run: 1, version: 2, change }])
    expect(await bench.store.loadPoll(id)).toMatchObject({ version: 2, tally: change })
    expect(await bench.store.findBallot(id, 'ann')).toEqual({
      choice: 'b',
      receipt: receiptOf(receipt),
    })
  })

  test('answers a repeat with the same receipt and counts it once', async () => {
    const { id } = await pollIn(bench.store)
    const first = await cast(id, 'ann', 'b')
    const second = await cast(id, 'ann', 'b')
    expect(second.receipt).toEqual({ ...first.receipt, outcome: 'unchanged' })
    expect(second.changes).toEqual([])
    expect(await tallyOf(id)).toEqual({ ballots: 1, b: 1 })
  })

  test('moves the counters of a changed vote and keeps the number of ballots', async () => {
    const { id } = await pollIn(bench.store, { kind: 'multiple' })
    const first = await cast(id, 'ann', ['a', 'b'])
    const second = await cast(id, 'ann', ['c', 'b'])
    expect(second.receipt).toMatchObject({ outcome: 'changed', version: 3 })
    expect(receiptOf(second.receipt)).not.toBe(receiptOf(first.receipt))
    const counts = new Map([
      ['a', -1],
      ['c', 1],
    ])
    expect(second.changes).toMatchObject([{ change: { ballots: 0, counts } }])
    expect(await tallyOf(id)).toEqual({ ballots: 1, b: 1, c: 1 })
  })

  test('takes the same choice in another order as a repeat', async () => {
    const { id } = await pollIn(bench.store, { kind: 'multiple' })
    await cast(id, 'ann', ['a', 'c'])
    expect((await cast(id, 'ann', ['c', 'a'])).receipt).toMatchObject({ outcome: 'unchanged' })
  })

  test('refuses a change or a withdrawal where a vote is final, and answers a repeat', async () => {
    const { id } = await pollIn(bench.store, { allowChange: false })
    const first = await cast(id, 'ann', 'a')
    expect(problemOf((await cast(id, 'ann', 'b')).receipt)).toBe('already-voted')
    expect(problemOf((await cast(id, 'ann', null)).receipt)).toBe('already-voted')
    expect((await cast(id, 'ann', 'a')).receipt).toEqual({ ...first.receipt, outcome: 'unchanged' })
    expect(await tallyOf(id)).toEqual({ ballots: 1, a: 1 })
  })

  test('withdraws a vote, which may be cast again', async () => {
    const { id } = await pollIn(bench.store)
    await cast(id, 'ann', 'a')
    await cast(id, 'bob', 'a')
    const gone = await cast(id, 'ann', null)
    expect(gone.receipt).toMatchObject({ outcome: 'withdrawn', version: 4 })
    expect(gone.changes).toMatchObject([{ change: { ballots: -1, counts: new Map([['a', -1]]) } }])
    expect(await bench.store.findBallot(id, 'ann')).toBeUndefined()
    expect(await tallyOf(id)).toEqual({ ballots: 1, a: 1 })
    expect((await cast(id, 'ann', 'a')).receipt).toMatchObject({ outcome: 'counted' })
    expect(await tallyOf(id)).toEqual({ ballots: 2, a: 2 })
  })

  test('forgets a counter that nobody is left in', async () => {
    const { id } = await pollIn(bench.store)
    await cast(id, 'ann', 'a')
    await cast(id, 'ann', null)
    expect((await bench.store.loadPoll(id))?.tally).toEqual({ ballots: 0, counts: new Map() })
  })

  test('says no-vote when there is nothing to withdraw', async () => {
    const { id } = await pollIn(bench.store)
    expect(problemOf((await cast(id, 'ann', null)).receipt)).toBe('no-vote')
    await cast(id, 'ann', 'a')
    await cast(id, 'ann', null)
    expect(problemOf((await cast(id, 'ann', null)).receipt)).toBe('no-vote')
  })

  test('refuses every vote in a draft and after the close, even a repeat', async () => {
    const { id } = await pollIn(bench.store, { status: 'draft' })
    expect(problemOf((await cast(id, 'ann', 'a')).receipt)).toBe('poll-closed')
    await bench.store.updatePoll(id, { status: 'open' }, at)
    await cast(id, 'ann', 'a')
    await bench.store.updatePoll(id, { status: 'closed' }, at)
    for (const choice of ['a', 'b', 'nonsense', null])
      expect(problemOf((await cast(id, 'ann', choice)).receipt)).toBe('poll-closed')
    expect(await bench.store.findBallot(id, 'ann')).toMatchObject({ choice: 'a' })
    expect(await tallyOf(id)).toEqual({ ballots: 1, a: 1 })
  })

  test('refuses a vote in a poll that is not there', async () => {
    const result = await cast(fresh('p'), 'ann', 'a')
    expect(problemOf(result.receipt)).toBe('poll-not-found')
    expect(await bench.store.findBallot(fresh('p'), 'ann')).toBeUndefined()
  })

  test('refuses a choice that does not fit, with its faults', async () => {
    const { id } = await pollIn(bench.store, { kind: 'multiple', maxChoices: 2 })
    const { receipts } = await bench.store.commitVotes([
      aVote(id, 'ann', 'a'),
      aVote(id, 'ann', ['z', 'a']),
      aVote(id, 'ann', ['a', 'b', 'c']),
    ])
    expect(receipts.map(problemOf)).toEqual(Array(3).fill('ballot-invalid'))
    expect(receipts[1]).toMatchObject({ problem: { faults: [{ pointer: '/choice/0' }] } })
    expect((await bench.store.loadPoll(id))?.version).toBe(1)
  })

  test('never gives a receipt a second time, not even when the newest votes are erased', async () => {
    const [one, two] = [await pollIn(bench.store), await pollIn(bench.store)]
    const first = await cast(one.id, 'ann', 'a')
    await bench.store.deletePoll(one.id)
    const second = await cast(two.id, 'ann', 'a')
    expect(receiptOf(second.receipt)).not.toBe(receiptOf(first.receipt))
  })
}
