import { expect, test } from 'vitest'
import { closedFrom, graceMs } from '#core/poll'
import { problemOf } from '../receipts.ts'
import { aPoll, aVote, at, pollIn, roomIn } from '../samples.ts'
import type { Bench } from '../store.contract.ts'

const empty = { ballots: 0, counts: new Map() }

export function runsContract(bench: Bench): void {
  test('a new run is open and empty; the votes of the earlier one stay', async () => {
    const { id } = await pollIn(bench.store, { closesAt: at + 1 })
    await bench.store.commitVotes([aVote(id, 'ann', 'a'), aVote(id, 'bob', 'b')])
    await bench.store.updatePoll(id, { status: 'closed' }, at)
    const started = await bench.store.startRun(id, 1)
    expect(started).toMatchObject({
      poll: { run: 2, status: 'open', closesAt: null },
      version: 4,
      room: { items: [{ id, status: 'open' }] },
    })
    expect(await bench.store.loadPoll(id)).toMatchObject({ version: 4, tally: empty })
    expect(await bench.store.findBallot(id, 'ann')).toBeUndefined()
    await bench.store.commitVotes([aVote(id, 'ann', 'b')])
    expect(await bench.store.loadTally(id, 1)).toEqual({
      ballots: 2,
      counts: new Map([
        ['a', 1],
        ['b', 1],
      ]),
    })
    expect(await bench.store.loadTally(id, 2)).toEqual({ ballots: 1, counts: new Map([['b', 1]]) })
    expect(await bench.store.loadTally(id, 3)).toBeUndefined()
    expect(await bench.store.loadTally(id, 0)).toBeUndefined()
    expect(await bench.store.loadTally('p_none', 1)).toBeUndefined()
    expect(await bench.store.loadTally(id, 2 ** 31)).toBeUndefined()
    expect(await bench.store.startRun('p_none', 1)).toBeUndefined()
  })

  test('a new run that is begun twice is one run', async () => {
    const { id } = await pollIn(bench.store)
    await bench.store.startRun(id, 1)
    await bench.store.commitVotes([aVote(id, 'ann', 'a')])
    const again = await bench.store.startRun(id, 1)
    expect(again).toMatchObject({ poll: { run: 2 }, version: 3 })
    expect(await bench.store.loadTally(id, 2)).toMatchObject({ ballots: 1 })
  })

  test('a vote that names another run is too late, in the same batch as one that is not', async () => {
    const { id } = await pollIn(bench.store)
    await bench.store.startRun(id, 1)
    const { receipts } = await bench.store.commitVotes([
      { ...aVote(id, 'ann', 'a'), run: 1 },
      { ...aVote(id, 'bob', 'a'), run: 2 },
      aVote(id, 'cyd', 'a'),
    ])
    expect(receipts.map(problemOf)).toEqual(['poll-closed', undefined, undefined])
  })

  test('options keep their number after a vote in any run', async () => {
    const { id } = await pollIn(bench.store)
    await bench.store.commitVotes([aVote(id, 'ann', 'a')])
    await bench.store.startRun(id, 1)
    const options = [{ id: 'a', label: 'Only' }]
    expect(await bench.store.updatePoll(id, { options }, at)).toMatchObject({
      problem: { code: 'has-votes' },
    })
  })

  test('a vote counts until the grace after the time is over, by its own time', async () => {
    const { id } = await pollIn(bench.store, { closesAt: at })
    const { receipts } = await bench.store.commitVotes([
      { ...aVote(id, 'ann', 'a'), at: at + graceMs },
      { ...aVote(id, 'bob', 'a'), at: at + graceMs + 1 },
    ])
    expect(receipts.map(problemOf)).toEqual([undefined, 'poll-closed'])
  })

  test('closes what is due, in every room, and says what is next', async () => {
    const far = at * 2
    const [room, other] = [await roomIn(bench.store), await roomIn(bench.store)]
    const polls = [
      aPoll(room, { closesAt: far + 10 }),
      aPoll(other, { closesAt: far + 20 }),
      aPoll(room, { closesAt: far + 30 }),
      aPoll(room, { closesAt: far + 5, status: 'draft' }),
      aPoll(room, { closesAt: far + 5, status: 'closed' }),
    ]
    for (const poll of polls) await bench.store.createPoll(poll)
    // What other tests have left behind.
    const before = await bench.store.closeDue(closedFrom(far))
    expect(before.next).toBe(far + 10)
    expect((await bench.store.closeDue(closedFrom(far + 10) - 1)).closed).toEqual([])
    const { closed, next } = await bench.store.closeDue(closedFrom(far + 20))
    expect(closed).toMatchObject([
      { poll: { id: polls[0]?.id, status: 'closed' }, version: 2, room: { code: room } },
      { poll: { id: polls[1]?.id, status: 'closed' }, version: 2, room: { code: other } },
    ])
    expect(closed[0]?.room.items[0]).toMatchObject({ status: 'closed' })
    expect(next).toBe(far + 30)
    expect(await bench.store.loadPoll(polls[2]?.id ?? '')).toMatchObject({
      poll: { status: 'open' },
      version: 1,
    })
    expect(await bench.store.closeDue(closedFrom(far + 20))).toEqual({ closed: [], next: far + 30 })
    expect(await bench.store.closeDue(closedFrom(far + 30))).toMatchObject({ next: null })
  })

  test('of many that are due at once some are closed at a time, until none is left', async () => {
    const room = await roomIn(bench.store)
    const far = at * 3
    const polls = Array.from({ length: 50 }, () => aPoll(room, { closesAt: far }))
    for (const poll of polls) await bench.store.createPoll(poll)
    let closed = 0
    for (let turn = 0; turn < 50; turn++) {
      const due = await bench.store.closeDue(closedFrom(far))
      closed += due.closed.length
      expect(due.closed.length).toBeLessThan(50)
      if (due.next === null) break
    }
    expect(closed).toBe(50)
  })
}
