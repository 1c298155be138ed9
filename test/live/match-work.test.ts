import { expect, test } from 'vitest'
import type { Happening, MatchEvent } from '#core/match'
import { aHouse, matchIn } from './house.ts'

const kinds: Happening[] = [
  { kind: 'score', side: 'home', key: 'goal' },
  { kind: 'incident', side: 'away', key: 'yellow' },
  { kind: 'clock', op: 'start' },
  { kind: 'serve', side: 'home' },
  { kind: 'adjust', score: [3, 4], reason: 'x' },
  { kind: 'status', to: 'review' },
]

const count = 5000
const log = Array.from({ length: count }, (_, index): MatchEvent => {
  const seq = index + 1
  const happening = kinds[index % kinds.length]!
  return { ...happening, seq, id: `e_${seq}`, at: 1, occurredAt: 1, official: null, held: false }
})

/** A house whose one match has a long log, and who looked at which of its events since. */
async function longMatch() {
  const read = new Set<number>()
  const watched = (event: MatchEvent) =>
    new Proxy(event, {
      get(target, field) {
        read.add(target.seq)
        return Reflect.get(target, field) as unknown
      },
    })
  const house = await aHouse((store) => ({
    async loadMatch(id) {
      const stored = await store.loadMatch(id)
      return stored && { ...stored, log: stored.log.map(watched) }
    },
  }))
  const { match } = await matchIn(house)
  await house.store.appendEvents({ match, expectSeq: 0, events: log, status: 'live' })
  house.live.matches.drop(match)
  await house.live.matches.get(match)
  const post = async (event: object) => {
    read.clear()
    const [posted] = await house.live.matches.post(
      match,
      [{ official: null, scopes: ['head'] }],
      [event],
    )
    expect(posted?.outcome).toBe('recorded')
    return read.size
  }
  return { house, match, post }
}

test('posting looks at none of five thousand earlier events, whatever is posted', async () => {
  const { house, match, post } = await longMatch()
  const events = [...kinds, { kind: 'unit', from: 0, to: 1 }, { kind: 'clock', op: 'set', ms: 5 }]
  for (const [index, event] of events.entries())
    expect([event, await post({ ...event, base: count + index })]).toEqual([event, 0])
  // To show it, those are looked at that it shows.
  expect((await house.live.matches.view(match))?.timeline).toHaveLength(20)
})

test('what changes the past looks at all of it, and what comes after that at none', async () => {
  const { post } = await longMatch()
  expect(await post({ kind: 'void', target: 'e_1' })).toBe(count)
  expect(await post(kinds[0]!)).toBe(0)
})

test('an id that was sent before is known without looking', async () => {
  const { house, match } = await longMatch()
  const again = { ...kinds[0]!, id: 'e_1' }
  const posted = await house.live.matches.post(
    match,
    [{ official: null, scopes: ['head'] }],
    [again],
  )
  expect(posted).toEqual([{ id: 'e_1', seq: 1, outcome: 'duplicate' }])
})
