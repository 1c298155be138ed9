import { expect, test } from 'vitest'
import { graceMs } from '#core/poll'
import { refused } from '#core/problem'
import { optionsIn } from '../support/results.ts'
import { aHouse, caughtUp, type House, pollIn, settle } from './house.ts'

const phones = 100

/** A disk that keeps the first commit waiting until it is told to go on. */
async function slowHouse() {
  const disk = Promise.withResolvers<void>()
  const house = await aHouse((store) => ({
    async commitVotes(votes) {
      await disk.promise
      return store.commitVotes(votes)
    },
  }))
  return { house, goOn: () => disk.resolve() }
}

/**
 * The votes of a hundred phones, none of them on disk yet when in their midst something happens.
 * Answers how many were counted.
 */
async function race(
  { house, goOn }: Awaited<ReturnType<typeof slowHouse>>,
  poll: string,
  place: number,
  happens: () => unknown,
): Promise<number> {
  const votes: Promise<string>[] = []
  for (let phone = 0; phone < phones; phone++) {
    if (phone === place) {
      // No timer and no request comes in the middle of a turn.
      await settle()
      happens()
    }
    const vote = house.live.polls.vote(poll, `phone ${phone}`, 'a', 1)
    votes.push(vote.then((said) => (refused(said) ? said.problem.code : said.outcome)))
  }
  await settle()
  goOn()
  const said = await Promise.all(votes)
  expect(said.filter((each) => each !== 'counted' && each !== 'poll-closed')).toEqual([])
  await caughtUp(house)
  return said.filter((each) => each === 'counted').length
}

/** Then a vote is at the ledger in the turn in which it came. */
async function inMemory({ live }: House, poll: string): Promise<string> {
  await live.polls.get(poll)
  return poll
}

/** Its time to close is now, its grace still to come. */
async function closingPoll(house: House): Promise<string> {
  const { poll } = await pollIn(house)
  await house.live.polls.patch(poll, { closesAt: house.time.now() + 1 })
  house.time.advance(1)
  return inMemory(house, poll)
}

const places = [0, 1, 50, 99]

test.each(places)(
  'when the grace after the time to close passes before vote %i of a hundred, exactly the votes before it count',
  async (place) => {
    const slow = await slowHouse()
    const { house } = slow
    const poll = await closingPoll(house)
    const counted = await race(slow, poll, place, () => house.time.advance(graceMs + 1))
    expect(counted).toBe(place)
    const view = await house.live.polls.view(poll, 'full')
    expect(view).toMatchObject({ status: 'closed', ballots: place })
    expect(optionsIn(view)?.[0]?.votes).toBe(place)
  },
)

test.each(places)(
  'until its grace has passed, at vote %i of a hundred, all votes count',
  async (place) => {
    const slow = await slowHouse()
    const { house } = slow
    const poll = await closingPoll(house)
    const counted = await race(slow, poll, place, () => house.time.advance(graceMs))
    expect(counted).toBe(phones)
    expect(await house.live.polls.view(poll, 'full')).toMatchObject({ status: 'open' })
    house.time.advance(1)
    await caughtUp(house)
    const view = await house.live.polls.view(poll, 'full')
    expect(view).toMatchObject({ status: 'closed', ballots: phones })
  },
)

test('a poll is not closed by time before the votes that came in time are on disk', async () => {
  const { house, goOn } = await slowHouse()
  const poll = await closingPoll(house)
  const vote = house.live.polls.vote(poll, 'ana', 'a', 1)
  await settle()
  house.time.advance(graceMs + 1)
  await caughtUp(house)
  // A result that is shown as the last word must be that.
  const look = () => house.live.polls.view(poll, 'full')
  expect(await look()).toMatchObject({ status: 'open', ballots: 0 })
  goOn()
  expect(await vote).toMatchObject({ outcome: 'counted' })
  await caughtUp(house)
  expect(await look()).toMatchObject({ status: 'closed', ballots: 1 })
})

test.each(places)(
  'when the poll is run again before vote %i of a hundred, the old run holds exactly the counted ones',
  async (place) => {
    const slow = await slowHouse()
    const { house } = slow
    const poll = await inMemory(house, (await pollIn(house)).poll)
    let again: Promise<unknown> = Promise.resolve()
    const counted = await race(slow, poll, place, () => {
      again = house.live.polls.runAgain(poll)
    })
    await again
    await caughtUp(house)
    const now = await house.live.polls.get(poll)
    const old = await house.live.runs.view(now!, 1, 'full')
    expect(counted).toBeGreaterThanOrEqual(place)
    expect(old?.poll.ballots ?? 0).toBe(counted)
    expect(await house.live.polls.view(poll, 'full')).toMatchObject({ run: 2, ballots: 0 })
  },
)
