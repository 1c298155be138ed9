import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readFrames } from './sse.ts'

let stream: ServerResponse
const server = createServer((_, response) => {
  stream = response.writeHead(200, { 'content-type': 'text/event-stream' })
  stream.write('retry: 2500\nevent: ping\ndata: {"now":1}\n\n')
})
let url: string

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

test('frames come in order, also those that came before they were asked for', async () => {
  const frames = await readFrames(url)
  expect(await frames.next()).toEqual({ event: 'ping', id: undefined, data: '{"now":1}' })
  expect(frames.retry()).toBe(2500)
  stream.write('id: e-1\nevent: update\ndata: {"kind":"room","id":"A","gone":true}\n\nid: e-')
  stream.write('2\nevent: update\ndata: {"kind":"poll","id":"é","gone":true}\n\n: note\n\n')
  const update = await frames.nextUpdate(({ kind }) => kind === 'poll')
  expect(update).toEqual({ kind: 'poll', id: 'é', gone: true })
  expect(frames.seen.map(({ id }) => id)).toEqual([undefined, 'e-1', 'e-2'])
  frames.close()
  await frames.ended
})

test('waits no longer than it was told, and says what it saw', async () => {
  const frames = await readFrames(url)
  await expect(frames.next(({ event }) => event === 'bye', 50)).rejects.toThrow(/50 ms.*ping/)
  const bye = frames.next(({ event }) => event === 'bye')
  stream.end('event: bye\ndata: x\n\n')
  expect((await bye).data).toBe('x')
  await expect(frames.next()).rejects.toThrow('the stream has ended')
})
