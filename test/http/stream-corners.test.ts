import { expect, test } from 'vitest'
import { startApp } from '../support/app.ts'
import { manualTime } from '../support/time.ts'
import { streamRequest, Wire } from '../support/raw-wire.ts'
import { Caller, makePoll, makeRoom } from './door.ts'
import { streamsOf, untilStreams } from './gauge.ts'

const hasState = (text: string): boolean => text.includes('event: update')

/** One or more whole messages, and nothing else. */
const messages = /^(?:(?:(?:retry: \d+|event: [a-z]+|id: [^\n\r]+|data: [^\n\r]+)\n)+\n)+$/

test('every chunk of a long stream is whole messages, up to the last one before the end', async () => {
  const time = manualTime()
  const { url } = await startApp({ time })
  const { host, path, poll, room } = await makePoll(url)
  const roomPath = `/api/rooms/${room.code}`
  const wires = [path, roomPath].map((each) => new Wire(url, streamRequest(each)))
  for (const wire of wires) await wire.until(hasState)
  const text = '日'.repeat(280)
  for (let count = 1; count <= 150; count++) {
    await new Caller(url).put(`${path}/vote`, { choice: 'ab'[count % 2] })
    if (count % 10 === 0) await host.patch(path, { question: text.slice(0, count) })
    if (count % 15 === 0) await host.patch(roomPath, { notice: { text: text.slice(0, count) } })
    if (count % 25 === 0) time.advance(16_000)
    time.advance(150)
  }
  await host.delete(path)
  time.advance(0)
  await wires[0]?.closed
  await host.delete(roomPath)
  time.advance(0)
  await wires[1]?.closed
  for (const [at, { chunked, ended }] of wires.entries()) {
    expect(chunked.chunks.length).toBeGreaterThan(150)
    for (const chunk of chunked.chunks) expect(String(chunk)).toMatch(messages)
    expect(String(chunked.chunks.at(-1))).toContain(
      `"id":"${[poll.id, room.code][at]}","gone":true`,
    )
    expect([chunked.over, chunked.whole, ended]).toEqual([true, true, true])
  }
})

test('a server that goes down ends the chunked body of every stream, after the good-bye', async () => {
  const { url, stop } = await startApp()
  const { path, room } = await makePoll(url)
  const paths = [path, `/api/rooms/${room.code}`]
  const wires = paths.map((each) => new Wire(url, streamRequest(each)))
  for (const wire of wires) await wire.until(hasState)
  await stop()
  await Promise.all(wires.map(({ closed }) => closed))
  for (const { chunked, ended } of wires) {
    expect(String(chunked.chunks.at(-1))).toMatch(/^retry: \d+\nevent: bye\ndata: \{\}\n\n$/)
    expect([chunked.over, chunked.whole, ended]).toEqual([true, true, true])
  }
})

test.each(['close', 'keep-alive'])(
  'a stream over HTTP/1.0 with `Connection: %s` ends with its connection, without a chunk',
  async (connection) => {
    const { url } = await startApp()
    const { host, path, poll } = await makePoll(url)
    const request = streamRequest(path, `Connection: ${connection}`).replace('/1.1', '/1.0')
    const wire = new Wire(url, request)
    await wire.until(hasState)
    await host.patch(path, { question: 'Still there?' })
    await wire.until((text) => text.includes('Still there?'))
    await host.delete(path)
    await wire.closed
    expect(wire.head).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
    expect(wire.head).not.toMatch(/transfer-encoding|content-length|keep-alive/i)
    expect(String(wire.body)).toMatch(messages)
    expect(String(wire.body)).toMatch(new RegExp(`"id":"${poll.id}","gone":true}\n\n$`))
    expect(wire.ended).toBe(true)
  },
)

test('HEAD of a stream has no body, opens no stream, and counts nobody', async () => {
  const time = manualTime()
  const { url } = await startApp({ time })
  const { path } = await makeRoom(url)
  const watcher = new Wire(url, streamRequest(path))
  await watcher.until(hasState)
  const wire = new Wire(url, streamRequest(path).replace('GET', 'HEAD'))
  await wire.closed
  expect(wire.head).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
  expect(wire.body.length).toBe(0)
  expect(await streamsOf(url)).toBe(1)
  time.advance(2000)
  const next = new Wire(url, streamRequest(path))
  await next.until((text) => text.includes('"connected":2'))
  expect(watcher.text).not.toContain('"connected":2')
})

test('a stream asked for behind another answer does not get into it, and is not kept', async () => {
  const { url } = await startApp()
  const { path } = await makePoll(url)
  const wire = new Wire(url, `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n${streamRequest(path)}`)
  await wire.closed
  const [first = '', second = ''] = wire.text.split(/(?<=})(?=HTTP\/1\.1 200 OK)/)
  expect(first).toContain(`{"id":"${path.split('/').at(-1)}"`)
  expect(first).not.toContain('event:')
  // Ended, not refused: whoever wants it comes again by itself.
  expect(second).toMatch(/text\/event-stream[^]*\r\n\r\n0\r\n\r\n$/i)
  await untilStreams(url, 0)
})

test('what is sent behind the request of a stream goes nowhere near it', async () => {
  const { url } = await startApp()
  const { host, path } = await makePoll(url)
  const more = `PUT ${path}/vote HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n`
  const vote = `${more}Content-Length: 14\r\n\r\n{"choice":"a"}`
  const wire = new Wire(url, streamRequest(path) + vote.repeat(3))
  await wire.until(hasState)
  await host.patch(path, { question: 'Still there?' })
  await wire.until((text) => text.includes('Still there?'))
  for (const chunk of wire.chunked.chunks) expect(String(chunk)).toMatch(messages)
})

test.each([
  ['a body', 'Content-Length: 5', 'hello'],
  ['a body in chunks', 'Transfer-Encoding: chunked', '5\r\nhello\r\n0\r\n\r\n'],
])('a request for a stream may have %s', async (_, header, body) => {
  const { url } = await startApp()
  const { path } = await makePoll(url)
  const wire = new Wire(url, streamRequest(path, header) + body)
  await wire.until(hasState)
  expect(await streamsOf(url)).toBe(1)
})

test('nonsense sent over a stream costs its sender the stream, and nobody else', async () => {
  const { url } = await startApp()
  const { host, path } = await makePoll(url)
  const [good, bad] = [new Wire(url, streamRequest(path)), new Wire(url, streamRequest(path))]
  for (const wire of [good, bad]) await wire.until(hasState)
  bad.socket.write('\0\xff nonsense\r\n\r\n'.repeat(1000))
  await bad.closed
  await untilStreams(url, 1)
  for (const chunk of bad.chunked.chunks) expect(String(chunk)).toMatch(messages)
  await host.patch(path, { question: 'Still there?' })
  await good.until((text) => text.includes('Still there?'))
})

test.each([20_000, 1_000_000])(
  'a Last-Event-ID of %d bytes is refused, and the next reader is served',
  async (size) => {
    const { url, broken } = await startApp()
    const { path } = await makePoll(url)
    const wire = new Wire(url, streamRequest(path, `Last-Event-ID: ${'e'.repeat(size)}`))
    await wire.closed
    // Who is still writing when the refusal comes may find the line cut before it is read.
    if (wire.text) expect(wire.text).toMatch(/^HTTP\/1\.1 431 /)
    await new Wire(url, streamRequest(path)).until(hasState)
    expect(await streamsOf(url)).toBe(1)
    expect(broken).toEqual([])
  },
)

test('who says its end after the request is let go, also while frames are on their way', async () => {
  const { url, broken } = await startApp()
  const { host, path, room } = await makePoll(url)
  const roomPath = `/api/rooms/${room.code}`
  const watcher = new Wire(url, streamRequest(roomPath))
  await watcher.until(hasState)
  const wires = Array.from({ length: 10 }, () => new Wire(url))
  for (const [at, wire] of wires.entries())
    wire.socket.end(streamRequest(at % 2 === 0 ? path : roomPath))
  for (const question of ['One?', 'Two?', 'Three?']) await host.patch(path, { question })
  await Promise.all(wires.map(({ closed }) => closed))
  await untilStreams(url, 1)
  await watcher.until((text) => text.includes('Three?'))
  const next = new Wire(url, streamRequest(roomPath))
  await next.until((text) => text.includes('event: presence'))
  expect(next.text).toContain('"connected":2,')
  expect(broken).toEqual([])
})
