import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ResultsRule } from '#core/poll'
import { pollKinds, type PollKind } from '#core/tally/rules'
import { startApp } from '../support/app.ts'
import { palettes } from '../support/palette.ts'
import { manualTime, type ManualTime } from '../support/time.ts'
import { streamRequest, Wire } from '../support/raw-wire.ts'
import { Caller, makePoll } from './door.ts'

// Not only what the public hears must not depend on what is hidden, but also when it hears it and how
// often: while the host looks on, and while those who have voted open their streams anew.

/** What a voter does, `afterMs` after the one before; each world turns the choice in its own way. */
interface Deed {
  voter: number
  turns: [number, number] | 'withdraw' | 'repeat'
  afterMs: number
}

const aTurn = fc.integer({ min: 1, max: 3 })
const aDeed: fc.Arbitrary<Deed> = fc.record({
  voter: fc.nat({ max: 3 }),
  turns: fc.oneof(
    { weight: 4, arbitrary: fc.tuple(aTurn, aTurn) },
    { weight: 1, arbitrary: fc.constantFrom('withdraw' as const, 'repeat' as const) },
  ),
  afterMs: fc.constantFrom(0, 20, 60, 140, 300, 1100),
})
const someDeeds = fc.array(aDeed, { minLength: 3, maxLength: 10 })

interface Place {
  url: string
  time: ManualTime
  /** Of the poll. */
  path: string
}

/** A little at a time, and after each all that was sent in it is there. */
async function pass({ url, time }: Place, ms: number): Promise<void> {
  const stepMs = 20
  for (let passed = 0; passed <= ms; passed += stepMs) {
    // An answer that was asked for after the frames were sent comes after them.
    await new Caller(url).get('/healthz')
    if (passed < ms) time.advance(stepMs)
  }
}

/** Phones that vote, and that open their streams anew when they have. */
class Phones {
  readonly #place: Place
  readonly #kind: PollKind
  readonly #side: 0 | 1
  readonly #phones: { caller: Caller; choice: number; wire?: Wire }[]

  constructor(place: Place, kind: PollKind, side: 0 | 1) {
    this.#place = place
    this.#kind = kind
    this.#side = side
    this.#phones = [0, 1, 2, 3].map(() => ({ caller: new Caller(place.url), choice: side }))
  }

  async do({ voter, turns }: Deed): Promise<void> {
    const { url, path } = this.#place
    const phone = this.#phones[voter]!
    const { colours } = palettes[this.#kind]
    if (turns === 'withdraw') await phone.caller.delete(`${path}/vote`)
    else {
      if (turns !== 'repeat') phone.choice = (phone.choice + turns[this.#side]) % colours.length
      const choice = colours[phone.choice]?.sent
      const { status } = await phone.caller.put(`${path}/vote`, { choice })
      if (status !== 200) throw new Error(`a vote is answered with ${status}`)
    }
    phone.wire?.socket.destroy()
    phone.wire = new Wire(url, streamRequest(path, `Cookie: ${phone.caller.cookie}`))
    await phone.wire.until((text) => text.includes('event: update'))
  }
}

/** Every piece that the public hears of a poll and its room, and when. */
async function heard(
  kind: PollKind,
  results: ResultsRule,
  deeds: readonly Deed[],
  side: 0 | 1,
): Promise<[number, string][]> {
  const time = manualTime()
  const { url, stop } = await startApp({ time })
  const setup = { options: undefined, kind, results, ...palettes[kind].setup }
  const { path, poll, room, hostKey } = await makePoll(url, setup)
  const place = { url, time, path }
  const start = time.now()
  const moments: [number, string][] = []
  const plain = (text: string) =>
    text.replaceAll(poll.id, 'ID').replaceAll(room.code, 'CODE').replaceAll(own, 'OWN')
  for (const each of [path, `/api/rooms/${room.code}`]) {
    const anybody = new Wire(url, streamRequest(each))
    anybody.socket.on('data', (bytes) => moments.push([time.now() - start, plain(String(bytes))]))
    await anybody.until((text) => text.includes('event: update'))
    const host = new Wire(url, streamRequest(each, `Authorization: Bearer ${hostKey}`))
    await host.until((text) => text.includes('event: update'))
  }
  const phones = new Phones(place, kind, side)
  for (const deed of deeds) {
    await pass(place, deed.afterMs)
    await phones.do(deed)
  }
  await pass(place, 1500)
  await stop()
  return moments.filter(([, text]) => !text.includes('event: bye'))
}

/** Dates, requests' names, epochs, times to return. */
const own =
  /\w{3}, \d\d \w{3} \d{4} [\d:]{8} GMT|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?<=id: )[0-9a-f]{12}|(?<=retry: )\d{4}/g

const hiding: ResultsRule[] = ['voted', 'closed', 'host']

test.each(pollKinds)(
  'when and how often the public hears of a hidden %s poll does not depend on what was chosen',
  async (kind) => {
    const alike = fc.asyncProperty(
      someDeeds,
      fc.constantFrom(...hiding),
      async (deeds, results) => {
        const [one, other] = await Promise.all([
          heard(kind, results, deeds, 0),
          heard(kind, results, deeds, 1),
        ])
        expect(one).toEqual(other)
        expect(one.length).toBeGreaterThan(2)
      },
    )
    await fc.assert(alike, { numRuns: 4, endOnFailure: true })
  },
)

test('where a result is to be seen by all, the same ears do hear which of two was chosen', async () => {
  const deeds: Deed[] = [{ voter: 0, turns: [1, 1], afterMs: 100 }]
  const [one, other] = [
    await heard('single', 'live', deeds, 0),
    await heard('single', 'live', deeds, 1),
  ]
  expect(one.map(([at]) => at)).toEqual(other.map(([at]) => at))
  expect(one).not.toEqual(other)
})
