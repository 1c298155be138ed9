import { expect, test } from 'vitest'
import { goal, official, umpire } from './umpire.ts'

const events = {
  'score home': goal('home'),
  'score away': goal('away'),
  'serve home': { kind: 'serve', side: 'home' },
  'serve away': { kind: 'serve', side: 'away' },
  adjust: { kind: 'adjust', score: [1, 1], reason: 'x', base: 999 },
  start: { kind: 'clock', op: 'start' },
  set: { kind: 'clock', op: 'set', ms: 0 },
  incident: { kind: 'incident', key: 'yellow', side: 'home' },
  unit: { kind: 'unit', from: 0, to: 1 },
  status: { kind: 'status', to: 'review' },
  confirm: { kind: 'confirm', target: 'first' },
}

type Event = keyof typeof events
const all = Object.keys(events) as Event[]

const opens: [string[], Event[]][] = [
  [['score'], ['score home', 'score away', 'serve home', 'serve away', 'adjust', 'unit', 'status']],
  [['score:home'], ['score home', 'serve home']],
  [['score:away'], ['score away', 'serve away']],
  [
    ['score:home', 'score:away'],
    ['score home', 'score away', 'serve home', 'serve away'],
  ],
  [['clock'], ['start', 'set', 'unit', 'status']],
  [['incident'], ['incident']],
  [
    ['score:home', 'clock'],
    ['score home', 'serve home', 'start', 'set', 'unit', 'status'],
  ],
  [['score', 'clock', 'incident'], all.filter((event) => event !== 'confirm')],
  [['head'], all],
]

test.each(opens)(
  'the scopes %j open what they are named for, and nothing else',
  async (scopes, open) => {
    const match = await umpire()
    await match.post(goal('home', { id: 'first' }))
    const { post } = await official(match, scopes)
    for (const event of all) {
      const outcome = await post(events[event])
      const allowed = /^(recorded|duplicate)/.test(outcome) ? true : outcome
      expect([event, allowed]).toEqual([event, open.includes(event) ? true : '403 key-wrong'])
    }
  },
)

test('of a list, what is out of scope is refused by itself', async () => {
  const match = await umpire()
  const { ask } = await official(match, ['score:home'])
  const { status, body } = await ask([
    goal('away', { id: 'e1' }),
    goal('home', { id: 'e2' }),
    { kind: 'void', target: 'e2', id: 'e3' },
  ])
  expect(status).toBe(200)
  expect(body.results.map(({ seq, outcome, problem }) => [seq, outcome, problem?.type])).toEqual([
    [null, 'refused', '/problems/key-wrong'],
    [1, 'recorded', undefined],
    [2, 'recorded', undefined],
  ])
})

test('who may score for one side changes nothing of the other’s, by no correction', async () => {
  const match = await umpire()
  await match.post(goal('home', { id: 'g1' }))
  await match.post({ kind: 'amend', target: 'g1', patch: { side: 'away' }, id: 'a1' })
  const away = await official(match, ['score:away'])
  // It would give the goal back to home.
  expect(await away.post({ kind: 'void', target: 'a1' })).toBe('403 key-wrong')
  await match.post({ kind: 'void', target: 'g1', id: 'v1' })
  const home = await official(match, ['score:home'])
  // It would bring back a goal that is away's by now.
  expect(await home.post({ kind: 'void', target: 'v1' })).toBe('403 key-wrong')
  expect((await match.board()).score).toEqual([0, 0])
  expect(await away.post({ kind: 'void', target: 'v1' })).toBe('recorded')
  expect((await match.board()).score).toEqual([0, 1])
})
