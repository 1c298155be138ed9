import { expect, test } from 'vitest'
import { startApp } from '../support/app.ts'
import { Caller, clientFolder, makePoll, makeRoom } from './door.ts'

const cookieOf = (headers: Headers): string | undefined => headers.getSetCookie()[0]

test('a visitor without a cookie gets one with the room, and no script can read it', async () => {
  const { url } = await startApp()
  const { path } = await makeRoom(url)
  const { headers } = await new Caller(url).get(path)
  expect(cookieOf(headers)).toMatch(
    /^device=[\w-]{32}\.[\w-]{43}; path=\/; expires=[^;]+; samesite=lax; httponly$/i,
  )
})

test('behind TLS the cookie is sent over TLS only', async () => {
  const { url } = await startApp({ env: { TRUST_PROXY: '1' } })
  const { path } = await makeRoom(url)
  const { headers } = await new Caller(url).get(path, { headers: { 'x-forwarded-proto': 'https' } })
  expect(cookieOf(headers)).toMatch(/; secure/i)
})

test('a vote without a cookie mints one, and a valid one is never replaced', async () => {
  const { url } = await startApp()
  const { path, room } = await makePoll(url)
  const phone = new Caller(url)
  const first = await phone.put(`${path}/vote`, { choice: 'a' })
  expect(cookieOf(first.headers)).toMatch(/^device=/)
  for (const answer of [
    await phone.put(`${path}/vote`, { choice: 'b' }),
    await phone.get(`/api/rooms/${room.code}`),
    await phone.get(`${path}/vote`),
    await phone.get('/'),
  ])
    expect(cookieOf(answer.headers)).toBeUndefined()
})

test('a forged cookie counts as none, and is replaced', async () => {
  const { url } = await startApp()
  const { path } = await makePoll(url)
  const phone = new Caller(url)
  await phone.put(`${path}/vote`, { choice: 'a' })
  const [device = '', signature = ''] = (phone.cookie ?? '').replace('device=', '').split('.')
  const forgeries = [
    `${device}.${signature.slice(0, -1)}${signature.endsWith('A') ? 'B' : 'A'}`,
    `${device.slice(0, -1)}.${signature}`,
    `${device}.`,
    device,
    `${device}.${signature}.x`,
    'x',
  ]
  for (const forged of forgeries) {
    const forger = new Caller(url)
    forger.cookie = `device=${forged}`
    expect((await forger.get(`${path}/vote`)).status).toBe(404)
    const answer = await forger.put<{ outcome: string }>(`${path}/vote`, { choice: 'a' })
    expect(answer.body.outcome).toBe('counted')
    expect(cookieOf(answer.headers)).toMatch(/^device=/)
  }
})

test('another server’s cookie is no cookie here', async () => {
  const [one, two] = [await startApp(), await startApp()]
  const { path } = await makePoll(one.url)
  const phone = new Caller(one.url)
  await phone.put(`${path}/vote`, { choice: 'a' })
  const other = await makePoll(two.url)
  const stranger = new Caller(two.url)
  stranger.cookie = phone.cookie
  const { headers } = await stranger.put(`${other.path}/vote`, { choice: 'a' })
  expect(cookieOf(headers)).toMatch(/^device=/)
})

test('every page sets the cookie, and runs nobody’s scripts but ours', async () => {
  const { url } = await startApp({ clientRoot: clientFolder() })
  const { room } = await makeRoom(url)
  for (const path of ['/', `/${room.code}`, `/host/${room.code}`, `/screen/${room.code}`]) {
    const { status, headers, body } = await new Caller(url).get<string>(path)
    expect([path, [status, body]]).toEqual([path, [200, expect.stringContaining('Tallycast')]])
    expect(cookieOf(headers)).toMatch(/^device=/)
    expect(headers.get('content-security-policy')).toContain("default-src 'self'")
    expect(headers.get('referrer-policy')).not.toBe('no-referrer')
    expect(headers.get('access-control-allow-origin')).toBeNull()
  }
  for (const path of ['/NOROOM', '/a/b/c', '/host'])
    expect([path, (await new Caller(url).get(path)).status]).toEqual([path, 404])
})
