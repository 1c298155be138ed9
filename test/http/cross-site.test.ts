import { expect, test } from 'vitest'
import { startApp } from '../support/app.ts'
import { Caller, makePoll, problemOf } from './door.ts'

async function votingFrom(headers: Record<string, string>, env: Record<string, string> = {}) {
  const { url } = await startApp({ env })
  const { path } = await makePoll(url)
  const own = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, value.replace('OWN', url)]),
  )
  const answer = await new Caller(url).put(`${path}/vote`, { choice: 'a' }, { headers: own })
  return answer.status === 200 ? 'taken' : problemOf(answer)
}

test.for<Record<string, string>>([
  { 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'same-site' },
  { 'sec-fetch-site': 'cross-site', origin: 'OWN' },
  { origin: 'https://evil.example' },
  { origin: 'null' },
  { origin: 'nonsense' },
  { origin: 'http://localhost:1' },
  { origin: 'https://evil.example', authorization: 'Basic eDp5' },
  // Voting takes no key, so a made-up one is no excuse.
  { origin: 'https://evil.example', authorization: 'Bearer made-up' },
])('a change from another site is refused: %o', async (headers) => {
  expect(await votingFrom(headers)).toBe('403 cross-site')
})

test.for<Record<string, string>>([
  {},
  { 'sec-fetch-site': 'same-origin' },
  { 'sec-fetch-site': 'none' },
  { origin: 'OWN' },
  { 'sec-fetch-site': 'same-origin', origin: 'https://behind-a-proxy.example' },
])('a change from our own pages or a program is taken: %o', async (headers) => {
  expect(await votingFrom(headers)).toBe('taken')
})

test('behind a proxy, the public host is our own', async () => {
  const origin = 'https://vote.example'
  expect(await votingFrom({ origin }, { PUBLIC_URL: 'https://vote.example' })).toBe('taken')
  expect(
    await votingFrom({ origin, 'x-forwarded-host': 'vote.example' }, { TRUST_PROXY: '1' }),
  ).toBe('taken')
  expect(await votingFrom({ origin, 'x-forwarded-host': 'vote.example' })).toBe('403 cross-site')
})

test('with a key in a header a change is taken from anywhere', async () => {
  const { url } = await startApp()
  const { host, path } = await makePoll(url)
  const headers = { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' }
  const { status } = await host.patch(path, { status: 'closed' }, { headers })
  expect(status).toBe(200)
})

test('reads are anybody’s, from any origin, and never with cookies', async () => {
  const { url } = await startApp()
  const { path, room } = await makePoll(url)
  const headers = { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' }
  for (const read of [
    path,
    `/api/rooms/${room.code}`,
    '/api/sports',
    '/api/time',
    '/api/nowhere',
  ]) {
    const answer = await new Caller(url).get(read, { headers })
    expect([read, answer.headers.get('access-control-allow-origin')]).toEqual([read, '*'])
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull()
    expect([read, answer.headers.get('cache-control')]).toEqual([read, 'no-store'])
  }
})

test('a preflight is told what may be sent', async () => {
  const { url } = await startApp()
  const answer = await fetch(`${url}/api/polls`, { method: 'OPTIONS' })
  expect(answer.status).toBe(204)
  expect(answer.headers.get('access-control-allow-origin')).toBe('*')
  expect(answer.headers.get('access-control-allow-credentials')).toBeNull()
  expect(answer.headers.get('access-control-allow-headers')).toMatch(/Authorization/)
  expect(answer.headers.get('access-control-allow-methods')).toMatch(/PUT/)
})
