import type { Posted } from '../../server/live/batch.ts'
import { expect, test } from 'vitest'
import { Unavailable } from '../../server/live/unavailable.ts'
import { aHouse, caughtUp, matchIn, settle, updates, watch, type House } from './house.ts'

const host = [{ official: null, scopes: ['head'] as const }]
const goal = (id: string, side = 'home') => ({ kind: 'score', side, key: 'goal', id })

const post = ({ live }: House, match: string, ...events: object[]): Promise<Posted[]> =>
  live.matches.post(match, host, events)

const boardOf = async ({ live }: House, match: string) => {
  const view = await live.matches.view(match)
  return { score: view?.score, seqs: view?.timeline.map(({ seq }) => seq) }
}

/** Another node's event: in the database, but past this process. */
const elsewhere = (house: House, match: string, seq: number, id: string) =>
  house.store.appendEvents({
    match,
    expectSeq: seq - 1,
    status: 'live',
    events: [
      {
        kind: 'score',
        side: 'away',
        key: 'goal',
        seq,
        id,
        at: 1,
        occurredAt: 1,
        official: null,
        held: false,
      },
    ],
  })

test('events that come together are one batch, and later ones see the earlier', async () => {
  const sizes: number[] = []
  const house = await aHouse((store) => ({
    appendEvents(append) {
      sizes.push(append.events.length)
      return store.appendEvents(append)
    },
  }))
  const { match } = await matchIn(house)
  const posted = await post(
    house,
    match,
    goal('e1'),
    goal('e1'),
    { kind: 'void', target: 'e1', id: 'e2' },
    { kind: 'unit', from: 0, to: 1, id: 'e3' },
    { kind: 'unit', from: 0, to: 1, id: 'e4' },
    goal('e5'),
  )
  expect(posted.map(({ seq, outcome }) => [seq, outcome])).toEqual([
    [1, 'recorded'],
    [1, 'duplicate'],
    [2, 'recorded'],
    [3, 'recorded'],
    [3, 'duplicate'],
    [4, 'recorded'],
  ])
  expect(sizes).toEqual([4])
  expect(await boardOf(house, match)).toEqual({ score: [1, 0], seqs: [4, 3, 2, 1] })
})

test('when another node was first, the batch is decided anew on what it did', async () => {
  const house = await aHouse()
  const { match } = await matchIn(house)
  const { reader } = await watch(house, { kind: 'match', id: match })
  await elsewhere(house, match, 1, 'theirs')
  const posted = await post(house, match, goal('mine'), goal('theirs'))
  expect(posted.map(({ seq, outcome }) => [seq, outcome])).toEqual([
    [2, 'recorded'],
    [1, 'duplicate'],
  ])
  expect(await boardOf(house, match)).toEqual({ score: [1, 1], seqs: [2, 1] })
  house.time.advance(0)
  expect(updates(reader).at(-1)).toMatchObject({ match: { score: [1, 1] } })
})

test('a batch that turns out to hold nothing new tells what the other node did all the same', async () => {
  const house = await aHouse()
  const { match } = await matchIn(house)
  const { reader } = await watch(house, { kind: 'match', id: match })
  await elsewhere(house, match, 1, 'e1')
  expect(await post(house, match, goal('e1'))).toEqual([{ id: 'e1', seq: 1, outcome: 'duplicate' }])
  house.time.advance(0)
  expect(updates(reader).at(-1)).toMatchObject({ match: { score: [0, 1] } })
})

test('what another node posted is not hidden by a change of our own', async () => {
  const house = await aHouse()
  const { match } = await matchIn(house)
  const { reader } = await watch(house, { kind: 'match', id: match })
  await elsewhere(house, match, 1, 'theirs')
  await house.live.matches.patch(match, { title: 'The final' })
  expect(await boardOf(house, match)).toEqual({ score: [0, 1], seqs: [1] })
  house.time.advance(0)
  expect(updates(reader).at(-1)).toMatchObject({ match: { title: 'The final', score: [0, 1] } })
})

test('how another node renamed a match is seen with the next event of our own', async () => {
  const house = await aHouse()
  const { match } = await matchIn(house)
  await house.live.matches.get(match)
  await house.store.updateMatch(match, { title: 'The final' })
  await post(house, match, goal('mine'))
  expect(await house.live.matches.view(match)).toMatchObject({ title: 'The final', score: [1, 0] })
})

test('a log that is read anew does not take the place of one that was written to meanwhile', async () => {
  let held: Promise<void> | undefined
  const house = await aHouse((store) => ({
    async loadMatch(id) {
      const wait = held
      held = undefined
      const stored = await store.loadMatch(id)
      await wait
      return stored
    },
  }))
  const { match } = await matchIn(house)
  await house.live.matches.get(match)
  await house.store.updateMatch(match, { title: 'The final' })
  const late = Promise.withResolvers<void>()
  held = late.promise
  const renaming = house.live.matches.patch(match, { title: 'The grand final' })
  await caughtUp(house)
  const posting = post(house, match, goal('mine'))
  await caughtUp(house)
  late.resolve()
  await renaming
  expect(await posting).toMatchObject([{ seq: 1, outcome: 'recorded' }])
  expect(await boardOf(house, match)).toEqual({ score: [1, 0], seqs: [1] })
})

test('a match that always moved on in the meantime is given up on', async () => {
  let asked = 0
  const house = await aHouse(() => ({
    appendEvents() {
      asked += 1
      return Promise.resolve('moved')
    },
  }))
  const { match } = await matchIn(house)
  await expect(post(house, match, goal('e1'))).rejects.toThrow(Unavailable)
  expect(asked).toBe(5)
  expect(await boardOf(house, match)).toEqual({ score: [0, 0], seqs: [] })
})

test('nothing of a batch is shown before it is stored, nor when it never is', async () => {
  let stored = Promise.withResolvers<void>()
  const house = await aHouse((store) => ({
    async appendEvents(append) {
      await stored.promise
      return store.appendEvents(append)
    },
  }))
  const { match } = await matchIn(house)
  const lost = post(house, match, goal('e1'))
  await settle()
  expect(await boardOf(house, match)).toEqual({ score: [0, 0], seqs: [] })
  expect(await house.live.matches.events(match, 0)).toEqual([])
  stored.reject(new Error('disk full'))
  await expect(lost).rejects.toThrow(Unavailable)
  expect(await boardOf(house, match)).toEqual({ score: [0, 0], seqs: [] })

  stored = Promise.withResolvers<void>()
  stored.resolve()
  expect(await post(house, match, goal('e1'))).toMatchObject([{ seq: 1, outcome: 'recorded' }])
  expect(await boardOf(house, match)).toEqual({ score: [1, 0], seqs: [1] })
})

test('events for a match that was erased in the meantime are refused', async () => {
  const house = await aHouse()
  const { match, room } = await matchIn(house)
  await house.live.matches.get(match)
  const erasing = house.live.rooms.delete(room)
  const posted = await post(house, match, goal('e1'))
  expect(posted).toMatchObject([{ seq: null, problem: { code: 'match-not-found' } }])
  await erasing
  expect(await house.live.matches.view(match)).toBeUndefined()
})

test('what is posted is what is read back from the database', async () => {
  const house = await aHouse()
  const { match } = await matchIn(house)
  await post(house, match, goal('e1'), { kind: 'clock', op: 'start', id: 'e2' }, goal('e3', 'away'))
  await post(house, match, { kind: 'void', target: 'e1', id: 'e4' })
  const before = await house.live.matches.view(match)
  house.live.matches.drop(match)
  expect(await house.live.matches.view(match)).toEqual(before)
})
