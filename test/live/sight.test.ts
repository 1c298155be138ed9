import { expect, test } from 'vitest'
import { emptyTally } from '#core/tally/count'
import { Sight } from '../../server/live/sight.ts'
import { aPoll } from '../db/samples.ts'
import { manualTime } from '../support/time.ts'
import { aHouse, pollIn, settle, updates, watch } from './house.ts'

test('what is dear is looked at once per version, and rests for twenty times its cost', () => {
  const time = manualTime()
  // Every look at the clock costs 5 ms here, so every view is dear.
  const sight = new Sight({ ...time, elapsed: () => (time.advance(5), time.elapsed()) }, new Set())
  const poll = aPoll('ROOM')
  const tally = emptyTally()
  const first = sight.of(poll, 1, tally)
  tally.ballots = 1
  tally.counts.set('a', 1)
  expect(sight.of(poll, 2, tally)).toBe(first)
  expect(first).toMatchObject({ version: 1, ballots: 0 })
  expect(sight.rests(2)).toBe(true)
  time.advance(105)
  expect(sight.of(poll, 2, tally)).toMatchObject({ version: 2, ballots: 1 })
  sight.forget()
  expect(sight.rests(3)).toBe(false)
})

test('many that are dear share what one would have', () => {
  const time = manualTime()
  const slow = { ...time, elapsed: () => (time.advance(5), time.elapsed()) }
  const dear = new Set<Sight>()
  const sights = [new Sight(slow, dear), new Sight(slow, dear), new Sight(slow, dear)]
  const rests = sights.map((sight) => {
    sight.of(aPoll('ROOM'), 1, emptyTally())
    return sight.restMs
  })
  const [one = 0, two = 0, three = 0] = rests
  expect(two).toBeGreaterThan(1.7 * one)
  expect(three).toBeGreaterThan(2.5 * one)
})

test('what is cheap is looked at anew with every version', () => {
  const sight = new Sight(manualTime(), new Set())
  const poll = aPoll('ROOM')
  for (const version of [1, 2, 3])
    expect(sight.of(poll, version, emptyTally())).toMatchObject({ version })
})

// Every look at the clock finds it 25 ms later, so a view seems to cost that and rests for 500.
function dearHouse() {
  let looks = 0
  return aHouse(undefined, (time) => ({ ...time, elapsed: () => time.elapsed() + 25 * looks++ }))
}

test('while a dear view rests, a stream shows the last one; then it and whoever asks see all', async () => {
  const house = await dearHouse()
  const { poll } = await pollIn(house)
  const { reader } = await watch(house, { kind: 'poll', id: poll })
  const told = () => updates(reader).flatMap((each) => ('poll' in each ? each.poll.ballots : []))
  expect(told()).toEqual([0])
  for (const voter of ['ann', 'bob', 'cyd']) await house.live.polls.vote(poll, voter, 'a')
  house.time.advance(1)
  expect(told().at(-1)).toBe(0)
  const asked = house.live.polls.view(poll, 'public')
  await settle()
  house.time.advance(2000)
  await settle()
  expect((await asked)?.ballots).toBe(3)
  house.time.advance(2000)
  expect(told().at(-1)).toBe(3)
})

test('whoever asks sees the vote before, though the timer fires a moment too early', async () => {
  let workMs = 0
  const house = await aHouse(undefined, (time) => ({
    ...time,
    elapsed: () => (time.advance(workMs), time.elapsed()),
    after: (ms, job) => time.after(Math.max(1, Math.floor(ms) - 1), job),
  }))
  const { poll } = await pollIn(house)
  workMs = 10
  await house.live.polls.view(poll, 'full')
  workMs = 0
  await house.live.polls.vote(poll, 'ann', 'a')
  const asked = house.live.polls.view(poll, 'full')
  for (let turn = 0; turn < 400; turn++) {
    await settle()
    house.time.advance(1)
  }
  expect((await asked)?.ballots).toBe(1)
})

test('what the host changes is seen at once, however dear the view', async () => {
  const house = await dearHouse()
  const { poll } = await pollIn(house)
  await watch(house, { kind: 'poll', id: poll })
  await house.live.polls.vote(poll, 'ann', 'a')
  await house.live.polls.patch(poll, { question: 'Tea?' })
  // Without the clock being turned: a view that rested would answer only then.
  expect(await house.live.polls.view(poll, 'full')).toMatchObject({ question: 'Tea?', ballots: 1 })
})

test('the public is not told again when the host’s dear view may be looked at anew', async () => {
  const house = await dearHouse()
  const { poll } = await pollIn(house, 'closed')
  const { reader } = await watch(house, { kind: 'poll', id: poll })
  const { reader: host } = await watch(house, { kind: 'poll', id: poll }, 'full')
  await house.live.polls.vote(poll, 'ann', 'a')
  for (let turn = 0; turn < 40; turn++) {
    house.time.advance(100)
    await settle()
  }
  const versions = (heard: typeof reader) =>
    updates(heard).flatMap((each) => ('poll' in each ? each.poll.version : []))
  expect(versions(host).at(-1)).toBe(2)
  expect(versions(reader)).toEqual([1, 2])
})
