import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { constants, type ClientHttp2Stream } from 'node:http2'
import { connect, type AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import type { Update } from '#core/update'
import { tlsListener } from '../../server/listener.ts'
import { startApp } from '../support/app.ts'
import { writeCertificate } from '../support/certificate.ts'
import { lanHost } from '../support/chromium.ts'
import { manualTime } from '../support/time.ts'
import { Http1Wire, Http2Wire, type Door } from '../support/wire.ts'
import { clientFolder, newPoll, tempFolder, type MadePoll } from './door.ts'

// Our own TLS speaks HTTP/2: one connection carries all tabs of a browser, so nothing that ends or
// stalls one answer may touch another.

async function secureApp(options: Parameters<typeof startApp>[0] = {}) {
  const files = writeCertificate(tempFolder(), [lanHost])
  const env = { TLS_CERT: files.cert, TLS_KEY: files.key, ...options.env }
  const app = await startApp({ ...options, env })
  const door = {
    port: Number(new URL(app.url).port),
    host: lanHost,
    ca: readFileSync(files.cert, 'utf8'),
  }
  return { app, door, wire: wireTo(door) }
}

function wireTo(door: Door, settings?: ConstructorParameters<typeof Http2Wire>[1]): Http2Wire {
  const wire = new Http2Wire(door, settings)
  onTestFinished(() => wire.close())
  return wire
}

const makePoll = async (wire: Http2Wire) => {
  const made = await wire.json<MadePoll>('POST', '/api/polls', newPoll)
  return {
    ...made,
    path: `/api/polls/${made.poll.id}`,
    key: { authorization: `Bearer ${made.hostKey}` },
  }
}

const ballots = (count: number) => (update: Update) =>
  'poll' in update && update.poll.ballots === count

test('a vote over HTTP/2 gets a cookie that is sent over TLS only, and links are https', async () => {
  const { wire } = await secureApp()
  const { path, links } = await makePoll(wire)
  expect(links.join).toMatch(`https://${wire.authority}/`)
  const answer = await wire.ask({
    method: 'PUT',
    path: `${path}/vote`,
    headers: { 'content-type': 'application/json', origin: `https://${wire.authority}` },
    body: '{"choice":"a"}',
  })
  expect(answer.status).toBe(200)
  expect(String(answer.headers['set-cookie'])).toMatch(/^device=.*; secure/i)
})

test('a change from another site is refused over HTTP/2', async () => {
  const { wire } = await secureApp()
  const { path } = await makePoll(wire)
  for (const origin of ['https://evil.example', 'null', `https://${lanHost}:1`]) {
    const headers = { 'content-type': 'application/json', origin }
    const vote = { method: 'PUT', path: `${path}/vote`, headers, body: '{"choice":"a"}' }
    expect((await wire.ask(vote)).status).toBe(403)
  }
})

test('a body needs no length over HTTP/2, and is checked all the same', async () => {
  const { wire } = await secureApp()
  const send = async (type: string, body: string) => {
    const head = { ':method': 'POST', ':path': '/api/polls', ':authority': wire.authority }
    const stream = wire.session.request({ ...head, 'content-type': type })
    stream.end(body)
    const [answer] = (await once(stream, 'response')) as [{ ':status': number }]
    return answer[':status']
  }
  expect(await send('application/json', JSON.stringify(newPoll))).toBe(201)
  expect(await send('application/json', '{')).toBe(400)
  expect(await send('text/plain', 'question=1')).toBe(415)
})

test('a body that is too large is refused, and holds up nobody on its connection', async () => {
  const { wire } = await secureApp()
  const { path } = await makePoll(wire)
  const large = Buffer.alloc(1024 * 1024, 32)
  const headers = { 'content-type': 'application/json' }
  for (let count = 0; count < 5; count++) {
    const { status } = await wire.ask({ method: 'POST', path: '/api/polls', headers, body: large })
    expect(status).toBe(413)
  }
  await wire.json('PUT', `${path}/vote`, { choice: 'a' })
})

test('pages and files come over HTTP/2, and HEAD has no body', async () => {
  const { wire } = await secureApp({ clientRoot: clientFolder() })
  const page = await wire.ask({ path: '/' })
  expect([page.status, page.text]).toEqual([200, expect.stringContaining('Tallycast')])
  const file = await wire.ask({ path: '/index.html' })
  expect([file.status, file.text]).toEqual([200, expect.stringContaining('Tallycast')])
  const head = await wire.ask({ method: 'HEAD', path: '/' })
  expect([head.status, head.text]).toEqual([200, ''])
})

test('a stream over HTTP/2 has no header of a connection, and ends with its topic', async () => {
  const { wire } = await secureApp()
  const { path, key } = await makePoll(wire)
  const head = await wire.ask({ method: 'HEAD', path: `${path}/stream` })
  expect([head.status, head.text]).toEqual([200, ''])
  const frames = await wire.watch(`${path}/stream`)
  expect(frames.headers['content-type']).toBe('text/event-stream; charset=utf-8')
  for (const name of ['connection', 'keep-alive', 'transfer-encoding', 'content-encoding'])
    expect(frames.headers).not.toHaveProperty(name)
  await frames.nextUpdate(ballots(0))
  await wire.json('PUT', `${path}/vote`, { choice: 'b' })
  await frames.nextUpdate(ballots(1))
  await wire.json('DELETE', path, undefined, key)
  await frames.nextUpdate((update) => 'gone' in update)
  await frames.ended
})

test('one tab’s hanging up ends its stream alone', async () => {
  const { wire } = await secureApp()
  const { path } = await makePoll(wire)
  const tabs = await Promise.all(Array.from({ length: 8 }, () => wire.watch(`${path}/stream`)))
  for (const tab of tabs) await tab.nextUpdate()
  const [first, ...others] = tabs
  first?.close()
  await expect.poll(() => streamsOf(wire)).toBe(7)
  await wire.json('PUT', `${path}/vote`, { choice: 'b' })
  for (const tab of others) await tab.nextUpdate(ballots(1))
})

const streamsOf = async (wire: Http2Wire): Promise<number> => {
  const { text } = await wire.ask({ path: '/metrics' })
  return Number(/^tallycast_streams (\d+)/m.exec(text)?.[1])
}

test('a tab that does not read is skipped, then cut; the others of its browser live on', async () => {
  const time = manualTime()
  const { wire, door } = await secureApp({ time })
  // With so small a window the rest of the first frame waits for a reader that never comes.
  const lazy = wireTo(door, { initialWindowSize: 64 })
  const { path } = await makePoll(wire)
  const unread = await lazy.reply({ path: `${path}/stream` })
  const read = await wire.watch(`${path}/stream`)
  const vote = (choice: string) => wire.json('PUT', `${path}/vote`, { choice })
  await vote('a')
  time.advance(1000)
  await read.nextUpdate(ballots(1))
  expect(await streamsOf(wire)).toBe(2)
  await vote('b')
  time.advance(31_000)
  expect(await resetOf(unread.body as ClientHttp2Stream)).not.toBe(constants.NGHTTP2_NO_ERROR)
  expect(await streamsOf(wire)).toBe(1)
  expect((await lazy.ask({ path: '/api/time' })).status).toBe(200)
  await vote('a')
  time.advance(2000)
  await read.nextUpdate(ballots(3))
})

const resetOf = (stream: ClientHttp2Stream): Promise<number | undefined> =>
  new Promise((done) => {
    stream.on('error', () => undefined)
    stream.on('close', () => done(stream.rstCode))
  })

test('who knows no HTTP/2 is answered over HTTP/1.1, votes and follows a stream', async () => {
  const { wire, door } = await secureApp()
  const { path } = await makePoll(wire)
  const old = new Http1Wire(door)
  const frames = await old.watch(`${path}/stream`)
  await frames.nextUpdate(ballots(0))
  await old.json('PUT', `${path}/vote`, { choice: 'a' })
  await frames.nextUpdate(ballots(1))
  frames.close()
  await expect.poll(() => streamsOf(wire)).toBe(0)
})

test('going down ends streams and sessions, and never speaks of a connection over HTTP/2', async () => {
  const warned: string[] = []
  const note = ({ name, message }: Error) => warned.push(`${name}: ${message}`)
  process.on('warning', note)
  onTestFinished(() => void process.off('warning', note))
  const { app, wire, door } = await secureApp()
  const { path } = await makePoll(wire)
  const frames = await wire.watch(`${path}/stream`)
  await frames.nextUpdate()
  const [idle, silent] = [wireTo(door), connect(door.port, '127.0.0.1')]
  await idle.ask({ path: '/healthz' })
  onTestFinished(() => void silent.destroy())
  const stopped = app.stop()
  await frames.next(({ event }) => event === 'bye')
  await frames.ended
  silent.destroy()
  await stopped
  expect(warned).toEqual([])
})

test('what does not end by itself is cut, whatever it was doing', async () => {
  const files = writeCertificate(tempFolder(), [lanHost])
  const listener = await tlsListener(files)
  const asked = Promise.withResolvers<void>()
  listener.server.on('request', () => asked.resolve())
  listener.server.listen(0, '127.0.0.1')
  await once(listener.server, 'listening')
  const { port } = listener.server.address() as AddressInfo
  const wire = wireTo({ port, host: lanHost, ca: readFileSync(files.cert, 'utf8') })
  const unanswered = wire.ask({ path: '/' }).then(
    () => 'answered',
    () => 'cut',
  )
  await asked.promise
  // One that has not even said hello.
  const silent = connect(port, '127.0.0.1')
  await once(silent, 'connect')
  const [gone, closed] = [once(silent, 'close'), listener.close()]
  listener.cut()
  await Promise.all([gone, closed])
  expect(await unanswered).toBe('cut')
})
