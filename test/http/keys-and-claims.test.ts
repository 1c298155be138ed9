import type { PollView } from '#core/poll'
import type { Room } from '#core/room'
import { expect, test } from 'vitest'
import { startApp } from '../support/app.ts'
import { Caller, makeMatch, makePoll, newPoll, problemOf } from './door.ts'

test('a claimed key opens the host’s view for that device, and only where it asks', async () => {
  const { url } = await startApp()
  const { path, hostKey, room } = await makePoll(url, { results: 'host' })
  const desk = new Caller(url)
  const asked = `${path}?view=host`
  expect(problemOf(await desk.get(asked))).toBe('401 key-missing')
  const claim = await desk.post('/api/claims', { key: hostKey })
  expect([claim.status, claim.body]).toEqual([204, ''])
  expect((await desk.get<PollView>(asked)).body.result).not.toBeNull()
  expect((await desk.get<PollView>(path)).body.result).toBeNull()
  expect((await desk.get<PollView>(`${path}?view=public`)).body.result).toBeNull()
  expect((await desk.patch<Room>(`/api/rooms/${room.code}`, { title: 'Mine' })).status).toBe(200)
  expect(problemOf(await new Caller(url).get(asked))).toBe('401 key-missing')
})

test('the host’s view is asked for in vain with another key', async () => {
  const { url } = await startApp()
  const [made, other] = [await makePoll(url), await makePoll(url)]
  const desk = new Caller(url)
  await desk.post('/api/claims', { key: other.hostKey })
  expect(problemOf(await desk.get(`${made.path}?view=host`))).toBe('401 key-missing')
  expect(problemOf(await other.host.get(`${made.path}?view=host`))).toBe('403 key-wrong')
})

test('an official’s claim is not the host’s', async () => {
  const { url } = await startApp()
  const { host, path } = await makeMatch(url)
  const { body } = await host.post<{ officialKey: string }>(`${path}/officials`, { name: 'Rita' })
  const phone = new Caller(url)
  await phone.post('/api/claims', { key: body.officialKey })
  const start = { kind: 'clock', op: 'start' }
  expect((await phone.post(`${path}/events`, start)).status).toBe(200)
  expect(problemOf(await phone.get(`${path}?view=host`))).toBe('401 key-missing')
  expect(problemOf(await phone.patch(path, { title: 'x' }))).toBe('403 key-wrong')
})

test('a key that opens nothing cannot be claimed', async () => {
  const { url } = await startApp()
  const anyone = new Caller(url)
  expect(problemOf(await anyone.post('/api/claims', { key: 'x'.repeat(32) }))).toBe('403 key-wrong')
  expect(problemOf(await anyone.post('/api/claims', {}))).toBe('400 body-invalid')
})

test('a bearer key opens the full view without asking for it, a wrong one opens nothing', async () => {
  const { url } = await startApp()
  const { host, path, hostKey } = await makePoll(url, { results: 'host' })
  expect((await host.get<PollView>(path)).body.result).not.toBeNull()
  const lower = { headers: { authorization: `bearer ${hostKey}` } }
  expect((await new Caller(url).get<PollView>(path, lower)).body.result).not.toBeNull()
  expect(problemOf(await new Caller(url, 'wrong').get(path))).toBe('403 key-wrong')
})

test('where CREATE_KEY is set, only its holders make rooms', async () => {
  const { url } = await startApp({ env: { CREATE_KEY: 'open-sesame' } })
  const anyone = new Caller(url)
  for (const [path, body] of [
    ['/api/polls', newPoll],
    ['/api/rooms', { title: 'x' }],
    ['/api/matches', { sport: 'football', sides: [{ name: 'A' }, { name: 'B' }] }],
  ] as const) {
    expect([path, problemOf(await anyone.post(path, body))]).toEqual([path, '401 key-missing'])
    expect(problemOf(await new Caller(url, 'open').post(path, body))).toBe('403 key-wrong')
    expect((await new Caller(url, 'open-sesame').post(path, body)).status).toBe(201)
  }
})
