import { expect, test } from 'vitest'
import { add, emptyTally } from '#core/tally/count'
import { recount } from '../recount.ts'
import { aVote, at, fresh, pollIn, roomIn } from '../samples.ts'
import type { Bench } from '../store.contract.ts'

const voters = (count: number) => Array.from({ length: count }, () => fresh('voter'))

export function racesContract(bench: Bench): void {
  test('counts a hundred voters who come at once', async () => {
    const { id } = await pollIn(bench.store)
    const commits = await Promise.all(
      voters(100).map((voter, index) =>
        bench.store.commitVotes([aVote(id, voter, index % 2 ? 'a' : 'b')]),
      ),
    )
    const counts = new Map([
      ['a', 50],
      ['b', 50],
    ])
    expect((await bench.store.loadPoll(id))?.tally).toEqual({ ballots: 100, counts })
    expect(new Set(commits.map(({ receipts: [r] }) => r && 'receipt' in r && r.receipt)).size).toBe(
      100,
    )
    expect(recount(await bench.database.readVotes(), id)).toEqual({ ballots: 100, counts })
  })

  test('counts one voter once, however many copies of the vote come at once', async () => {
    const { id } = await pollIn(bench.store)
    const commits = await Promise.all(
      Array.from({ length: 20 }, () => bench.store.commitVotes([aVote(id, 'ann', 'a')])),
    )
    const outcomes = commits
      .flatMap(({ receipts }) => receipts)
      .map((r) => 'outcome' in r && r.outcome)
    expect(outcomes.filter((outcome) => outcome === 'counted')).toHaveLength(1)
    expect((await bench.store.loadPoll(id))?.tally.ballots).toBe(1)
  })

  test('holds exactly the counted votes when votes race a close', async () => {
    const { id } = await pollIn(bench.store)
    const waiting = voters(60).map((voter, index) => {
      if (index === 30) void bench.store.updatePoll(id, { status: 'closed' }, at)
      return bench.store.commitVotes([aVote(id, voter, 'a')])
    })
    const receipts = (await Promise.all(waiting)).flatMap((commit) => commit.receipts)
    const counted = receipts.filter((receipt) => 'outcome' in receipt).length
    const refused = receipts.filter(
      (receipt) => 'problem' in receipt && receipt.problem.code === 'poll-closed',
    ).length
    expect(counted + refused).toBe(60)
    expect(refused).toBeGreaterThan(0)
    expect((await bench.store.loadPoll(id))?.tally.ballots).toBe(counted)
  })

  test('gives changes that add up to the tally, in versions that rise', async () => {
    const { id } = await pollIn(bench.store)
    const commits = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        bench.store.commitVotes([
          aVote(id, `voter${index % 7}`, ['a', 'b', 'c', null][index % 4]!),
        ]),
      ),
    )
    const changes = commits.flatMap((commit) => commit.changes)
    const stored = await bench.store.loadPoll(id)
    const sum = changes.reduce((tally, { change }) => add(tally, change), emptyTally())
    expect(sum).toEqual(stored?.tally)
    const versions = changes.map(({ version }) => version)
    expect(versions).toEqual([...new Set(versions)].toSorted((a, b) => a - b))
    expect(stored?.version).toBe(versions.at(-1))
  })

  test('answers in the order in which it was asked', async () => {
    const room = await roomIn(bench.store)
    const answered: number[] = []
    await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        (index % 3 === 0
          ? bench.store.updateRoom(room, { title: `${index}` }, at)
          : bench.store.loadRoom(room)
        ).then(() => answered.push(index)),
      ),
    )
    expect(answered).toEqual(answered.toSorted((a, b) => a - b))
    expect(await bench.store.loadRoom(room)).toMatchObject({ title: '27', version: 11 })
  })
}
