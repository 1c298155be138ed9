import { once } from 'node:events'
import { expect, test } from 'vitest'
import { startApp } from '../support/app.ts'
import { manualTime } from '../support/time.ts'
import { streamRequest, Wire } from '../support/raw-wire.ts'
import { makeMatch } from './door.ts'
import { streamsOf, untilStreams } from './gauge.ts'

const stalled = 20
const note = '🏆'.repeat(280)

test('of many who do not read all are cut after half a minute, not sooner, and who reads is not', async () => {
  const time = manualTime()
  const { url } = await startApp({ time })
  const { host, path } = await makeMatch(url)
  const post = async () => {
    await host.post(`${path}/events`, { kind: 'incident', key: 'note', note })
    time.advance(1)
  }
  for (let count = 0; count < 20; count++) await post()
  const lazy = Array.from({ length: stalled }, () => new Wire(url, streamRequest(path)))
  for (const { socket } of lazy) {
    await once(socket, 'data')
    socket.pause()
  }
  const reader = new Wire(url, streamRequest(path))
  for (let count = 0; count < 350; count++) await post()
  time.advance(29_000)
  await untilStreams(url, 1 + stalled)
  time.advance(2000)
  await untilStreams(url, 1)
  for (const { socket } of lazy) socket.resume()
  await Promise.all(lazy.map(({ closed }) => closed))
  // Half a frame is no frame: they were cut in the middle of one.
  expect(lazy.filter(({ chunked }) => chunked.over)).toEqual([])

  await post()
  await reader.until((text) => text.includes('"version":372,'))
  expect(await streamsOf(url)).toBe(1)
}, 20_000)
