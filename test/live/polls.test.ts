import { refused } from '#core/problem'
import type { Tally } from '#core/tally/kind'
import { expect, test } from 'vitest'
import { Unavailable } from '../../server/live/unavailable.ts'
import { aHouse, caughtUp, pollIn, settle, updates, watch } from './house.ts'
import { optionsIn } from '../support/results.ts'

const votesOf = async (house: Awaited<ReturnType<typeof aHouse>>, poll: string) =>
  optionsIn(await house.live.polls.view(poll, 'full'))?.map(({ votes }) => votes)

test('the receipts of a batch come in the order of its votes', async () => {
  const sizes: number[] = []
  const house = await aHouse((store) => ({
    commitVotes(votes) {
      sizes.push(votes.length)
      return store.commitVotes(votes)
    },
  }))
  const { poll } = await pollIn(house)
  const { polls } = house.live
  await polls.get(poll)
  const receipts = await Promise.all([
    polls.vote(poll, 'ana', 'a'),
    polls.vote(poll, 'bo', 'b'),
    polls.vote(poll, 'ana', 'b'),
    polls.vote(poll, 'bo', 'b'),
    polls.withdraw(poll, 'cy'),
  ])
  expect(receipts.map((each) => (refused(each) ? each.problem.code : each.outcome))).toEqual([
    'counted',
    'counted',
    'changed',
    'unchanged',
    'no-vote',
  ])
  expect(sizes).toEqual([5])
  expect(await votesOf(house, poll)).toEqual([0, 2])
  const view = await polls.view(poll, 'full')
  expect(view).toEqual(await reread(house, poll))
})

/** What the database says of a poll, through fresh eyes. */
async function reread(house: Awaited<ReturnType<typeof aHouse>>, poll: string) {
  house.live.polls.drop(poll)
  return house.live.polls.view(poll, 'full')
}

test('a batch that is not kept changes nothing, and the same vote may be sent again', async () => {
  let broken = true
  const house = await aHouse((store) => ({
    commitVotes: (votes) =>
      broken ? Promise.reject(new Error('disk full')) : store.commitVotes(votes),
  }))
  const { poll } = await pollIn(house)
  const { polls } = house.live
  await expect(polls.vote(poll, 'ana', 'a')).rejects.toThrow(Unavailable)
  expect(await votesOf(house, poll)).toEqual([0, 0])
  broken = false
  expect(await polls.vote(poll, 'ana', 'a')).toMatchObject({ outcome: 'counted' })
  expect(await votesOf(house, poll)).toEqual([1, 0])
})

test('nothing is shown before it is stored', async () => {
  const stored = Promise.withResolvers<void>()
  const house = await aHouse((store) => ({
    async commitVotes(votes) {
      await stored.promise
      return store.commitVotes(votes)
    },
  }))
  const { poll } = await pollIn(house)
  const { reader } = await watch(house, { kind: 'poll', id: poll })
  const vote = house.live.polls.vote(poll, 'ana', 'a')
  await settle()
  house.time.advance(1000)
  expect(await votesOf(house, poll)).toEqual([0, 0])
  expect(updates(reader)).toHaveLength(1)
  stored.resolve()
  await vote
  house.time.advance(0)
  expect(updates(reader).at(-1)).toMatchObject({ poll: { ballots: 1 } })
})

test('a poll that missed a version is read anew, and its streams hear the whole truth', async () => {
  const house = await aHouse()
  const { poll } = await pollIn(house)
  const { reader } = await watch(house, { kind: 'poll', id: poll })
  // Another node's votes: in the database, but past this process.
  await house.store.commitVotes([{ poll, voter: 'elsewhere', choice: 'b', at: 1 }])
  expect(await votesOf(house, poll)).toEqual([0, 0])
  await house.live.polls.vote(poll, 'here', 'a')
  await caughtUp(house)
  expect(await votesOf(house, poll)).toEqual([1, 1])
  house.time.advance(1000)
  expect(updates(reader).at(-1)).toMatchObject({ poll: { ballots: 2 } })
})

test('while it is read anew, a new stream opens with what was known', async () => {
  const slow = Promise.withResolvers<void>()
  let loads = 0
  const house = await aHouse((store) => ({
    async loadPoll(id) {
      if (++loads > 1) await slow.promise
      return store.loadPoll(id)
    },
  }))
  const { poll } = await pollIn(house)
  await house.live.polls.get(poll)
  await house.store.commitVotes([{ poll, voter: 'elsewhere', choice: 'b', at: 1 }])
  await house.live.polls.vote(poll, 'here', 'a')
  const { reader } = await watch(house, { kind: 'poll', id: poll })
  expect(updates(reader)).toMatchObject([{ poll: { ballots: 0 } }])
  slow.resolve()
  await caughtUp(house)
  house.time.advance(1000)
  expect(updates(reader).at(-1)).toMatchObject({ poll: { ballots: 2 } })
})

test('a vote that closes in the meantime is refused by the transaction', async () => {
  const house = await aHouse()
  const { poll } = await pollIn(house)
  const closing = house.live.polls.patch(poll, { status: 'closed' })
  const vote = house.live.polls.vote(poll, 'ana', 'a')
  expect(await vote).toMatchObject({ problem: { code: 'poll-closed' } })
  await closing
  expect(await house.live.polls.vote(poll, 'ana', 'a')).toMatchObject({
    problem: { code: 'poll-closed' },
  })
})

test('a vote costs the same however many there are: only its own change is added', async () => {
  const changes: Tally[] = []
  const house = await aHouse((store) => ({
    async commitVotes(votes) {
      const commit = await store.commitVotes(votes)
      changes.push(...commit.changes.map(({ change }) => change))
      return commit
    },
  }))
  const { poll } = await pollIn(house)
  await Promise.all(
    Array.from({ length: 500 }, (_, at) => house.live.polls.vote(poll, `v${at}`, 'a')),
  )
  await house.live.polls.vote(poll, 'v0', 'b')
  expect(changes.at(-1)).toEqual({
    ballots: 0,
    counts: new Map([
      ['a', -1],
      ['b', 1],
    ]),
  })
  expect(await votesOf(house, poll)).toEqual([499, 1])
})
