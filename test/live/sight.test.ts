import { expect, test } from 'vitest'
import { emptyTally } from '#core/tally/count'
import { Sight } from '../../server/live/sight.ts'
import { aPoll } from '../db/samples.ts'
import { manualTime } from '../support/time.ts'
import { aHouse, pollIn, settle, updates, watch } from './house.ts'

test('what is dear is looked at once per version, and rests for twenty times its cost', () => {
  const time = manualTime()
  // Every look at the clock costs 5 ms here, so every view is dear.
  const sight = new Sight({ ...time, elapsed: () => (time.advance(5), time.elapsed()) })
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

test('what is cheap is looked at anew with every version', () => {
  const sight = new Sight(manualTime())
  const poll = aPoll('ROOM')
  for (const version of [1, 2, 3])
    expect(sight.of(poll, version, emptyTally())).toMatchObject({ version })
})

test('while a dear view rests, a stream shows the last one; then it and whoever asks see all', async () => {
  let looks = 0
  // Every look at the clock finds it 25 ms later, so a view seems to cost that and rests for 500.
  const house = await aHouse(undefined, (time) => ({
    ...time,
    elapsed: () => time.elapsed() + 25 * looks++,
  }))
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
