import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { createParser } from 'eventsource-parser'
import { expect, onTestFinished, test } from 'vitest'
import type { MatchView } from '#core/match'
import { startApp } from '../support/app.ts'
import { manualTime, type ManualTime } from '../support/time.ts'
import { Caller } from './door.ts'

// A real socket whose other end does not read. Frames are made large with notes, so that what the
// kernel is willing to hold for it is soon full.

const posts = 400
const note = '🏆'.repeat(280)

async function slowReader() {
  const time = manualTime()
  const { url } = await startApp({ time })
  const anyone = new Caller(url)
  const { body: made } = await anyone.post<{ match: MatchView; hostKey: string }>('/api/matches', {
    sport: 'football',
    sides: [{ name: 'Ana' }, { name: 'Bo' }],
  })
  const host = new Caller(url, made.hostKey)
  const path = `/api/matches/${made.match.id}`
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  socket.write(`GET ${path}/stream HTTP/1.1\r\nHost: x\r\n\r\n`)
  await once(socket, 'readable')
  const post = async () => {
    await host.post(`${path}/events`, { kind: 'incident', key: 'note', note })
    time.advance(1)
  }
  return { socket, time, post }
}

/** Reads on until the newest version is there, with time going on meanwhile; answers all versions. */
async function versionsUntil(socket: Socket, newest: number, time: ManualTime): Promise<number[]> {
  const versions: number[] = []
  const parser = createParser({
    onEvent: ({ event, id }) => {
      if (event === 'update') versions.push(Number(id?.split('-')[1]))
    },
  })
  const decoder = new TextDecoder()
  // The sizes of the chunks are lines that no stream knows, and are passed over as such.
  socket.on('data', (bytes: Buffer) => parser.feed(decoder.decode(bytes, { stream: true })))
  socket.resume()
  while (versions.at(-1) !== newest) {
    // Slowly: a stalled reader is cut after half a minute, and a turn is much less than a second.
    time.advance(1)
    await new Promise((turn) => setImmediate(turn))
  }
  return versions
}

test('who does not read for a while is not sent what it missed, only the newest', async () => {
  const { socket, time, post } = await slowReader()
  socket.pause()
  for (let count = 0; count < posts; count++) await post()
  const versions = await versionsUntil(socket, 1 + posts, time)
  expect(versions.length).toBeLessThan(posts)
  expect(versions).toEqual(versions.toSorted((a, b) => a - b))
}, 20_000)

test('who does not read for half a minute is cut', async () => {
  const { socket, time, post } = await slowReader()
  socket.pause()
  for (let count = 0; count < posts; count++) await post()
  time.advance(31_000)
  socket.resume()
  await once(socket, 'close')
}, 20_000)
