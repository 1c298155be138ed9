import { once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import { untilStreams } from '../http/gauge.ts'
import { startMeasured } from '../support/measured.ts'
import { readFrames } from '../support/sse.ts'
import { streamRequest } from '../support/raw-wire.ts'
import { line, venueAt } from './crowd.ts'

const stalled = 50
const posts = 400
/** With twenty of these in every state, a frame has 23 KB. */
const note = '🏆'.repeat(280)

test('readers that never read cost the server next to nothing, and the others no time', async () => {
  await using server = await startMeasured()
  const { url, host, match } = await venueAt(server.url)
  const post = () => host.post(`${match}/events`, { kind: 'incident', key: 'note', note })
  for (let count = 0; count < 20; count++) await post()
  const reader = await readFrames(`${url}${match}/stream`)
  await reader.next(({ event }) => event === 'update')
  for (let count = 0; count < stalled; count++) {
    const socket = line(url)
    onTestFinished(() => void socket.destroy())
    socket.write(streamRequest(match))
    await once(socket, 'readable')
  }
  await untilStreams(url, 1 + stalled)
  const before = await server.held()

  const waits: number[] = []
  let sent = 0
  for (let count = 0; count < posts; count++) {
    const from = performance.now()
    const [{ body }, frame] = await Promise.all([
      post() as Promise<{ body: unknown }>,
      reader.next(({ event }) => event === 'update', 2000),
    ])
    waits.push(performance.now() - from)
    sent += frame.data.length
    expect(JSON.parse(frame.data)).toMatchObject(pickMatch(body))
  }
  const after = await server.held()
  await untilStreams(url, 1 + stalled)
  const perReader = (after.bytes - before.bytes) / stalled
  // Had all of it been queued, it would be some hundred megabytes.
  expect(sent * stalled).toBeGreaterThan(100e6)
  expect(perReader).toBeLessThan(64 * 1024)
  expect(Math.max(...waits)).toBeLessThan(1000)
})

/** The state that the answer tells is the one that the stream has to tell next. */
const pickMatch = (body: unknown): object => ({ match: (body as { match: object }).match })
