import { EventSource } from 'eventsource'
import { createParser } from 'eventsource-parser'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import type { Update } from '#core/update'
import { anyText, nastyTexts } from '../support/any-text.ts'
import { startApp } from '../support/app.ts'
import { chance } from '../support/chance.ts'
import { manualTime } from '../support/time.ts'
import { streamRequest, Wire } from '../support/raw-wire.ts'
import { Scribe, topicOf } from './scribe.ts'

/** What a client has understood of a stream. */
class Eyes {
  readonly newest = new Map<string, Update>()
  readonly names = new Set<string>()
  readonly epochs = new Set<string>()
  retries = 0

  event(name: string, id: string | undefined, data: string): void {
    this.names.add(name)
    if (name !== 'update') return
    const update = JSON.parse(data) as Update
    this.newest.set(topicOf(update), update)
    this.epochs.add(/^([0-9a-f]{12})-\d+$/.exec(id ?? '')?.[1] ?? `no id: ${id}`)
  }

  tells(updates: readonly Update[]): boolean {
    return updates.every((each) => versionOf(this.newest.get(topicOf(each))) === versionOf(each))
  }
}

const versionOf = (update: Update | undefined): number | undefined =>
  !update || 'gone' in update
    ? undefined
    : ('room' in update ? update.room : 'poll' in update ? update.poll : update.match).version

/** A strict parser, fed in pieces of so many bytes as `size` says. */
function parsing(eyes: Eyes, size: () => number): (bytes: Buffer) => void {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const parser = createParser({
    onEvent: ({ event = 'message', id, data }) => eyes.event(event, id, data),
    onRetry: () => (eyes.retries += 1),
    onComment: () => eyes.names.add('a comment'),
    onError: (error) => eyes.names.add(error.message),
  })
  return (bytes) => {
    for (let at = 0; at < bytes.length;) {
      const piece = bytes.subarray(at, (at += size()))
      parser.feed(decoder.decode(piece, { stream: true }))
    }
  }
}

/** One stream, read byte by byte and in pieces of any size. */
function readRaw(url: string, path: string, key: string): [Eyes, Eyes] {
  const eyes: [Eyes, Eyes] = [new Eyes(), new Eyes()]
  const luck = chance(1)
  const parsers = [
    parsing(eyes[0], () => 1),
    parsing(eyes[1], () => 1 + luck.below(luck.pick([2, 7, 100, 5000]))),
  ]
  const wire = new Wire(url, streamRequest(path, key))
  let done = 0
  wire.socket.on('data', () => {
    const { chunks } = wire.chunked
    for (const chunk of chunks.slice(done)) for (const parse of parsers) parse(chunk)
    done = chunks.length
  })
  return eyes
}

function readSource(url: string, path: string, [name = '', value = '']: string[]): Eyes {
  const eyes = new Eyes()
  const source = new EventSource(`${url}${path}/stream`, {
    fetch: (to, init) => fetch(to, { ...init, headers: { ...init.headers, [name]: value } }),
  })
  onTestFinished(() => source.close())
  for (const name of ['message', 'update', 'ping', 'presence', 'bye', 'gone'])
    source.addEventListener(name, ({ data, lastEventId }) => eyes.event(name, lastEventId, data))
  return eyes
}

test('whatever people write comes out of a stream as GET gives it, however its bytes are cut', async () => {
  const time = manualTime()
  const { url } = await startApp({ time })
  const scribe = await Scribe.in(url)
  const key = scribe.host.headers['authorization'] ?? ''
  const { room } = scribe.paths
  const eyes = [
    ...readRaw(url, room, `Authorization: ${key}`),
    readSource(url, room, ['authorization', key]),
  ]
  const told = async (updates: readonly Update[]) => {
    const patience = AbortSignal.timeout(3000)
    while (!eyes.every((each) => each.tells(updates))) {
      patience.throwIfAborted()
      time.advance(1)
      await new Promise((turn) => setImmediate(turn))
    }
  }
  let taken = 0
  const asGiven = fc.asyncProperty(anyText, async (text) => {
    taken += await scribe.write(text)
    const given = await scribe.read()
    await told(given)
    for (const { newest } of eyes)
      expect(given.map((each) => newest.get(topicOf(each)))).toEqual(given)
  })
  await fc.assert(asGiven, {
    numRuns: 60,
    examples: nastyTexts.map((text) => [text]),
    endOnFailure: true,
  })

  expect(taken).toBeGreaterThan(200)
  for (const { names, epochs, newest, retries } of eyes) {
    expect([...names].filter((name) => !['update', 'ping', 'presence'].includes(name))).toEqual([])
    expect(epochs.size).toBe(1)
    expect(newest.size).toBe(4)
    expect(retries).toBeLessThanOrEqual(1)
  }
}, 30_000)
