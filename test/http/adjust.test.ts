import { expect, test } from 'vitest'
import { goal, umpire } from './umpire.ts'

test('an adjustment is absolute, of the current unit or of one that it names', async () => {
  const { post, board } = await umpire()
  await post(goal())
  const adjust = { kind: 'adjust', score: [0, 3], reason: 'scorer’s sheet', base: 1 }
  expect(await post(adjust)).toBe('recorded')
  expect((await board()).score).toEqual([0, 3])
  await post(goal())
  await post({ kind: 'unit', from: 0, to: 1 })
  expect(await post({ ...adjust, base: 4, score: [5, 0] })).toBe('recorded')
  expect(await post({ ...adjust, base: 4, unit: 0, score: [2, 2] })).toBe('recorded')
  expect(await board()).toMatchObject({
    score: [7, 2],
    units: [{ score: [2, 2] }, { score: [5, 0] }],
  })
})

test('an adjustment that its sender made blindly is refused', async () => {
  const { post, board } = await umpire()
  await post(goal('home', { id: 'g' }))
  const adjust = { kind: 'adjust', score: [4, 4], reason: 'as agreed' }
  expect(await post(adjust)).toBe('422 event-invalid /base')
  expect(await post({ ...adjust, base: 0 })).toBe('409 match-moved-on')
  // What does not touch the score of that unit is no reason.
  await post({ kind: 'incident', key: 'corner' })
  await post({ kind: 'clock', op: 'start' })
  await post({ kind: 'unit', from: 0, to: 1 })
  await post(goal('away'))
  expect(await post({ ...adjust, base: 1, unit: 1 })).toBe('409 match-moved-on')
  expect(await post({ ...adjust, base: 1, unit: 0, id: 'a' })).toBe('recorded')
  expect(await post({ ...adjust, base: 1, unit: 0 })).toBe('409 match-moved-on')
  expect(await post({ ...adjust, base: 1, unit: 0, id: 'a' })).toBe('duplicate of 6')
  // Nor is its own sender's earlier one, which the sender has seen.
  expect(await post({ ...adjust, base: 6, unit: 0 })).toBe('recorded')
  // A goal that an adjustment has overruled may be taken back: the score stays what it was.
  await post({ kind: 'void', target: 'g' })
  expect(await post({ ...adjust, base: 7, unit: 0 })).toBe('recorded')
  await post({ kind: 'void', target: 'a' })
  await post({ kind: 'adjust', score: [2, 2], reason: 'x', base: 10, unit: 0, id: 'b' })
  await post({ kind: 'void', target: 'b' })
  expect(await post({ ...adjust, base: 11, unit: 0 })).toBe('409 match-moved-on')
  expect((await board()).score).toEqual([4, 5])
})

test('an adjustment needs a number a side, a reason and a unit that is played', async () => {
  const { post } = await umpire({ rules: { extraTime: false } })
  const adjust = { kind: 'adjust', score: [1, 1], reason: 'x', base: 0 }
  const bad: [object, string][] = [
    [{ score: [1] }, '/score'],
    [{ score: [1, 2, 3] }, '/score'],
    [{ score: [0.25, 0] }, '/score/0'],
    [{ score: ['1', 0] }, '/score/0'],
    [{ score: undefined }, '/score'],
    [{ reason: '' }, '/reason'],
    [{ reason: undefined }, '/reason'],
    [{ unit: 2 }, '/unit'],
    [{ unit: 99 }, '/unit'],
    [{ base: -1 }, '/base'],
  ]
  for (const [change, pointer] of bad)
    expect([change, await post({ ...adjust, ...change })]).toEqual([
      change,
      `422 event-invalid ${pointer}`,
    ])
})
