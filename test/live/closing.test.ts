import { expect, test } from 'vitest'
import { aHouse, addPoll, caughtUp, pollIn } from './house.ts'

test('a close that the database could not keep is tried again, whatever else is due later', async () => {
  let broken = false
  const house = await aHouse((store) => ({
    closeDue: (at) => (broken ? Promise.reject(new Error('disk full')) : store.closeDue(at)),
  }))
  const { room, poll } = await pollIn(house)
  const { polls } = house.live
  await polls.patch(poll, { closesAt: house.time.now() + 1000 })
  broken = true
  house.time.advance(4000)
  await caughtUp(house)
  const other = await addPoll(house, room)
  await polls.patch(other, { closesAt: house.time.now() + 60_000 })
  broken = false
  house.time.advance(2000)
  await caughtUp(house)
  expect(await polls.get(poll)).toMatchObject({ status: 'closed' })
  expect(await polls.get(other)).toMatchObject({ status: 'open' })
})

test('many that are due at once are all closed', async () => {
  const house = await aHouse()
  const { room } = await pollIn(house)
  const ids = []
  for (let index = 0; index < 45; index++) ids.push(await addPoll(house, room))
  const closesAt = house.time.now() + 1000
  for (const id of ids) await house.live.polls.patch(id, { closesAt })
  for (let turn = 0; turn < 5; turn++) {
    house.time.advance(4000)
    await caughtUp(house)
  }
  for (const id of ids) expect(await house.live.polls.get(id)).toMatchObject({ status: 'closed' })
})
