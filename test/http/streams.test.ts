import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import type { Room } from '#core/room'
import type { Presence, Update } from '#core/update'
import { expect, onTestFinished, test } from 'vitest'
import { startApp } from '../support/app.ts'
import { readFrames, type Frame, type Frames } from '../support/sse.ts'
import { manualTime } from '../support/time.ts'
import {
  addPoll,
  Caller,
  clientFolder,
  makeMatch,
  makePoll,
  makeRoom,
  problemOf,
  type MadePoll,
} from './door.ts'
import { optionsIn } from '../support/results.ts'

const streamOf = ({ url }: { url: string }, path: string, init?: RequestInit): Promise<Frames> =>
  readFrames(`${url}${path}/stream`, init)

const asHost = (hostKey: string): RequestInit => ({
  headers: { authorization: `Bearer ${hostKey}` },
})

const pollUpdate = (update: Update) => ('poll' in update ? update.poll : undefined)

/** What of an update is worth comparing: its kind, its id and whether it is gone. */
const named = (update: Update): string =>
  'gone' in update
    ? `${update.kind} ${update.id} gone`
    : 'room' in update
      ? `room ${update.room.code}`
      : `${update.kind} ${'poll' in update ? update.poll.id : update.match.id}`

const updatesOf = ({ seen }: Frames): string[] =>
  seen
    .filter(({ event }) => event === 'update')
    .map(({ data }) => named(JSON.parse(data) as Update))

/** Sends bytes as they are, and answers with what has come back once `until` fits it. */
async function rawAsk(
  url: string,
  bytes: string,
  until: (text: string) => boolean,
): Promise<{ text: string; socket: Socket }> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  socket.write(bytes)
  let text = ''
  const signal = AbortSignal.timeout(5000)
  while (!until(text)) {
    const [chunk] = (await once(socket, 'data', { signal })) as [Buffer]
    text += chunk.toString()
  }
  return { text, socket }
}

test('a stream opens with when to return, the time, and the state', async () => {
  const app = await startApp()
  const { path, poll } = await makePoll(app.url)
  const frames = await streamOf(app, path)
  const [ping, update] = [await frames.next(), await frames.next()]
  expect(frames.retry()).toBeGreaterThanOrEqual(2000)
  expect(frames.retry()).toBeLessThanOrEqual(6000)
  expect(ping.event).toBe('ping')
  expect(JSON.parse(ping.data)).toEqual({ now: expect.any(Number) })
  expect(update.event).toBe('update')
  expect(update.id).toMatch(new RegExp(`^[A-Za-z0-9]+-${poll.version}$`))
  expect(JSON.parse(update.data)).toEqual({ kind: 'poll', poll })
})

test('a stream’s head is exactly what every browser and proxy needs', async () => {
  const { url } = await startApp()
  const { path } = await makePoll(url)
  const { text } = await rawAsk(
    url,
    `GET ${path}/stream HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip, br\r\n\r\n`,
    (seen) => seen.includes('event: update'),
  )
  const [head = '', body = ''] = text.split('\r\n\r\n')
  const headers = head
    .split('\r\n')
    .slice(1)
    .map((line) => line.toLowerCase())
  expect(head).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
  expect(headers).toContain('content-type: text/event-stream; charset=utf-8')
  expect(headers).toContain('cache-control: no-store, no-transform')
  expect(headers).toContain('x-accel-buffering: no')
  expect(headers).toContain('access-control-allow-origin: *')
  expect(headers).toContain('transfer-encoding: chunked')
  expect(
    headers.filter((line) => /^(connection|keep-alive|content-encoding|set-cookie)/.test(line)),
  ).toEqual([])
  expect(body).toMatch(/^[0-9a-f]+\r\nretry: \d+\n\nevent: ping\n/)
})

test('a client of HTTP/1.0 gets the body as it is, without chunks', async () => {
  const { url } = await startApp()
  const { path, host } = await makePoll(url)
  const asked = `GET ${path}/stream HTTP/1.0\r\nHost: x\r\nConnection: keep-alive\r\n\r\n`
  const { text, socket } = await rawAsk(url, asked, (seen) => seen.includes('event: update'))
  const [head = '', body = ''] = text.split('\r\n\r\n')
  expect(head.toLowerCase()).not.toMatch(/transfer-encoding|connection/)
  expect(body).toMatch(/^retry: \d+\n\nevent: ping\ndata: \{"now":\d+\}\n\nevent: update\nid: /)
  const more = once(socket, 'data', { signal: AbortSignal.timeout(5000) })
  await host.patch(path, { question: 'Still there?' })
  expect(String(((await more) as [Buffer])[0])).toMatch(
    /^event: update\nid: [^\n]+\ndata: \{.*\}\n\n$/,
  )
})

test('HEAD answers with the head of a stream and ends', async () => {
  const { url } = await startApp()
  const { path, room } = await makePoll(url)
  for (const stream of [`${path}/stream`, `/api/rooms/${room.code}/stream`]) {
    const { status, headers } = await new Caller(url).head(stream)
    expect([status, headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8'])
  }
})

test('a stream of what is not there is not found', async () => {
  const { url } = await startApp()
  const anyone = new Caller(url)
  expect(problemOf(await anyone.get('/api/polls/nope/stream'))).toBe('404 poll-not-found')
  expect(problemOf(await anyone.get('/api/matches/nope/stream'))).toBe('404 match-not-found')
  expect(problemOf(await anyone.get('/api/rooms/AAAAAA/stream'))).toBe('404 room-not-found')
})

test('every vote is told, the newest state wins, and versions only rise', async () => {
  const app = await startApp()
  const { path } = await makePoll(app.url)
  const frames = await streamOf(app, path)
  await Promise.all(
    Array.from({ length: 40 }, () => new Caller(app.url).put(`${path}/vote`, { choice: 'b' })),
  )
  const last = await frames.nextUpdate((update) => pollUpdate(update)?.ballots === 40)
  expect(optionsIn(pollUpdate(last))?.[1]).toEqual({ id: 'b', votes: 40, share: 1 })
  const versions = frames.seen.flatMap(({ id }) =>
    id === undefined ? [] : [Number(id.split('-')[1])],
  )
  expect(versions).toEqual(versions.toSorted((a, b) => a - b))
  expect(new Set(frames.seen.flatMap(({ id }) => id?.split('-')[0] ?? [])).size).toBe(1)
})

test('what is public of a hidden poll’s stream is the same to the byte whatever was chosen', async () => {
  const app = await startApp()
  const streamed: string[][] = []
  for (const choices of ['aab', 'bbb']) {
    const { path, poll, room, hostKey } = await makePoll(app.url, { results: 'closed' })
    const [open, onAir, host] = [
      await streamOf(app, path),
      await streamOf(app, `/api/rooms/${room.code}`),
      await streamOf(app, path, asHost(hostKey)),
    ]
    let cast = 0
    for (const choice of choices) {
      await new Caller(app.url).put(`${path}/vote`, { choice })
      cast += 1
      for (const frames of [open, onAir])
        await frames.nextUpdate((update) => pollUpdate(update)?.ballots === cast)
    }
    const full = await host.nextUpdate((update) => pollUpdate(update)?.ballots === 3)
    expect(pollUpdate(full)?.result).not.toBeNull()
    const shown = [...open.seen, ...onAir.seen].filter(
      ({ data }) => 'poll' in (JSON.parse(data) as object),
    )
    streamed.push(
      shown.map(({ event, id, data }) =>
        [event, id, data].join().replaceAll(poll.id, 'ID').replaceAll(room.code, 'CODE'),
      ),
    )
  }
  expect(streamed[0]).toEqual(streamed[1])
  expect(streamed[0]?.length).toBeGreaterThanOrEqual(8)
  for (const frame of streamed[0] ?? []) expect(frame).toContain('"result":null')
})

test('`?view=public` is the public’s stream even with the host’s claim; `?view=host` needs it', async () => {
  const app = await startApp()
  const { path, hostKey } = await makePoll(app.url, { results: 'host' })
  const desk = new Caller(app.url)
  expect(problemOf(await desk.get(`${path}/stream?view=host`))).toBe('401 key-missing')
  await desk.post('/api/claims', { key: hostKey })
  const open = (view: string) =>
    readFrames(`${app.url}${path}/stream?view=${view}`, { headers: desk.headers })
  expect(pollUpdate(await (await open('public')).nextUpdate())?.result).toBeNull()
  expect(pollUpdate(await (await open('host')).nextUpdate())?.result).not.toBeNull()
})

test('a room’s stream carries its item on air, and changes over when another goes on air', async () => {
  const app = await startApp()
  const { host, path, room, poll } = await roomOfPoll(app.url)
  const frames = await streamOf(app, path)
  await frames.next(({ event }) => event === 'presence')
  expect(updatesOf(frames)).toEqual([`room ${room.code}`, `poll ${poll.id}`])

  const { body } = await host.post<{ match: { id: string } }>(`${path}/matches`, {
    sport: 'volleyball',
    sides: [{ name: 'A' }, { name: 'B' }],
  })
  await host.patch(path, { onAir: body.match.id })
  await frames.nextUpdate((update) => 'room' in update && update.room.onAir === body.match.id)
  const carried = await frames.nextUpdate((update) => update.kind === 'match')
  expect(named(carried)).toBe(`match ${body.match.id}`)

  const before = frames.seen.length
  await new Caller(app.url).put(`/api/polls/${poll.id}/vote`, { choice: 'a' })
  await host.post(`/api/matches/${body.match.id}/events`, {
    kind: 'score',
    side: 'home',
    key: 'point',
  })
  await frames.nextUpdate(
    (update) => 'match' in update && update.match.score[0] === 0 && update.match.status === 'live',
  )
  const since = frames.seen.slice(before).filter(({ event }) => event === 'update')
  expect(since.map(({ data }) => (JSON.parse(data) as Update).kind)).not.toContain('poll')
})

/** A room with a poll on air, by the room's path. */
async function roomOfPoll(url: string): Promise<MadePoll & { host: Caller; path: string }> {
  const made = await makePoll(url)
  return { ...made, path: `/api/rooms/${made.room.code}` }
}

test('the host’s stream carries all items of the room, drafts and new ones too', async () => {
  const app = await startApp()
  const made = await makeRoom(app.url)
  const [a, b] = [await addPoll(made), await addPoll(made, { status: 'open', results: 'host' })]
  const host = await streamOf(app, made.path, asHost(made.hostKey))
  const anybody = await streamOf(app, made.path)
  for (const frames of [host, anybody]) await frames.next(({ event }) => event === 'presence')
  expect(updatesOf(host)).toEqual([`room ${made.room.code}`, `poll ${a.id}`, `poll ${b.id}`])
  expect(updatesOf(anybody)).toEqual([`room ${made.room.code}`])

  await new Caller(app.url).put(`/api/polls/${b.id}/vote`, { choice: 'a' })
  const voted = await host.nextUpdate((update) => pollUpdate(update)?.ballots === 1)
  expect(pollUpdate(voted)?.result).not.toBeNull()
  const c = await addPoll(made)
  await host.nextUpdate((update) => named(update) === `poll ${c.id}`)
  await made.host.patch(made.path, { onAir: c.id })
  const aired = await anybody.nextUpdate((update) => named(update) === `poll ${c.id}`)
  expect(pollUpdate(aired)?.status).toBe('open')
  const drafts = anybody.seen.filter(({ data }) => data.includes('draft'))
  expect(drafts).toEqual([])
})

test('a stream ends only when its own topic is gone', async () => {
  const app = await startApp()
  const { host, path, room, poll } = await roomOfPoll(app.url)
  const [ofRoom, ofPoll] = [await streamOf(app, path), await streamOf(app, `/api/polls/${poll.id}`)]
  await host.delete(`/api/polls/${poll.id}`)
  const gone = { kind: 'poll', id: poll.id, gone: true }
  expect(await ofPoll.nextUpdate((update) => 'gone' in update)).toEqual(gone)
  await ofPoll.ended
  expect(await ofRoom.nextUpdate((update) => 'gone' in update)).toEqual(gone)
  const empty = await ofRoom.nextUpdate((update) => 'room' in update && update.room.onAir === null)
  expect((empty as { room: Room }).room.items).toEqual([])

  await host.delete(path)
  expect(await ofRoom.nextUpdate((update) => 'gone' in update)).toEqual({
    kind: 'room',
    id: room.code,
    gone: true,
  })
  await ofRoom.ended
  expect(ofRoom.seen.at(-1)?.id).toBeUndefined()
})

test('erasing a room ends the streams of everything in it', async () => {
  const app = await startApp()
  const { host, room, path } = await makeMatch(app.url)
  const frames = [await streamOf(app, path), await streamOf(app, `/api/rooms/${room.code}`)]
  await host.delete(`/api/rooms/${room.code}`)
  for (const each of frames) {
    await each.nextUpdate((update) => 'gone' in update)
    await each.ended
  }
})

test('a match event goes out as the scoreboard after it', async () => {
  const app = await startApp()
  const { host, path } = await makeMatch(app.url)
  const frames = await streamOf(app, path)
  await frames.nextUpdate()
  await host.post(`${path}/events`, { kind: 'score', side: 'away', key: 'goal' })
  const update = await frames.nextUpdate()
  expect('match' in update && update.match).toMatchObject({ score: [0, 1], status: 'live' })
})

const presenceOf = (frame: Frame): Presence => JSON.parse(frame.data) as Presence

test('presence counts open streams, and devices that ever opened the join page', async () => {
  const app = await startApp({ clientRoot: clientFolder() })
  const { path, room } = await makeRoom(app.url)
  const screen = await streamOf(app, path)
  const first = await screen.next(({ event }) => event === 'presence')
  expect([first.id, presenceOf(first)]).toEqual([undefined, { connected: 1, joined: 0 }])

  const phone = new Caller(app.url)
  for (const page of [`/${room.code}`, `/${room.code.toLowerCase()}`]) await phone.get(page)
  await phone.head(`/${room.code}`)
  await new Caller(app.url).get(`/screen/${room.code}`)
  await new Caller(app.url).get(path)
  const second = await streamOf(app, path)
  const counts = await screen.next(
    (frame) => frame.event === 'presence' && presenceOf(frame).connected === 2,
  )
  expect(presenceOf(counts)).toEqual({ connected: 2, joined: 1 })
  await new Caller(app.url).get(`/${room.code}`)
  second.close()
  await screen.next((frame) => {
    if (frame.event !== 'presence') return false
    const { connected, joined } = presenceOf(frame)
    return connected === 1 && joined === 2
  })
})

test('a stream that has heard nothing for 15 seconds hears the time', async () => {
  const time = manualTime()
  const app = await startApp({ time })
  const { path } = await makePoll(app.url)
  const frames = await streamOf(app, path)
  await frames.nextUpdate()
  time.advance(14_000)
  time.advance(2000)
  const ping = await frames.next(({ event }) => event === 'ping')
  const { now } = JSON.parse(ping.data) as { now: number }
  expect(now - 1_763_800_000_000).toBeGreaterThanOrEqual(15_000)
  expect(frames.seen.filter(({ event }) => event === 'ping')).toHaveLength(2)
})

test('before it goes down the server says good-bye to every stream', async () => {
  const app = await startApp()
  const { path, room } = await makePoll(app.url)
  const streams = await Promise.all(
    Array.from({ length: 20 }, (_, at) => streamOf(app, at % 2 ? path : `/api/rooms/${room.code}`)),
  )
  for (const frames of streams) await frames.nextUpdate()
  const stopped = app.stop()
  for (const frames of streams) {
    expect(JSON.parse((await frames.next(({ event }) => event === 'bye')).data)).toEqual({})
    await frames.ended
    expect(frames.retry()).toBeGreaterThanOrEqual(500)
    expect(frames.retry()).toBeLessThanOrEqual(8000)
  }
  expect(new Set(streams.map((frames) => frames.retry())).size).toBeGreaterThan(10)
  await stopped
  await expect(fetch(`${app.url}/healthz`)).rejects.toThrow()
})

test('what people write never ends a line of a stream, nor a frame', async () => {
  const app = await startApp()
  const texts = [
    '<img src=x onerror=alert(1)>',
    'שלום \u202Eabc\u202C',
    '👩‍👩‍👧‍👦🏳️‍🌈',
    'one\u2028two\u2029three\u0085four',
    'a\r\n\r\nevent: update\ndata: {"kind":"room"}\n\rb',
    ': comment\rid: 7\rretry: 1',
  ]
  const { host, path, room } = await roomOfPoll(app.url)
  const frames = await streamOf(app, path)
  await frames.next(({ event }) => event === 'presence')
  for (const text of texts) {
    await host.patch(path, { title: text, notice: { text } })
    const update = await frames.nextUpdate((each) => 'room' in each && each.room.title === text)
    expect((update as { room: Room }).room.notice?.text).toBe(text)
  }
  expect(new Set(updatesOf(frames))).toEqual(new Set([`room ${room.code}`, `poll ${room.onAir}`]))
  expect(new Set(frames.seen.map(({ event }) => event))).toEqual(
    new Set(['ping', 'update', 'presence']),
  )
})

test('a Last-Event-ID changes nothing: everybody gets the state', async () => {
  const app = await startApp()
  const { path } = await makePoll(app.url)
  for (const id of ['x-999', 'nonsense', 'e'.repeat(500)]) {
    const frames = await streamOf(app, path, { headers: { 'last-event-id': id } })
    expect((await frames.nextUpdate()).kind).toBe('poll')
  }
})

test('a second request on a connection that has a stream does not disturb it', async () => {
  const { url } = await startApp()
  const { path, host } = await makePoll(url)
  const asked = `GET ${path}/stream HTTP/1.1\r\nHost: x\r\n\r\nGET /healthz HTTP/1.1\r\nHost: x\r\n\r\n`
  const { text, socket } = await rawAsk(url, asked, (seen) => seen.includes('event: update'))
  const more = once(socket, 'data', { signal: AbortSignal.timeout(5000) })
  await host.patch(path, { question: 'Still there?' })
  const next = String(((await more) as [Buffer])[0])
  expect(text + next).not.toContain('"ok":true')
  expect(next).toContain('Still there?')
})

test('what only looks like a stream’s address is answered as what it is', async () => {
  const { url } = await startApp()
  const anyone = new Caller(url)
  const { path, room } = await makePoll(url)
  // A room's code may spell the word.
  expect(problemOf(await anyone.get('/api/rooms/STREAM'))).toBe('404 room-not-found')
  expect(problemOf(await anyone.get('/api/rooms/stream/stream'))).toBe('404 room-not-found')
  expect(problemOf(await anyone.post(`${path}/stream`, {}))).toBe('404 not-found')
  expect(problemOf(await anyone.get('/api/stream'))).toBe('404 not-found')
  for (const each of [
    `${path}/stream/`,
    `/api/rooms/${room.code.toLowerCase()}/stream?view=public`,
  ])
    expect((await (await readFrames(`${url}${each}`)).nextUpdate()).kind).toMatch(/poll|room/)
})

test('whatever refuses a stream says so as it does everywhere', async () => {
  const { url } = await startApp()
  const { path } = await makePoll(url)
  const refused = await new Caller(url).get(`${path}/stream?view=host`)
  expect(problemOf(refused)).toBe('401 key-missing')
  expect(refused.headers.get('content-type')).toBe('application/problem+json')
  expect(Number(refused.headers.get('content-length'))).toBeGreaterThan(0)
  const preflight = await fetch(`${url}${path}/stream`, { method: 'OPTIONS' })
  expect([preflight.status, await preflight.text()]).toEqual([204, ''])
  expect((await new Caller(url).head(`${path}/stream?view=host`)).status).toBe(401)
})
