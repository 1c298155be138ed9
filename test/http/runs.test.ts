import type { PollView } from '#core/poll'
import { expect, test } from 'vitest'
import { startApp } from '../support/app.ts'
import { optionsIn } from '../support/results.ts'
import { readFrames } from '../support/sse.ts'
import { Caller, makePoll, problemOf, tempFolder } from './door.ts'

const votesOf = (poll: PollView) => optionsIn(poll)?.map(({ votes }) => votes)

test('a poll that is run again is open and empty, and its earlier runs stay readable', async () => {
  const { url } = await startApp()
  const { host, path } = await makePoll(url)
  const phone = new Caller(url)
  await phone.put(`${path}/vote`, { choice: 'a' })
  await host.patch(path, { status: 'closed' })
  const again = await host.post<PollView>(`${path}/runs`)
  expect([again.status, again.body]).toMatchObject([201, { run: 2, status: 'open', ballots: 0 }])
  expect(votesOf(again.body)).toEqual([0, 0])
  expect(problemOf(await phone.get(`${path}/vote`))).toBe('404 no-vote')
  expect(await phone.put(`${path}/vote`, { choice: 'b' })).toMatchObject({
    body: { outcome: 'counted' },
  })
  const first = await phone.get<PollView>(`${path}?run=1`)
  expect(first.body).toMatchObject({ run: 1, status: 'closed', ballots: 1 })
  expect(votesOf(first.body)).toEqual([1, 0])
  expect((await phone.get(`${path}/result?run=1`)).body).toEqual(first.body.result)
  const now = await phone.get<PollView>(`${path}?run=2`)
  expect([now.body.status, votesOf(now.body)]).toEqual(['open', [0, 1]])
})

test('a run that there is not is not found, and only the host begins one', async () => {
  const { url } = await startApp()
  const { host, path } = await makePoll(url)
  for (const run of ['0', '2', '-1', '1.5', 'x', '', '9999999999'])
    expect([run, problemOf(await host.get(`${path}?run=${run}`))]).toEqual([
      run,
      '404 poll-not-found',
    ])
  expect(problemOf(await new Caller(url).post(`${path}/runs`))).toBe('401 key-missing')
  expect(problemOf(await host.post('/api/polls/p_none/runs'))).toBe('404 poll-not-found')
})

test('a vote that was meant for the run before does not count in this one', async () => {
  const { url } = await startApp()
  const { host, path } = await makePoll(url)
  await host.post(`${path}/runs`)
  const phone = new Caller(url)
  const late = await phone.put(`${path}/vote`, { choice: 'a', run: 1 })
  expect(problemOf(late)).toBe('409 poll-closed')
  expect((await phone.put(`${path}/vote`, { choice: 'a', run: 2 })).status).toBe(200)
  expect(problemOf(await phone.put(`${path}/vote`, { choice: 'a', run: 0 }))).toBe(
    '400 body-invalid',
  )
})

test('a take-back that was long on its way leaves the next run’s vote alone', async () => {
  const { url } = await startApp()
  const { host, path } = await makePoll(url)
  const phone = new Caller(url)
  await phone.put(`${path}/vote`, { choice: 'a' })
  await host.post(`${path}/runs`)
  await phone.put(`${path}/vote`, { choice: 'b' })
  expect(problemOf(await phone.delete(`${path}/vote?run=1`))).toBe('409 poll-closed')
  expect((await phone.get(`${path}/vote?run=1`)).body).toMatchObject({ choice: 'a' })
  expect((await phone.get(`${path}/vote`)).body).toMatchObject({ choice: 'b' })
  expect((await phone.delete(`${path}/vote?run=2`)).status).toBe(204)
  expect(problemOf(await phone.get(`${path}/vote?run=3`))).toBe('404 poll-not-found')
})

test('an earlier run of a poll for the host alone is the host’s alone', async () => {
  const { url } = await startApp()
  const { host, path } = await makePoll(url, { results: 'host' })
  await new Caller(url).put(`${path}/vote`, { choice: 'a' })
  await host.post(`${path}/runs`)
  const seen = await new Caller(url).get<PollView>(`${path}?run=1`)
  expect(seen.body).toMatchObject({ ballots: 1, result: null })
  expect(problemOf(await new Caller(url).get(`${path}/result?run=1`))).toBe('401 key-missing')
  expect(votesOf((await host.get<PollView>(`${path}?run=1`)).body)).toEqual([1, 0])
})

test('a stream hears of a new run, and runs survive a restart', async () => {
  const env = { DATABASE_URL: `file:${tempFolder()}/x.db` }
  const before = await startApp({ env })
  const { host, path, hostKey } = await makePoll(before.url)
  await new Caller(before.url).put(`${path}/vote`, { choice: 'a' })
  const frames = await readFrames(`${before.url}${path}/stream`)
  await host.post(`${path}/runs`)
  const told = await frames.nextUpdate((update) => 'poll' in update && update.poll.run === 2)
  expect(told).toMatchObject({ poll: { ballots: 0, status: 'open' } })
  await new Caller(before.url).put(`${path}/vote`, { choice: 'b' })
  await before.stop()
  const { url } = await startApp({ env })
  const after = new Caller(url, hostKey)
  expect(votesOf((await after.get<PollView>(path)).body)).toEqual([0, 1])
  expect(votesOf((await after.get<PollView>(`${path}?run=1`)).body)).toEqual([1, 0])
})
