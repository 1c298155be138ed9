import type { MatchStatus } from '#core/match'
import type { Room } from '#core/room'
import { expect, test } from 'vitest'
import { Caller } from './door.ts'
import { goal, point, umpire } from './umpire.ts'

const status = (to: string, more: object = {}) => ({ kind: 'status', to, ...more })

test.each([
  ['a score', goal()],
  ['a clock that starts', { kind: 'clock', op: 'start' }],
  ['a serve', { kind: 'serve', side: 'home' }],
])('%s makes a match live, and its void leaves it scheduled', async (_, event) => {
  const { post, board } = await umpire()
  for (const before of [
    { kind: 'incident', key: 'note' },
    { kind: 'clock', op: 'set', ms: 5 },
    { kind: 'clock', op: 'stop' },
  ])
    await post(before)
  expect((await board()).status).toBe('scheduled')
  await post({ ...event, id: 'first' })
  expect((await board()).status).toBe('live')
  await post({ kind: 'void', target: 'first' })
  expect((await board()).status).toBe('scheduled')
})

test('a status is said, shows in the room, and is taken back by a void', async () => {
  const { url, room, post, board } = await umpire()
  const statuses = async (): Promise<MatchStatus[]> => {
    const { body } = await new Caller(url).get<Room>(`/api/rooms/${room.code}`)
    return [(await board()).status, body.items[0]?.status as MatchStatus]
  }
  await post(goal())
  const steps: [object, MatchStatus][] = [
    [status('review'), 'review'],
    [status('live'), 'live'],
    [status('review', { id: 'r' }), 'review'],
    [{ kind: 'void', target: 'r' }, 'live'],
    [status('final', { id: 'f' }), 'final'],
    [{ kind: 'void', target: 'f', id: 'v' }, 'live'],
    [{ kind: 'void', target: 'v' }, 'final'],
    [status('live'), 'live'],
    [status('abandoned', { id: 'a' }), 'abandoned'],
    [{ kind: 'void', target: 'a' }, 'live'],
  ]
  for (const [event, then] of steps) {
    expect([event, await post(event)]).toEqual([event, 'recorded'])
    expect([event, await statuses()]).toEqual([event, [then, then]])
  }
  for (const to of ['scheduled', 'paused', undefined])
    expect(await post({ kind: 'status', to })).toBe('422 event-invalid /to')
})

test('an official may say who wins by it, and a match without that is won by score', async () => {
  const { post, board } = await umpire()
  await post(goal('home'))
  await post(status('final', { id: 'f' }))
  expect((await board()).winner).toBe('home')
  await post({ kind: 'void', target: 'f' })
  expect((await board()).winner).toBeNull()
  await post(status('final', { side: 'away' }))
  expect((await board()).winner).toBe('away')
  expect(await post(status('final', { side: 'nobody' }))).toBe('422 event-invalid /side')
})

test('a draw has no winner, nor has a match that was abandoned', async () => {
  const { post, board } = await umpire()
  await post(status('final', { id: 'f' }))
  expect((await board()).winner).toBeNull()
  await post({ kind: 'void', target: 'f' })
  await post(goal())
  await post(status('abandoned'))
  expect(await board()).toMatchObject({ status: 'abandoned', winner: null })
})

test('a set sport has its winner when it is decided; ended before, it is doubtful', async () => {
  const { ask, post, board } = await umpire({ sport: 'volleyball', rules: { to: 2, bestOf: 3 } })
  await ask([point(), point()])
  await post(status('final', { id: 'early' }))
  expect(await board()).toMatchObject({ winner: null, warnings: [{ code: 'match-undecided' }] })
  await post({ kind: 'void', target: 'early' })
  expect(await board()).toMatchObject({ status: 'live', warnings: [] })
  await ask([{ kind: 'unit', from: 0, to: 1 }, point(), point()])
  expect(await board()).toMatchObject({ status: 'live', score: [2, 0], winner: 'home' })
  await post(point())
  expect(await board()).toMatchObject({ score: [2, 0], warnings: [{ code: 'unit-over' }] })
})

test('a clock stands when the match is final', async () => {
  const { post, board } = await umpire()
  await post({ kind: 'clock', op: 'start' })
  expect((await board()).clock?.running).toBe(true)
  await post(status('final'))
  expect((await board()).clock?.running).toBe(false)
})
