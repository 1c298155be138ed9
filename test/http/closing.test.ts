import type { PollView } from '#core/poll'
import type { Room } from '#core/room'
import { expect, test } from 'vitest'
import { startApp } from '../support/app.ts'
import { readFrames } from '../support/sse.ts'
import { manualTime } from '../support/time.ts'
import { Caller, makePoll, problemOf, tempFolder } from './door.ts'

test('a poll with a time takes votes until two seconds after it, then it is closed', async () => {
  const time = manualTime()
  const { url } = await startApp({ time })
  const closesAt = time.now() + 30_000
  const { poll, path, room } = await makePoll(url, { closesAt, results: 'closed' })
  expect(poll.closesAt).toBe(closesAt)
  const frames = await readFrames(`${url}${path}/stream`)
  time.advance(32_000)
  const voter = new Caller(url)
  const vote = await voter.put(`${path}/vote`, { choice: 'a' })
  expect(vote.body).toMatchObject({ outcome: 'counted' })
  time.advance(1)
  expect(problemOf(await new Caller(url).put(`${path}/vote`, { choice: 'b' }))).toBe(
    '409 poll-closed',
  )
  // The database answers in order: after this the poll is closed there, and is told with the clock.
  await voter.get(`${path}/vote`)
  time.advance(1000)
  const closed = await frames.nextUpdate(
    (update) => 'poll' in update && update.poll.status === 'closed',
  )
  expect(closed).toMatchObject({
    poll: { ballots: 1, result: { options: [{ votes: 1 }, { votes: 0 }] } },
  })
  expect((await new Caller(url).get<Room>(`/api/rooms/${room.code}`)).body.items).toMatchObject([
    { status: 'closed' },
  ])
})

test('a time that passed while no server was up has closed the poll', async () => {
  const env = { DATABASE_URL: `file:${tempFolder()}/x.db` }
  const before = manualTime()
  const first = await startApp({ env, time: before })
  const { path, room } = await makePoll(first.url, { closesAt: before.now() + 1000 })
  await first.stop()
  const { url } = await startApp({ env, time: manualTime(before.now() + 60_000) })
  expect(problemOf(await new Caller(url).put(`${path}/vote`, { choice: 'a' }))).toBe(
    '409 poll-closed',
  )
  expect((await new Caller(url).get<PollView>(path)).body.status).toBe('closed')
  expect((await new Caller(url).get<Room>(`/api/rooms/${room.code}`)).body.items).toMatchObject([
    { status: 'closed' },
  ])
})

test('the time is put off, called off, and done with when the poll is opened again', async () => {
  const time = manualTime()
  const { url } = await startApp({ time })
  const { host, path } = await makePoll(url, { closesAt: time.now() + 10_000 })
  const later = time.now() + 60_000
  expect((await host.patch<PollView>(path, { closesAt: later })).body.closesAt).toBe(later)
  time.advance(30_000)
  expect((await new Caller(url).put(`${path}/vote`, { choice: 'a' })).status).toBe(200)
  expect((await host.patch<PollView>(path, { closesAt: null })).body.closesAt).toBeNull()
  time.advance(60_000)
  expect((await host.get<PollView>(path)).body.status).toBe('open')
  await host.patch(path, { closesAt: time.now() + 1000 })
  time.advance(5000)
  // Its closing is on its way to the database; this is asked after it.
  const reopened = await host.patch<PollView>(path, { status: 'open' })
  expect(reopened.body).toMatchObject({ status: 'open', closesAt: null })
  expect((await new Caller(url).put(`${path}/vote`, { choice: 'b' })).status).toBe(200)
})

test('a time that has passed is refused', async () => {
  const time = manualTime()
  const { url } = await startApp({ time })
  const { host, path } = await makePoll(url)
  const passed = { closesAt: time.now() }
  expect(problemOf(await host.patch(path, passed))).toBe('400 body-invalid')
  const { body } = await new Caller(url).post('/api/polls', {
    question: 'Late?',
    kind: 'single',
    options: ['a', 'b'],
    ...passed,
  })
  expect(body.errors).toEqual([{ pointer: '/closesAt', detail: 'has passed' }])
})
