import type { Room } from '#core/room'
import { expect, test } from 'vitest'
import { startApp } from '../support/app.ts'
import { addPoll, Caller, makePoll, makeRoom, problemOf, type MadeRoom } from './door.ts'

test('a new room answers with its host’s key and addresses, the key in the fragment', async () => {
  const { url } = await startApp()
  const { status, body } = await new Caller(url).post<MadeRoom>('/api/rooms', { title: 'Quiz' })
  const { code } = body.room
  expect(status).toBe(201)
  expect(body).toEqual({
    room: { code, title: 'Quiz', version: 1, onAir: null, items: [], notice: null },
    hostKey: expect.stringMatching(/^[A-Za-z0-9_-]{32}$/),
    links: {
      join: `${url}/${code}`,
      host: `${url}/host/${code}#${body.hostKey}`,
      screen: `${url}/screen/${code}`,
    },
  })
  expect(code).toMatch(/^[A-HJ-NP-Z2-9]{6}$/)
})

test('a code is found however a person types it', async () => {
  const { url } = await startApp()
  const { room } = await makeRoom(url)
  const typed = `${room.code.slice(0, 3)} ${room.code.slice(3)}`.toLowerCase()
  const { body } = await new Caller(url).get<Room>(`/api/rooms/${encodeURIComponent(typed)}`)
  expect(body).toEqual(room)
})

test('a code that is nobody’s and one that cannot be are both not found', async () => {
  const { url } = await startApp()
  const anyone = new Caller(url)
  for (const code of ['AAAAAA', 'nope', '%00', "x'--", 'ÄÖÜ', '%ff'])
    expect(problemOf(await anyone.get(`/api/rooms/${code}`))).toMatch(/^404 /)
})

test('the host sees drafts, the public does not', async () => {
  const { url } = await startApp()
  const made = await makeRoom(url)
  const { id } = await addPoll(made)
  const item = { kind: 'poll', id, title: 'Tea or coffee?', status: 'draft' }
  expect((await made.host.get<Room>(made.path)).body.items).toEqual([item])
  expect((await made.host.get<Room>(`${made.path}?view=public`)).body.items).toEqual([])
  expect((await new Caller(url).get<Room>(made.path)).body.items).toEqual([])
})

test('putting a draft on air opens it; opening a poll does not put it on air', async () => {
  const { url } = await startApp()
  const made = await makeRoom(url)
  const [first, second] = [await addPoll(made), await addPoll(made)]
  const { status, body } = await made.host.patch<Room>(made.path, { onAir: first.id })
  expect([status, body.onAir, body.items[0]?.status]).toEqual([200, first.id, 'open'])
  await made.host.patch(`/api/polls/${second.id}`, { status: 'open' })
  const after = (await new Caller(url).get<Room>(made.path)).body
  expect(after.onAir).toBe(first.id)
  expect(after.items.map(({ status }) => status)).toEqual(['open', 'open'])
  expect((await made.host.patch<Room>(made.path, { onAir: null })).body.onAir).toBeNull()
})

test('a change that is refused changes nothing, not even a draft it would have aired', async () => {
  const { url } = await startApp()
  const made = await makeRoom(url)
  const { id } = await addPoll(made)
  const answer = await made.host.patch(made.path, { onAir: id, items: [id, 'x'] })
  expect(problemOf(answer)).toBe('400 body-invalid')
  expect(answer.body.errors?.map(({ pointer }) => pointer)).toEqual(['/items'])
  expect((await made.host.get<Room>(made.path)).body.items[0]?.status).toBe('draft')
  const unknown = await made.host.patch(made.path, { onAir: 'p_no', items: [] })
  expect(unknown.body.errors?.map(({ pointer }) => pointer)).toEqual(['/onAir', '/items'])
})

test('the host renames, reorders and posts a notice, with the server’s time', async () => {
  const { url } = await startApp()
  const made = await makeRoom(url)
  const [a, b] = [await addPoll(made), await addPoll(made, { status: 'open' })]
  const patch = { title: 'Finale', items: [b.id, a.id], notice: { text: 'Break' } }
  const { body } = await made.host.patch<Room>(made.path, patch)
  expect(body).toMatchObject({ title: 'Finale', notice: { text: 'Break', at: expect.any(Number) } })
  expect(body.items.map(({ id }) => id)).toEqual([b.id, a.id])
  expect(body.version).toBeGreaterThan(made.room.version)
  const without = await made.host.patch<Room>(made.path, { notice: null })
  expect(without.body.notice).toBeNull()
})

test('only the host changes a room, and another room’s host is not', async () => {
  const { url } = await startApp()
  const [made, other] = [await makeRoom(url), await makeRoom(url)]
  const patch = { title: 'Mine now' }
  expect(problemOf(await new Caller(url).patch(made.path, patch))).toBe('401 key-missing')
  expect(problemOf(await other.host.patch(made.path, patch))).toBe('403 key-wrong')
  expect(problemOf(await other.host.delete(made.path))).toBe('403 key-wrong')
  expect(problemOf(await new Caller(url, 'guess').patch(made.path, patch))).toBe('403 key-wrong')
})

test('an erased room is gone with everything in it', async () => {
  const { url } = await startApp()
  const made = await makePoll(url)
  const room = `/api/rooms/${made.room.code}`
  expect((await made.host.delete(room)).status).toBe(204)
  expect(problemOf(await new Caller(url).get(room))).toBe('404 room-not-found')
  expect(problemOf(await new Caller(url).get(made.path))).toBe('404 poll-not-found')
  expect(problemOf(await made.host.patch(room, { title: 'x' }))).toBe('404 room-not-found')
  expect(problemOf(await new Caller(url).put(`${made.path}/vote`, { choice: 'a' }))).toBe(
    '404 poll-not-found',
  )
})

test('addresses come from PUBLIC_URL where it is set', async () => {
  const { url } = await startApp({ env: { PUBLIC_URL: 'https://vote.example/' } })
  const { links, room } = await makeRoom(url)
  expect(links.join).toBe(`https://vote.example/${room.code}`)
  const { body } = await new Caller(url).get(`/api/rooms/${room.code}/links`)
  expect(body).toEqual({
    join: `https://vote.example/${room.code}`,
    host: `https://vote.example/host/${room.code}`,
    screen: `https://vote.example/screen/${room.code}`,
  })
})

test('what people write comes back exactly', async () => {
  const { url } = await startApp()
  const { host, path } = await makeRoom(url)
  const texts = [
    '<img src=x onerror=alert(1)>',
    'שלום \u202Eabc\u202C عالم',
    '👩‍👩‍👧‍👦 🏳️‍🌈',
    'one\u2028two\u2029three',
    'a\r\n\r\ndata: {"kind":"room"}\n\nb',
    '"; DROP TABLE rooms; --',
  ]
  for (const text of texts) {
    const { body } = await host.patch<Room>(path, { title: text, notice: { text } })
    expect([body.title, body.notice?.text]).toEqual([text, text])
    expect((await new Caller(url).get<Room>(path)).body.title).toBe(text)
  }
})
