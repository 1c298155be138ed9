import { once } from 'node:events'
import { connect } from 'node:net'
import { onTestFinished, expect, test } from 'vitest'
import { openDatabase } from '../../db/open.ts'
import { startApp } from '../support/app.ts'
import { readFrames, type Frames } from '../support/sse.ts'
import { Caller, makePoll, problemOf } from './door.ts'

const asBrowser = { accept: 'text/event-stream' }

async function reading(url: string, headers: Record<string, string> = {}): Promise<Frames> {
  const frames = await readFrames(url, { headers })
  onTestFinished(() => frames.close())
  return frames
}

/** Turned away in the only way after which an EventSource comes back: when, and the end. */
async function expectSentHome(url: string, headers: Record<string, string> = {}): Promise<void> {
  const frames = await reading(url, headers)
  await frames.ended
  expect(frames.response.status).toBe(200)
  expect(frames.response.headers.get('content-type')).toMatch(/^text\/event-stream/)
  expect(frames.response.headers.get('cache-control')).toBe('no-store')
  expect(frames.seen).toEqual([])
  expect(frames.retry()).toBeGreaterThanOrEqual(10_000)
  expect(frames.retry()).toBeLessThanOrEqual(30_000)
}

/** The server sees the end of a stream in a later turn than we do. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 500; tries++) if (await holds()) return
  throw new Error('it never came to hold')
}

const openStreams = async (url: string) =>
  Number(
    /^tallycast_streams (\d+)$/m.exec((await new Caller(url).get<string>('/metrics')).body)?.[1],
  )

test('one stream too many is told when to come back, and votes are taken all the same', async () => {
  const { url } = await startApp({ env: { MAX_STREAMS: '2' } })
  const { path } = await makePoll(url)
  const stream = `${url}${path}/stream`
  const [first] = [await reading(stream), await reading(stream)]
  await expectSentHome(stream, asBrowser)
  expect((await new Caller(url).put(`${path}/vote`, { choice: 'a' })).status).toBe(200)
  const program = await new Caller(url).get(`${path}/stream`)
  expect(problemOf(program)).toBe('503 busy')
  expect(program.headers.get('retry-after')).toMatch(/^\d+$/)
  const { body } = await new Caller(url).get<string>('/metrics')
  expect(body).toContain('tallycast_streams_refused_total 2')
  first.close()
  await until(async () => (await openStreams(url)) < 2)
  expect((await (await reading(stream, asBrowser)).nextUpdate()).kind).toBe('poll')
})

test('one device may not take what is everybody’s', async () => {
  const { url } = await startApp({ env: { MAX_STREAMS_PER_DEVICE: '2' } })
  const { path, room } = await makePoll(url)
  const greedy = new Caller(url)
  await greedy.get(`/api/rooms/${room.code}`)
  for (let open = 0; open < 2; open++) await reading(`${url}${path}/stream`, greedy.headers)
  await expectSentHome(`${url}${path}/stream`, { ...greedy.headers, ...asBrowser })
  expect(problemOf(await greedy.get(`${path}/stream`))).toBe('429 rate-limited')
  const other = new Caller(url)
  await other.get(`/api/rooms/${room.code}`)
  for (const headers of [other.headers, {}])
    expect((await (await reading(`${url}${path}/stream`, headers)).nextUpdate()).kind).toBe('poll')
})

const from = (address: string) => ({ ...asBrowser, 'x-forwarded-for': address })

test('one address may not either: behind a proxy the one that the proxy saw', async () => {
  const { url } = await startApp({ env: { MAX_STREAMS_PER_ADDRESS: '1', TRUST_PROXY: '1' } })
  const { path } = await makePoll(url)
  await reading(`${url}${path}/stream`, from('198.51.100.7'))
  // What a visitor wrote before it is nobody's word.
  for (const address of ['198.51.100.7', '203.0.113.1, 198.51.100.7', 'x , 198.51.100.7'])
    await expectSentHome(`${url}${path}/stream`, from(address))
  const next = await reading(`${url}${path}/stream`, from('198.51.100.8'))
  expect((await next.nextUpdate()).kind).toBe('poll')
})

test('without a proxy nobody is believed about an address', async () => {
  const { url } = await startApp({ env: { MAX_STREAMS_PER_ADDRESS: '1' } })
  const { path } = await makePoll(url)
  await reading(`${url}${path}/stream`, from('198.51.100.7'))
  await expectSentHome(`${url}${path}/stream`, from('198.51.100.8'))
})

test('what was refused for another reason, or hung up, takes no place', async () => {
  const { url } = await startApp({ env: { MAX_STREAMS: '1' } })
  const { path } = await makePoll(url)
  for (let tries = 0; tries < 3; tries++) {
    expect(problemOf(await new Caller(url).get('/api/polls/nope/stream'))).toBe(
      '404 poll-not-found',
    )
    expect((await new Caller(url).head(`${path}/stream`)).status).toBe(200)
  }
  expect((await (await reading(`${url}${path}/stream`)).nextUpdate()).kind).toBe('poll')
})

test('a stream that the database cannot open now is asked for again by itself', async () => {
  const open = async () => ({
    ...(await openDatabase('file::memory:')),
    countJoined: () => Promise.reject(new Error('no disk')),
  })
  const { url, broken } = await startApp({ open })
  const { room } = await makePoll(url)
  await expectSentHome(`${url}/api/rooms/${room.code}/stream`, asBrowser)
  expect(problemOf(await new Caller(url).get(`/api/rooms/${room.code}/stream`))).toBe('503 busy')
  expect(broken).toHaveLength(2)
})

test('what is no stream is refused as it is, whatever else its sender would take', async () => {
  const open = async () => ({
    ...(await openDatabase('file::memory:')),
    commitVotes: () => Promise.reject(new Error('no disk')),
  })
  const { url } = await startApp({ open })
  const { path } = await makePoll(url)
  const sent = { headers: { accept: 'application/json, text/event-stream' } }
  const vote = await new Caller(url).put(`${path}/vote`, { choice: 'a' }, sent)
  expect(problemOf(vote)).toBe('503 busy')
})

test('a connection that asks for thousands of things at once is hung up on, and takes no places', async () => {
  const { url } = await startApp({ env: { MAX_STREAMS: '20' } })
  const { path } = await makePoll(url)
  const { port } = new URL(url)
  const socket = connect(Number(port), '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  socket.on('error', () => undefined)
  socket.write(`GET ${path}/stream HTTP/1.1\r\nHost: x\r\n\r\n`.repeat(500))
  socket.resume()
  await once(socket, 'close')
  const next = await reading(`${url}${path}/stream`, asBrowser)
  expect((await next.nextUpdate()).kind).toBe('poll')
})
