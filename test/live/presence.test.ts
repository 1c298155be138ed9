import { expect, test } from 'vitest'
import { aHouse, pollIn, watch } from './house.ts'
import type { FakeReader } from './readers.ts'

const counts = ({ heard }: FakeReader): string[] =>
  heard.filter(([event]) => event === 'presence').map(([, data]) => data)

const told = (connected: number, joined: number) => `{"connected":${connected},"joined":${joined}}`

test('a stream opens with the counts, itself included', async () => {
  const house = await aHouse()
  const { room } = await pollIn(house)
  await house.live.presence.join(room, 'phone')
  const { reader } = await watch(house, { kind: 'room', id: room })
  expect(counts(reader)).toEqual([told(1, 1)])
})

test('a crowd that comes at once is told once a second', async () => {
  const house = await aHouse()
  const { room } = await pollIn(house)
  const { reader } = await watch(house, { kind: 'room', id: room })
  house.time.advance(1000)
  const crowd = []
  for (let at = 0; at < 50; at++) {
    crowd.push(await watch(house, { kind: 'room', id: room }, at % 2 ? 'full' : 'public'))
    await house.live.presence.join(room, `phone ${at % 25}`)
  }
  expect(counts(reader)).toEqual([told(1, 0), told(1, 0)])
  house.time.advance(1000)
  expect(counts(reader).slice(2)).toEqual([told(51, 25)])
  for (const { leave } of crowd) leave()
  house.time.advance(1000)
  expect(counts(reader).slice(3)).toEqual([told(1, 25)])
})

test('who watches another room hears nothing of it, and no version rises', async () => {
  const house = await aHouse()
  const [here, there] = [await pollIn(house), await pollIn(house)]
  const { reader } = await watch(house, { kind: 'room', id: here.room })
  house.time.advance(1000)
  const before = (await house.live.rooms.get(here.room))?.version
  await watch(house, { kind: 'room', id: there.room })
  await house.live.presence.join(here.room, 'phone')
  house.time.advance(1000)
  expect(counts(reader).at(-1)).toBe(told(1, 1))
  expect((await house.live.rooms.get(here.room))?.version).toBe(before)
})

test('the count of devices outlives that nobody watches', async () => {
  const house = await aHouse()
  const { room } = await pollIn(house)
  const { leave } = await watch(house, { kind: 'room', id: room })
  await house.live.presence.join(room, 'phone')
  leave()
  house.time.advance(180_000)
  const { reader } = await watch(house, { kind: 'room', id: room })
  expect(counts(reader)).toEqual([told(1, 1)])
})
