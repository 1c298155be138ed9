import { performance } from 'node:perf_hooks'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { Update } from '#core/update'
import type { MadePoll } from '../http/door.ts'
import { launchBrowser, screen } from '../support/chromium.ts'
import { entrances, wires, type Entrance } from '../support/proxies.ts'
import type { Watched, Wire } from '../support/wire.ts'

// Votes and frames as browsers get them: through our own TLS, and through each proxy as it is set up
// in server/proxy. A proxy that is not on this machine is left out, and said so.

const ways = entrances.map((way) => ({
  ...way,
  title: way.missing === undefined ? way.name : `${way.name} (skipped: ${way.missing})`,
}))
const passable = ways.filter(({ missing }) => missing === undefined)
console.log(`Ways to the server: ${ways.map(({ title }) => title).join(', ')}`)

interface Way extends Entrance {
  /** A stream for each protocol. Opened first and looked at last, so that they wait all at once. */
  idle: { wire: Wire; path: string; frames: Watched }[]
}

let browser: Browser
const open = new Map<string, Way>()

beforeAll(async () => {
  browser = await launchBrowser()
  for (const { name, enter } of passable) {
    const entrance = await enter()
    const idle = await Promise.all(wires.map(({ wireTo }) => watchIdly(wireTo(entrance.door))))
    open.set(name, { ...entrance, idle })
  }
})
afterAll(async () => {
  await browser?.close()
  for (const { idle, close } of open.values()) {
    for (const { wire, frames } of idle) {
      frames.close()
      wire.close()
    }
    await close()
  }
})

async function watchIdly(wire: Wire) {
  const { path } = await makePoll(wire)
  return { wire, path, frames: await wire.watch(`${path}/stream`) }
}

const withinMs = 200
/** 50 labels as long as they may be: no buffer on the way holds a frame of it whole. */
const large = Array.from({ length: 50 }, (_, at) => `${at}${'🏆'.repeat(110)}`)

async function makePoll(wire: Wire, options = ['Tea', 'Coffee']) {
  const body = { question: 'Tea or coffee?', kind: 'single', options }
  const made = await wire.json<MadePoll>('POST', '/api/polls', body)
  return { ...made, path: `/api/polls/${made.poll.id}` }
}

const vote = (wire: Wire, path: string, choice = 'a') =>
  wire.json('PUT', `${path}/vote`, { choice })

const ballots = (count: number) => (update: Update) =>
  'poll' in update && update.poll.ballots === count

const pings = ({ seen }: Watched) => seen.filter(({ event }) => event === 'ping').length

describe.each(ways)('through $title', ({ name, missing }) => {
  describe.skipIf(missing !== undefined)('as browsers come', () => {
    const way = () => open.get(name)!

    describe.each(wires)('over $protocol', ({ protocol, wireTo }) => {
      const connect = () => {
        const wire = wireTo(way().door)
        onTestFinished(() => wire.close())
        return wire
      }

      test('the first event is there at once, as it was sent', async () => {
        const wire = connect()
        const { path } = await makePoll(wire)
        const took: number[] = []
        // What holds a stream back does it every time; a machine that is busy does not.
        for (let count = 0; count < 3; count++) {
          const asked = performance.now()
          const frames = await wire.watch(`${path}/stream`, { 'accept-encoding': 'gzip, br' })
          await frames.next()
          took.push(performance.now() - asked)
          expect(frames.headers).not.toHaveProperty('content-encoding')
          expect(frames.headers['content-type']).toBe('text/event-stream; charset=utf-8')
          if (protocol === 'HTTP/2') expect(frames.headers).not.toHaveProperty('connection')
          frames.close()
        }
        expect(Math.min(...took)).toBeLessThan(withinMs)
      })

      test.each([
        ['a small', undefined, 0],
        ['a large', large, 16_384],
      ])('%s frame arrives before anything else is sent', async (_, options, size) => {
        const wire = connect()
        const { path } = await makePoll(wire, options)
        const frames = await wire.watch(`${path}/stream`)
        for (let count = 0; count <= 10; count++) {
          if (count > 0) await vote(wire, path, count % 2 ? 'a' : 'b')
          await frames.nextUpdate(ballots(count), 2000)
          expect(Buffer.byteLength(frames.seen.at(-1)?.data ?? '')).toBeGreaterThan(size)
        }
        frames.close()
      })

      test('a stream ends with its room, and a viewer’s leaving reaches the server', async () => {
        const wire = connect()
        const { path, room, hostKey } = await makePoll(wire)
        const before = await way().streams()
        const watch = () => wire.watch(`${path}/stream`)
        const [leaving, staying] = [await watch(), await watch()]
        for (const frames of [leaving, staying]) await frames.nextUpdate()
        expect(await way().streams()).toBe(before + 2)
        leaving.close()
        await expect.poll(way().streams, { timeout: 5000 }).toBe(before + 1)
        const key = { authorization: `Bearer ${hostKey}` }
        await wire.json('DELETE', `/api/rooms/${room.code}`, undefined, key)
        await staying.nextUpdate((update) => 'gone' in update)
        await staying.ended
        await expect.poll(way().streams, { timeout: 5000 }).toBe(before)
      })

      test('a vote from our own page is taken, and its cookie is for TLS only', async () => {
        const wire = connect()
        const { path, links } = await makePoll(wire)
        expect(links.join).toMatch(`https://${wire.authority}/`)
        const cast = (origin: string) =>
          wire.ask({
            method: 'PUT',
            path: `${path}/vote`,
            headers: { 'content-type': 'application/json', origin },
            body: '{"choice":"a"}',
          })
        const { status, headers } = await cast(`https://${wire.authority}`)
        expect([status, String(headers['set-cookie'])]).toEqual([
          200,
          expect.stringMatching(/^device=.*; secure/i),
        ])
        expect((await cast('https://evil.example')).status).toBe(403)
      })

      test('what a visitor claims to be forwarded is not believed', async () => {
        const wire = connect()
        const { links } = await wire.json<MadePoll>(
          'POST',
          '/api/polls',
          { question: 'Who?', kind: 'single', options: ['A', 'B'] },
          { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http' },
        )
        expect(links.join).toMatch(`https://${wire.authority}/`)
      })
    })

    test('eight tabs of one browser are live at once over one HTTP/2 connection', async () => {
      const wire = wires[0].wireTo(way().door)
      onTestFinished(() => wire.close())
      const { path, room } = await makePoll(wire)
      const before = await way().streams()
      const context = await browser.newContext({ ...screen, ignoreHTTPSErrors: true })
      onTestFinished(() => context.close())
      context.setDefaultTimeout(15_000)
      const tabs = await Promise.all(Array.from({ length: 8 }, () => context.newPage()))
      for (const tab of tabs) {
        await tab.goto(`https://${wire.authority}/screen/${room.code}`)
        await tab.getByText('Voting is open').waitFor()
      }
      expect(await way().streams()).toBe(before + 8)
      await vote(wire, path)
      const bar = '[role=meter][aria-label="Tea"][aria-valuetext="100%, 1 vote"]'
      await Promise.all(tabs.map((tab) => tab.locator(bar).waitFor()))
      const protocol = `performance.getEntriesByType('navigation')[0].nextHopProtocol`
      for (const tab of tabs) expect(await tab.evaluate(protocol)).toBe('h2')
    }, 60_000)
  })
})

test.each(passable)(
  'through $name a stream on which nothing happens is kept alive by its heartbeat',
  async ({ name }) => {
    for (const { frames, path, wire } of open.get(name)?.idle ?? []) {
      // One is in the opening; the proxies here hang up on what is silent for 20 seconds.
      while (pings(frames) < 3) await frames.next(({ event }) => event === 'ping', 20_000)
      await vote(wire, path)
      await frames.nextUpdate(ballots(1))
    }
  },
  60_000,
)
