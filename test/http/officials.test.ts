import type { MatchEvent } from '#core/match'
import type { ProblemDetails } from '#core/problem'
import { expect, test } from 'vitest'
import { startApp } from '../support/app.ts'
import { manualTime } from '../support/time.ts'
import { Caller, makeMatch, problemOf } from './door.ts'

interface MadeOfficial {
  official: { id: string; name: string; scopes: string[] }
  officialKey: string
  links: { referee: string }
}

const goal = (side: string) => ({ kind: 'score', side, key: 'goal' })
const start = { kind: 'clock', op: 'start' }
const card = { kind: 'incident', key: 'yellow', side: 'home' }

async function withOfficial(url: string, setup: object = {}) {
  const made = await makeMatch(url)
  const { body } = await made.host.post<MadeOfficial>(`${made.path}/officials`, {
    name: 'Rita',
    ...setup,
  })
  const official = new Caller(url, body.officialKey)
  const post = async (event: object) => {
    const answer = await official.post<ProblemDetails>(`${made.path}/events`, event)
    return answer.status === 200 ? 'ok' : problemOf(answer)
  }
  return { ...made, ...body, caller: official, post }
}

test('a new official has a name, a key and an address to scan, and by default all but head', async () => {
  const { url } = await startApp()
  const { host, path, match } = await makeMatch(url)
  const { status, body } = await host.post<MadeOfficial>(`${path}/officials`, { name: 'Rita' })
  expect(status).toBe(201)
  expect(body).toEqual({
    official: {
      id: expect.any(String),
      name: 'Rita',
      scopes: ['score', 'clock', 'incident'],
    },
    officialKey: expect.any(String),
    links: { referee: `${url}/referee/${match.id}#${body.officialKey}` },
  })
  const list = await host.get<object[]>(`${path}/officials`)
  expect(list.body).toEqual([{ ...body.official, expiresAt: null }])
  for (const method of ['get', 'post'] as const)
    expect(problemOf(await new Caller(url)[method](`${path}/officials`, {}))).toMatch(/^40[01] /)
})

test('what an official posts is signed with their id', async () => {
  const { url } = await startApp()
  const { caller, path, official } = await withOfficial(url)
  await caller.post(`${path}/events`, goal('home'))
  const { body } = await caller.get<{ events: MatchEvent[] }>(`${path}/events`)
  expect(body.events[0]?.official).toBe(official.id)
})

test('a scope for one side scores for that side only, and does nothing else', async () => {
  const { url } = await startApp()
  const { post } = await withOfficial(url, { scopes: ['score:home'] })
  expect(await post({ ...goal('home'), id: 'mine' })).toBe('ok')
  expect(await post({ kind: 'serve', side: 'home' })).toBe('ok')
  expect(await post({ kind: 'void', target: 'mine' })).toBe('ok')
  for (const event of [
    goal('away'),
    start,
    card,
    { kind: 'unit', from: 0, to: 1 },
    { kind: 'status', to: 'final' },
  ])
    expect([JSON.stringify(event), await post(event)]).toEqual([
      JSON.stringify(event),
      '403 key-wrong',
    ])
})

test('the clock’s and the incidents’ scopes open what they are named for', async () => {
  const { url } = await startApp()
  const clock = await withOfficial(url, { scopes: ['clock'] })
  expect(await clock.post(start)).toBe('ok')
  expect(await clock.post({ kind: 'unit', from: 0, to: 1 })).toBe('ok')
  expect(await clock.post({ kind: 'status', to: 'review' })).toBe('ok')
  expect(await clock.post(goal('home'))).toBe('403 key-wrong')
  const cards = await withOfficial(url, { scopes: ['incident'] })
  expect(await cards.post(card)).toBe('ok')
  expect(await cards.post(start)).toBe('403 key-wrong')
  const head = await withOfficial(url, { scopes: ['head'] })
  for (const event of [goal('away'), start, card]) expect(await head.post(event)).toBe('ok')
})

test('undoing needs what the undone event needs', async () => {
  const { url } = await startApp()
  const { post, host, path } = await withOfficial(url, { scopes: ['score:home'] })
  await host.post(`${path}/events`, { ...goal('away'), id: 'theirs' })
  await host.post(`${path}/events`, { kind: 'void', target: 'theirs', id: 'undone' })
  expect(await post({ kind: 'void', target: 'theirs' })).toBe('403 key-wrong')
  expect(await post({ kind: 'void', target: 'undone' })).toBe('403 key-wrong')
})

test('an official is no host, and of this match only', async () => {
  const { url } = await startApp()
  const { caller, path, room } = await withOfficial(url, { scopes: ['head'] })
  const other = await makeMatch(url)
  expect(problemOf(await caller.patch(path, { title: 'x' }))).toBe('403 key-wrong')
  expect(problemOf(await caller.get(`${path}/officials`))).toBe('403 key-wrong')
  expect(problemOf(await caller.delete(`/api/rooms/${room.code}`))).toBe('403 key-wrong')
  expect(problemOf(await caller.post(`${other.path}/events`, start))).toBe('403 key-wrong')
  expect((await caller.get(path)).status).toBe(200)
})

test('a revoked key is refused from then on', async () => {
  const { url } = await startApp()
  const { host, path, post, official } = await withOfficial(url)
  expect(await post(start)).toBe('ok')
  const revoke = () => host.delete(`${path}/officials/${official.id}`)
  expect((await revoke()).status).toBe(204)
  expect(await post(start)).toBe('403 key-wrong')
  expect(problemOf(await revoke())).toBe('404 not-found')
  expect((await host.get(`${path}/officials`)).body).toEqual([])
})

test('a key that has expired is refused', async () => {
  const time = manualTime()
  const { url } = await startApp({ time })
  const { post } = await withOfficial(url, { expiresAt: time.now() + 60_000 })
  time.advance(59_999)
  expect(await post(start)).toBe('ok')
  time.advance(1)
  expect(await post(start)).toBe('403 key-wrong')
})

test('a device that claimed several keys may do what any of them allows, in that one’s name', async () => {
  const { url } = await startApp()
  const { host, path, officialKey } = await withOfficial(url, { scopes: ['score:home'] })
  const { body: second } = await host.post<MadeOfficial>(`${path}/officials`, {
    name: 'Rita, now head',
    scopes: ['head'],
  })
  const phone = new Caller(url)
  for (const key of [officialKey, second.officialKey])
    expect((await phone.post('/api/claims', { key })).status).toBe(204)
  expect((await phone.post(`${path}/events`, card)).status).toBe(200)
  const { body } = await phone.get<{ events: MatchEvent[] }>(`${path}/events`)
  expect(body.events[0]?.official).toBe(second.official.id)
})

test('a scope that is none, or of no side, is refused', async () => {
  const { url } = await startApp()
  const { host, path } = await makeMatch(url)
  for (const scopes of [['score:nobody'], ['cook'], []]) {
    const answer = await host.post(`${path}/officials`, { name: 'Rita', scopes })
    expect([String(scopes), problemOf(answer)]).toEqual([String(scopes), '400 body-invalid'])
    expect(answer.body.errors?.[0]?.pointer).toMatch(/^\/scopes/)
  }
})
