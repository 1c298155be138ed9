import type { Update } from '#core/update'
import { expect, test, vi } from 'vitest'
import { rulesOf } from '#core/tally/rules'
import { addPoll, aHouse, caughtUp, matchIn, pollIn, settle, updates, watch } from './house.ts'
import { FakeReader } from './readers.ts'

const kinds = (heard: Update[]) => heard.map(({ kind }) => kind)

test('an item that goes on air is told to everybody who watched the one before, and to who just came', async () => {
  const house = await aHouse()
  const { room } = await pollIn(house)
  const next = await addPoll(house, room)
  const { reader: early } = await watch(house, { kind: 'room', id: room })
  house.time.advance(2000)
  await house.live.rooms.patch(room, { onAir: next })
  // It is on air, but nobody has been told yet.
  const { reader: late } = await watch(house, { kind: 'room', id: room })
  house.time.advance(0)
  await settle()
  for (const reader of [early, late]) {
    const last = updates(reader)
      .filter(({ kind }) => kind === 'poll')
      .at(-1)
    expect(last && 'poll' in last && last.poll.id).toBe(next)
  }
})

test('an item that comes back on air is told again, though nothing about it has changed', async () => {
  const house = await aHouse()
  const { room, poll } = await pollIn(house)
  const other = await addPoll(house, room)
  const { reader: early } = await watch(house, { kind: 'room', id: room })
  await house.live.polls.vote(poll, 'ana', 'a')
  house.time.advance(2000)
  await house.live.rooms.patch(room, { onAir: other })
  house.time.advance(2000)
  const { reader: late } = await watch(house, { kind: 'room', id: room })
  await house.live.rooms.patch(room, { onAir: poll })
  house.time.advance(2000)
  for (const reader of [early, late]) {
    const last = updates(reader).at(-1)
    expect(last && 'poll' in last && last.poll.id).toBe(poll)
  }
})

test('what could not be told of a room and its item is told with the next news of it', async () => {
  const house = await aHouse()
  const { room } = await pollIn(house)
  const next = await addPoll(house, room)
  const { reader } = await watch(house, { kind: 'room', id: room })
  house.time.advance(2000)
  const looking = vi.spyOn(rulesOf('single'), 'view').mockImplementationOnce(() => {
    throw new Error('no view')
  })
  await house.live.rooms.patch(room, { onAir: next })
  house.time.advance(2000)
  looking.mockRestore()
  expect(house.untold).toHaveLength(1)
  await house.live.rooms.patch(room, { title: 'Again' })
  house.time.advance(2000)
  const [told, item] = updates(reader).slice(-2)
  expect(told && 'room' in told && told.room.onAir).toBe(next)
  expect(item && 'poll' in item && item.poll.id).toBe(next)
})

test('who opens with an item that the others were never told of is told when the old one is back', async () => {
  const house = await aHouse()
  const { room, poll } = await pollIn(house)
  const other = await addPoll(house, room)
  await watch(house, { kind: 'room', id: room })
  house.time.advance(2000)
  await house.live.rooms.patch(room, { onAir: other })
  const { reader } = await watch(house, { kind: 'room', id: room })
  await house.live.rooms.patch(room, { onAir: poll })
  house.time.advance(5000)
  await settle()
  const last = updates(reader).at(-1)
  expect(last && 'poll' in last && last.poll.id).toBe(poll)
})

test('an item on air that is not in memory yet follows as soon as it is', async () => {
  const slow = Promise.withResolvers<void>()
  let holding = false
  const house = await aHouse((store) => ({
    async loadPoll(id) {
      if (holding) await slow.promise
      return store.loadPoll(id)
    },
  }))
  const { room } = await pollIn(house)
  const next = await addPoll(house, room)
  await house.live.streams.prepare({ kind: 'room', id: room }, 'public')
  holding = true
  house.live.polls.drop(next)
  await house.live.rooms.patch(room, { onAir: next })
  // Joins without waiting for what it carries, as when that changed just before.
  const reader = new FakeReader()
  house.live.streams.join({ kind: 'room', id: room }, 'public', reader)
  expect(kinds(updates(reader))).toEqual(['room'])
  slow.resolve()
  await caughtUp(house)
  house.time.advance(0)
  expect(kinds(updates(reader))).toContain('poll')
})

test('a draft is never told to the public', async () => {
  const house = await aHouse()
  const { room } = await pollIn(house)
  const { reader } = await watch(house, { kind: 'room', id: room })
  const { reader: host } = await watch(house, { kind: 'room', id: room }, 'full')
  const draft = await addPoll(house, room, 'draft')
  await house.live.rooms.patch(room, { onAir: draft })
  house.time.advance(1000)
  await settle()
  const polls = (heard: Update[]) => heard.flatMap((each) => ('poll' in each ? each.poll : []))
  expect(polls(updates(reader)).map(({ status }) => status)).not.toContain('draft')
  expect(polls(updates(reader)).at(-1)).toMatchObject({ id: draft, status: 'open' })
  expect(polls(updates(host)).at(-1)).toMatchObject({ id: draft, status: 'open' })
})

test('nor while it is on air already and still being opened', async () => {
  const slow = Promise.withResolvers<void>()
  const house = await aHouse((store) => ({
    async updatePoll(id, patch, at) {
      await slow.promise
      return store.updatePoll(id, patch, at)
    },
  }))
  const { room } = await pollIn(house)
  const { reader } = await watch(house, { kind: 'room', id: room })
  const draft = await addPoll(house, room, 'draft')
  const airing = house.live.rooms.patch(room, { onAir: draft })
  await caughtUp(house)
  // Tells the room as the database has it by now, the draft on air.
  await addPoll(house, room)
  house.time.advance(1000)
  await caughtUp(house)
  const drafts = () => reader.writes.filter((text) => text.includes('"status":"draft"'))
  expect(drafts()).toEqual([])
  slow.resolve()
  await airing
  house.time.advance(1000)
  await caughtUp(house)
  expect(drafts()).toEqual([])
  const last = updates(reader)
    .filter(({ kind }) => kind === 'poll')
    .at(-1)
  expect(last).toMatchObject({ poll: { id: draft, status: 'open' } })
})

test('a topic that was erased while a stream was opening has no stream', async () => {
  const house = await aHouse()
  const { room, poll } = await pollIn(house)
  const topic = { kind: 'poll', id: poll } as const
  await house.live.streams.prepare(topic, 'public')
  expect(house.live.streams.has(topic)).toBe(true)
  await house.live.rooms.delete(room)
  expect(house.live.streams.has(topic)).toBe(false)
})

test('erasing a room tells and ends every stream of it, and forgets it', async () => {
  const house = await aHouse()
  const { room, poll } = await pollIn(house)
  const streams = [
    await watch(house, { kind: 'room', id: room }),
    await watch(house, { kind: 'room', id: room }, 'full'),
    await watch(house, { kind: 'poll', id: poll }),
  ]
  await house.live.rooms.delete(room)
  house.time.advance(0)
  for (const { reader } of streams) {
    expect(reader.ended).toBe(true)
    expect(updates(reader).at(-1)).toMatchObject({ gone: true })
  }
  expect(house.live.hub.size).toBe(0)
  for (const { leave } of streams) leave()
  house.time.advance(5000)
})

test('a topic is encoded once, however many streams carry it', async () => {
  const house = await aHouse()
  const { room, poll } = await pollIn(house)
  const readers = [
    (await watch(house, { kind: 'poll', id: poll })).reader,
    (await watch(house, { kind: 'room', id: room })).reader,
    (await watch(house, { kind: 'room', id: room }, 'full')).reader,
  ]
  await house.live.polls.vote(poll, 'ana', 'a')
  house.time.advance(0)
  const last = readers.map(({ writes }) => writes.at(-1))
  expect(last[0]).toContain('"ballots":1')
  expect(new Set(last).size).toBe(1)
})

test('what is hidden has an encoding of its own', async () => {
  const house = await aHouse()
  const { poll } = await pollIn(house, 'host')
  const { reader: anybody } = await watch(house, { kind: 'poll', id: poll })
  const { reader: host } = await watch(house, { kind: 'poll', id: poll }, 'full')
  await house.live.polls.vote(poll, 'ana', 'a')
  house.time.advance(0)
  expect(updates(anybody).at(-1)).toMatchObject({ poll: { ballots: 1, result: null } })
  expect(updates(host).at(-1)).toMatchObject({ poll: { result: { options: [{ votes: 1 }, {}] } } })
})

test('what nobody watches leaves memory, what somebody watches stays', async () => {
  const house = await aHouse()
  const watched = await pollIn(house)
  const onRoom = await pollIn(house)
  const alone = await pollIn(house)
  const { match } = await matchIn(house)
  const { leave } = await watch(house, { kind: 'poll', id: watched.poll })
  await watch(house, { kind: 'room', id: onRoom.room })
  await house.live.matches.get(match)
  house.time.advance(180_000)
  const there = (id: string) => house.live.polls.peek(id) !== undefined
  expect([watched.poll, onRoom.poll, alone.poll].map(there)).toEqual([true, true, false])
  expect(house.live.rooms.peek(onRoom.room)).toBeDefined()
  expect(house.live.rooms.peek(alone.room)).toBeUndefined()
  expect(house.live.matches.peek(match)).toBeUndefined()
  leave()
  house.time.advance(180_000)
  expect(there(watched.poll)).toBe(false)
  expect((await house.live.polls.view(watched.poll, 'public'))?.status).toBe('open')
})

test('news that cannot be told is noted, and its change is kept', async () => {
  const house = await aHouse()
  const { poll } = await pollIn(house)
  const { reader } = await watch(house, { kind: 'poll', id: poll })
  reader.write = () => {
    throw new Error('no socket')
  }
  expect(await house.live.polls.vote(poll, 'ana', 'a')).toMatchObject({ outcome: 'counted' })
  house.time.advance(0)
  expect(house.untold).toHaveLength(1)
})
