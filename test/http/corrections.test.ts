import { expect, test } from 'vitest'
import { goal, official, point, umpire } from './umpire.ts'

test('a void takes back anything, and a void of the void puts it back', async () => {
  const { post, board } = await umpire()
  await post(goal('home', { id: 'g' }))
  await post({ kind: 'status', to: 'review', id: 's' })
  await post({ kind: 'unit', from: 0, to: 1, id: 'u' })
  expect(await post({ kind: 'void', target: 'u', id: 'v1' })).toBe('recorded')
  expect(await board()).toMatchObject({ unit: { index: 0 }, status: 'review', score: [1, 0] })
  expect(await post({ kind: 'void', target: 'v1', id: 'v2', why: 'it had begun' })).toBe('recorded')
  expect((await board()).unit.index).toBe(1)
  expect(await post({ kind: 'void', target: 'v2', id: 'v3' })).toBe('recorded')
  expect((await board()).unit.index).toBe(0)
  await post({ kind: 'void', target: 's' })
  await post({ kind: 'void', target: 'g' })
  expect(await board()).toMatchObject({ status: 'scheduled', score: [0, 0], winner: null })
})

test('what is voided already is a duplicate of its void, until that is voided', async () => {
  const { post, board } = await umpire()
  await post(goal('home', { id: 'g' }))
  await post({ kind: 'void', target: 'g', id: 'v1' })
  expect(await post({ kind: 'void', target: 'g' })).toBe('duplicate of 2')
  await post({ kind: 'void', target: 'v1' })
  expect(await post({ kind: 'void', target: 'g' })).toBe('recorded')
  expect((await board()).score).toEqual([0, 0])
  expect(await post({ kind: 'void', target: 'nothing' })).toBe('422 event-invalid /target')
  expect(await post({ kind: 'void' })).toBe('422 event-invalid /target')
})

test('what undoes a decided set opens it again, and says so', async () => {
  const { ask, post, board } = await umpire({ sport: 'volleyball', rules: { to: 2 } })
  await ask([
    point(),
    point('home', { id: 'last' }),
    { kind: 'unit', from: 0, to: 1 },
    point('away'),
  ])
  expect(await board()).toMatchObject({ score: [1, 0], unit: { index: 1 } })
  await post({ kind: 'void', target: 'last' })
  expect(await board()).toMatchObject({
    score: [0, 0],
    unit: { index: 1, over: false },
    units: [
      { score: [1, 0], winner: null },
      { score: [0, 1], winner: null },
    ],
    warnings: [{ code: 'unit-unfinished', unit: 0 }],
  })
})

test('an amendment moves a goal to the other side, and its void moves it back', async () => {
  const { post, board, log } = await umpire()
  await post(goal('home', { id: 'g', player: '10' }))
  expect(await post({ kind: 'amend', target: 'g', patch: { side: 'away' }, id: 'a' })).toBe(
    'recorded',
  )
  expect((await board()).score).toEqual([0, 1])
  // A patch changes what it names and nothing else; null takes a field away.
  await post({ kind: 'amend', target: 'g', patch: { player: null } })
  expect((await board()).score).toEqual([0, 1])
  await post({ kind: 'void', target: 'a' })
  expect((await board()).score).toEqual([1, 0])
  // The log tells what was said then, and what was said of it later.
  expect((await log()).map(({ kind }) => kind)).toEqual(['score', 'amend', 'amend', 'void'])
  expect((await log())[0]).toMatchObject({ side: 'home', player: '10' })
})

test('the newest amendment of a field holds', async () => {
  const { post, board } = await umpire({ sport: 'basketball' })
  await post({ kind: 'score', side: 'home', key: 'three', id: 'g' })
  await post({ kind: 'amend', target: 'g', patch: { key: 'field-goal' } })
  expect((await board()).score).toEqual([2, 0])
  await post({ kind: 'amend', target: 'g', patch: { key: 'free-throw' }, id: 'a2' })
  expect((await board()).score).toEqual([1, 0])
  await post({ kind: 'void', target: 'a2' })
  expect((await board()).score).toEqual([2, 0])
})

test('each kind has its own to amend, and what is wrong with a patch is pointed at in it', async () => {
  const { ask, post } = await umpire()
  await ask([
    goal('home', { id: 'score' }),
    { kind: 'incident', key: 'foul', id: 'incident' },
    { kind: 'clock', op: 'set', ms: 5, id: 'set' },
    { kind: 'clock', op: 'start', id: 'start' },
    { kind: 'adjust', score: [1, 1], reason: 'x', base: 1, id: 'adjust' },
    { kind: 'serve', side: 'home', id: 'serve' },
    { kind: 'unit', from: 0, to: 1, id: 'unit' },
    { kind: 'void', target: 'start', id: 'void' },
    { kind: 'status', to: 'final', side: 'home', id: 'status' },
  ])
  const faults: [string, object, string][] = [
    ['score', { side: 'nobody' }, '/patch/side'],
    ['score', { side: null }, '/patch/side'],
    ['score', { key: 'try' }, '/patch/key'],
    ['score', { note: 'x' }, '/patch/note'],
    ['score', { unit: 99 }, '/patch/unit'],
    ['score', { points: 3 }, '/patch/points'],
    ['score', { seq: 3 }, '/patch/seq'],
    ['score', { kind: 'clock' }, '/patch/kind'],
    ['score', {}, '/patch'],
    ['incident', { points: 1 }, '/patch/points'],
    ['set', { ms: null }, '/patch/ms'],
    ['set', { ms: -1 }, '/patch/ms'],
    ['adjust', { score: [1] }, '/patch/score'],
    ['adjust', { reason: null }, '/patch/reason'],
    ['serve', { side: null }, '/patch/side'],
    ['unit', { unit: 1 }, '/target'],
    ['void', { note: 'x' }, '/target'],
    ['nothing', { side: 'home' }, '/target'],
  ]
  for (const [target, patch, pointer] of faults)
    expect([target, patch, await post({ kind: 'amend', target, patch })]).toEqual([
      target,
      patch,
      `422 event-invalid ${pointer}`,
    ])
  const good: [string, object][] = [
    ['score', { side: 'away', player: '9', unit: 1 }],
    ['incident', { side: 'away', key: 'yellow', player: '4', note: 'late' }],
    ['set', { ms: 60_000 }],
    ['adjust', { score: [2, 2], reason: 'y', unit: 1 }],
    ['serve', { side: 'away' }],
    ['status', { side: 'away' }],
    ['status', { side: null }],
  ]
  for (const [target, patch] of good)
    expect([target, patch, await post({ kind: 'amend', target, patch })]).toEqual([
      target,
      patch,
      'recorded',
    ])
})

test('what nobody holds back is confirmed already', async () => {
  const { post } = await umpire()
  await post(goal('home', { id: 'g' }))
  expect(await post({ kind: 'confirm', target: 'g' })).toBe('duplicate of 1')
  expect(await post({ kind: 'confirm', target: 'nothing' })).toBe('422 event-invalid /target')
})

test('after the final whistle the record is mended, and nothing is played', async () => {
  const match = await umpire()
  const { ask, post, board } = match
  await ask([goal('home', { id: 'g' }), { kind: 'status', to: 'final', id: 'end' }])
  for (const event of [
    goal(),
    { kind: 'incident', key: 'corner' },
    { kind: 'clock', op: 'start' },
    { kind: 'serve', side: 'home' },
    { kind: 'unit', from: 0, to: 1 },
  ])
    expect([event, await post(event)]).toEqual([event, '409 match-final'])
  expect(await post({ kind: 'amend', target: 'g', patch: { side: 'away' } })).toBe('recorded')
  expect(await board()).toMatchObject({ status: 'final', score: [0, 1], winner: 'away' })
  expect(await post({ kind: 'adjust', score: [3, 1], reason: 'x', base: 3 })).toBe('recorded')
  expect(await board()).toMatchObject({ status: 'final', score: [3, 1], winner: 'home' })
  expect(await post({ kind: 'void', target: 'g' })).toBe('recorded')
  expect(await post({ kind: 'confirm', target: 'g' })).toBe('duplicate of 1')
  expect(await post({ kind: 'status', to: 'live' })).toBe('recorded')
  expect(await post(goal())).toBe('recorded')
})

test('a correction needs what the event needs that it corrects, and that it makes', async () => {
  const match = await umpire()
  await match.ask([
    goal('home', { id: 'ours' }),
    goal('away', { id: 'theirs' }),
    { kind: 'clock', op: 'start', id: 'clock' },
    { kind: 'incident', key: 'foul', id: 'foul' },
    { kind: 'adjust', score: [1, 1], reason: 'x', base: 2, id: 'adjust' },
    { kind: 'status', to: 'review', id: 'status' },
    { kind: 'unit', from: 0, to: 1, id: 'unit' },
  ])
  const amend = (target: string, patch: object) => ({ kind: 'amend', target, patch })
  const undo = (target: string) => ({ kind: 'void', target })
  const home = await official(match, ['score:home'])
  expect(await home.post(amend('ours', { player: '9' }))).toBe('recorded')
  expect(await home.post(amend('ours', { side: 'away' }))).toBe('403 key-wrong')
  expect(await home.post(amend('theirs', { side: 'home' }))).toBe('403 key-wrong')
  for (const target of ['theirs', 'clock', 'foul', 'adjust', 'status', 'unit'])
    expect([target, await home.post(undo(target))]).toEqual([target, '403 key-wrong'])
  const scores = await official(match, ['score'])
  expect(await scores.post({ ...amend('ours', { side: 'away' }), id: 'moved' })).toBe('recorded')
  // Now it is theirs, so it takes their scorer to take it back.
  expect(await home.post(undo('ours'))).toBe('403 key-wrong')
  expect(await home.post(undo('moved'))).toBe('403 key-wrong')
  expect(await scores.post({ ...undo('moved'), id: 'back' })).toBe('recorded')
  expect(await home.post({ ...undo('ours'), id: 'undone' })).toBe('recorded')
  expect(await home.post(undo('undone'))).toBe('recorded')
  for (const target of ['adjust', 'status', 'unit'])
    expect([target, await scores.post(undo(target))]).toEqual([target, 'recorded'])
  for (const target of ['clock', 'foul'])
    expect([target, await scores.post(undo(target))]).toEqual([target, '403 key-wrong'])
  const clock = await official(match, ['clock'])
  expect(await clock.post(undo('clock'))).toBe('recorded')
  expect(await clock.post(undo('foul'))).toBe('403 key-wrong')
  const incidents = await official(match, ['incident'])
  expect(await incidents.post(amend('foul', { key: 'yellow', side: 'home' }))).toBe('recorded')
  expect(await incidents.post(amend('ours', { side: 'away' }))).toBe('403 key-wrong')
})

test('only the head official and the host confirm', async () => {
  const match = await umpire()
  await match.post(goal('home', { id: 'g' }))
  const confirm = { kind: 'confirm', target: 'g' }
  const all = await official(match, ['score', 'clock', 'incident', 'score:home'])
  expect(await all.post(confirm)).toBe('403 key-wrong')
  const head = await official(match, ['head'])
  expect(await head.post(confirm)).toBe('duplicate of 1')
  expect(await match.post(confirm)).toBe('duplicate of 1')
})

test('what was a duplicate is one for ever, also when what it repeated was taken back', async () => {
  const { post, board } = await umpire()
  await post(goal('home', { id: 'g' }))
  await post({ kind: 'void', target: 'g', id: 'mine' })
  expect(await post({ kind: 'void', target: 'g', id: 'yours' })).toBe('duplicate of 2')
  await post({ kind: 'void', target: 'mine' })
  // Its answer was lost, so it comes again: somebody has decided otherwise since.
  expect(await post({ kind: 'void', target: 'g', id: 'yours' })).toBe('duplicate of 2')
  expect((await board()).score).toEqual([1, 0])
})
