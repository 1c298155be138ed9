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
  const folds = new Map<number, number>()
  const watched = (event: MatchEvent) =>
    new Proxy(event, {
      get(target, field) {
        read.add(target.seq)
        // In a sport with a clock a step asks when something happened, and nobody else does.
        if (field === 'occurredAt') folds.set(target.seq, (folds.get(target.seq) ?? 0) + 1)
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
  return { house, match, post, folds }
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

test('voids that come together fold the log once, as it is after all of them', async () => {
  const { house, match, folds } = await longMatch()
  const undo = (target: string, id: string) => ({ kind: 'void', target, id })
  // Of one goal, of the void of that, and so on.
  const chain = Array.from({ length: 99 }, (_, link) =>
    undo(link ? `v${link - 1}` : 'e_1', `v${link}`),
  )
  const scorer = [{ official: 'k_1', scopes: ['score'] as const }]
  folds.clear()
  const posted = await house.live.matches.post(match, scorer, [...chain, undo('e_7', 'last')])
  expect(posted.filter(({ outcome }) => outcome !== 'recorded')).toEqual([])
  const together = folds.get(13)
  const board = await house.live.matches.view(match)
  folds.clear()
  await house.live.matches.post(match, scorer, [undo('e_13', 'another')])
  expect(together).toBe(folds.get(19))

  await house.live.matches.post(match, scorer, [undo('another', 'back')])
  expect((await house.live.matches.view(match))?.units).toEqual(board?.units)
  house.live.matches.drop(match)
  expect((await house.live.matches.view(match))?.units).toEqual(board?.units)
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
