import type { PollView } from '#core/poll'
import { expect, test } from 'vitest'
import { startApp } from '../support/app.ts'
import { readFrames } from '../support/sse.ts'
import { addPoll, Caller, makePoll, problemOf } from './door.ts'

/** Does this caller see a result, by GET and by the streams of the poll and its room? */
async function sees(url: string, caller: Caller, { path, room }: { path: string; room: string }) {
  const { body } = await caller.get<PollView>(path)
  const told = await Promise.all(
    [`${path}/stream`, `${room}/stream`].map(async (stream) => {
      const frames = await readFrames(url + stream, { headers: caller.headers })
      const update = await frames.nextUpdate((each) => 'poll' in each)
      await frames.close()
      return 'poll' in update && update.poll.result !== null
    }),
  )
  const { status } = await caller.get(`${path}/result`)
  return [body.result !== null, ...told, status === 200].map(Number).join('')
}

const all = '1111'
const none = '0000'

test.for([
  ['live', { before: all, after: all, closed: all }],
  ['voted', { before: none, after: all, closed: all }],
  ['closed', { before: none, after: none, closed: all }],
  ['host', { before: none, after: none, closed: none }],
] as const)('results %s: who sees them, and when', async ([results, expected]) => {
  const { url } = await startApp()
  const { host, path, room } = await makePoll(url, { results })
  const at = { path, room: `/api/rooms/${room.code}` }
  const [voter, other] = [new Caller(url), new Caller(url)]
  expect(await sees(url, voter, at)).toBe(expected.before)
  await voter.put(`${path}/vote`, { choice: 'a' })
  expect(await sees(url, voter, at)).toBe(expected.after)
  expect(await sees(url, other, at)).toBe(expected.before)
  expect(await sees(url, host, at)).toBe(all)
  await host.patch(path, { status: 'closed' })
  expect(await sees(url, other, at)).toBe(expected.closed)
  expect(await sees(url, host, at)).toBe(all)
})

test('who votes first sees, until the vote is taken back or the poll is run again', async () => {
  const { url } = await startApp()
  const { host, path, room } = await makePoll(url, { results: 'voted' })
  const at = { path, room: `/api/rooms/${room.code}` }
  const voter = new Caller(url)
  await voter.put(`${path}/vote`, { choice: 'a' })
  expect(await sees(url, voter, at)).toBe(all)
  await voter.delete(`${path}/vote`)
  expect(await sees(url, voter, at)).toBe(none)
  await voter.put(`${path}/vote`, { choice: 'a' })
  const frames = await readFrames(`${url}${path}/stream`, { headers: voter.headers })
  await frames.nextUpdate((update) => 'poll' in update && update.poll.result !== null)
  await host.post(`${path}/runs`)
  const told = await frames.nextUpdate((update) => 'poll' in update && update.poll.run === 2)
  expect(told).toMatchObject({ poll: { result: null } })
  expect(await sees(url, voter, at)).toBe(none)
})

test('`?view=public` shows a voter nothing more than everybody', async () => {
  const { url } = await startApp()
  const { path } = await makePoll(url, { results: 'voted' })
  const voter = new Caller(url)
  await voter.put(`${path}/vote`, { choice: 'a' })
  expect((await voter.get<PollView>(`${path}?view=public`)).body.result).toBeNull()
  const stream = `${url}${path}/stream?view=public`
  const frames = await readFrames(stream, { headers: voter.headers })
  expect(await frames.nextUpdate((update) => 'poll' in update)).toMatchObject({
    poll: { result: null },
  })
})

test('a voter of one poll sees no more of the next one in the room', async () => {
  const { url } = await startApp()
  const made = await makePoll(url, { results: 'voted' })
  const room = `/api/rooms/${made.room.code}`
  const voter = new Caller(url)
  await voter.put(`${made.path}/vote`, { choice: 'a' })
  const next = await addPoll(
    { host: made.host, path: room },
    { results: 'voted', question: 'And now?', status: 'open' },
  )
  await new Caller(url).put(`/api/polls/${next.id}/vote`, { choice: 'b' })
  const frames = await readFrames(`${url}${room}/stream`, { headers: voter.headers })
  await frames.nextUpdate((update) => 'poll' in update && update.poll.result !== null)
  await made.host.patch(room, { onAir: next.id })
  const told = await frames.nextUpdate((update) => 'poll' in update && update.poll.id === next.id)
  expect(told).toMatchObject({ poll: { ballots: 1, result: null } })
})

test('a rule that becomes stricter closes the streams’ eyes', async () => {
  const { url } = await startApp()
  const { host, path } = await makePoll(url, { results: 'voted' })
  const voter = new Caller(url)
  await voter.put(`${path}/vote`, { choice: 'a' })
  const frames = await readFrames(`${url}${path}/stream`, { headers: voter.headers })
  await frames.nextUpdate((update) => 'poll' in update && update.poll.result !== null)
  await host.patch(path, { results: 'host' })
  const told = await frames.nextUpdate(
    (update) => 'poll' in update && update.poll.results === 'host',
  )
  expect(told).toMatchObject({ poll: { result: null } })
  expect(problemOf(await voter.get(`${path}/result`))).toBe('401 key-missing')
})
