import { expect, test } from 'vitest'
import type { MatchEvent } from '#core/match'
import { aHouse, matchIn } from './house.ts'

const host = [{ official: null, scopes: ['head' as const] }]
const goal = { kind: 'score', side: 'home', key: 'goal' }

/** A match that holds so many goals already. */
async function longMatch(count: number) {
  const house = await aHouse()
  const { match } = await matchIn(house)
  const events = Array.from({ length: count }, (_, index): MatchEvent => {
    const seq = index + 1
    const taken = { seq, id: `e_${seq}`, at: 1, occurredAt: 1, official: null, held: false }
    return { kind: 'score', side: 'home', key: 'goal', ...taken }
  })
  await house.store.appendEvents({ match, expectSeq: 0, events, status: 'live' })
  house.live.matches.drop(match)
  return { post: (posts: object[]) => house.live.matches.post(match, host, posts) }
}

test('a match holds ten thousand events, and says so', async () => {
  const { post } = await longMatch(9999)
  const [last, more] = await post([goal, goal])
  expect(last).toMatchObject({ outcome: 'recorded', seq: 10_000 })
  expect(more).toMatchObject({
    outcome: 'refused',
    problem: { code: 'event-invalid', faults: [{ pointer: '' }] },
  })
})
