import { expect, test } from 'vitest'
import { goal, official, umpire } from './umpire.ts'

/** Two officials who look at the same game, and one goal that both of them tell. */
async function oneGoalTwice() {
  const match = await umpire()
  const ann = await official(match, ['score'])
  const bo = await official(match, ['score', 'clock', 'incident'])
  const seen = { base: 0, occurredAt: Date.now() }
  expect(await ann.post(goal('home', { ...seen, id: 'first' }))).toBe('recorded')
  expect(await bo.post(goal('home', { ...seen, id: 'second' }))).toBe('held')
  return { match, ann, bo }
}

test('one goal told by two officials counts once, and the second waits', async () => {
  const { match, bo } = await oneGoalTwice()
  expect(await match.board()).toMatchObject({
    score: [1, 0],
    timeline: [
      { id: 'second', seq: 2, held: true },
      { id: 'first', held: false },
    ],
  })
  expect(await bo.post(goal('home', { id: 'second', base: 0 }))).toBe('duplicate of 2')
  expect(await bo.post(goal('home', { id: 'third', base: 2 }))).toBe('recorded')
  expect((await match.board()).score).toEqual([2, 0])
})

test('the head official counts what waits, and takes that back', async () => {
  const { match, bo } = await oneGoalTwice()
  const confirm = { kind: 'confirm', target: 'second', id: 'yes' }
  expect(await bo.post(confirm)).toBe('403 key-wrong')
  const head = await official(match, ['head'])
  expect(await head.post(confirm)).toBe('recorded')
  expect((await match.board()).score).toEqual([2, 0])
  expect(await head.post({ ...confirm, id: 'again' })).toBe('duplicate of 3')
  expect(await head.post({ kind: 'void', target: 'yes' })).toBe('recorded')
  expect((await match.board()).score).toEqual([1, 0])
})

test('who posted it takes back what waits', async () => {
  const { match, bo } = await oneGoalTwice()
  expect(await bo.post({ kind: 'void', target: 'second' })).toBe('recorded')
  expect(await match.post({ kind: 'confirm', target: 'second' })).toBe('recorded')
  expect((await match.board()).score).toEqual([1, 0])
})

test('who does not say what they had seen is not asked', async () => {
  const match = await umpire()
  const ann = await official(match, ['score'])
  const bo = await official(match, ['score'])
  const occurredAt = Date.now()
  expect(await ann.post(goal('home', { occurredAt }))).toBe('recorded')
  expect(await bo.post(goal('home', { occurredAt }))).toBe('recorded')
  expect((await match.board()).score).toEqual([2, 0])
})

test('what a phone kept without a network waits where others have gone on', async () => {
  const match = await umpire()
  const ann = await official(match, ['score'])
  const bo = await official(match, ['score'])
  await ann.post(goal('home', { base: 0 }))
  const kept = { base: 0, occurredAt: Date.now() - 60_000, unit: 0 }
  const { body } = await bo.ask([
    goal('home', { ...kept, id: 'ours' }),
    goal('away', { ...kept, id: 'theirs' }),
  ])
  expect(body.results.map(({ id, outcome }) => [id, outcome])).toEqual([
    ['ours', 'held'],
    ['theirs', 'recorded'],
  ])
  expect(body.match.score).toEqual([1, 1])
})
