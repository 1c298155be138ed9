import { expect, test } from 'vitest'
import type { Happening } from '#core/match'
import { mayPost, type Scope } from '#core/scopes'

const homeGoal: Happening = { kind: 'score', side: 'home', key: 'goal' }
const awayGoal: Happening = { kind: 'score', side: 'away', key: 'goal' }
const stop: Happening = { kind: 'clock', op: 'stop' }
const miss: Happening = { kind: 'incident', key: 'miss', side: 'home' }
const half: Happening = { kind: 'unit', from: 0, to: 1 }
const over: Happening = { kind: 'status', to: 'final' }
const serve: Happening = { kind: 'serve', side: 'away' }
const log: Record<string, Happening> = {
  stop,
  homeGoal,
  awayGoal,
  undone: { kind: 'void', target: 'awayGoal' },
}
const voids = (target: string): Happening => ({ kind: 'void', target })
const may = (scopes: Scope[], event: Happening) => mayPost(scopes, event, (id) => log[id])

test.each<[Scope[], Happening[], Happening[]]>([
  [
    ['score'],
    [homeGoal, awayGoal, serve, half, over, voids('homeGoal')],
    [stop, miss, voids('stop')],
  ],
  [['score:home'], [homeGoal, voids('homeGoal')], [awayGoal, serve, half, over, voids('awayGoal')]],
  [['clock'], [stop, half, over, voids('stop')], [homeGoal, miss, voids('homeGoal')]],
  [['incident'], [miss], [homeGoal, stop, half, over]],
  [['score:home', 'clock'], [homeGoal, stop, half], [awayGoal]],
  [['head'], [homeGoal, awayGoal, stop, miss, half, over, serve, voids('undone')], []],
])('%j may post what its scopes name, and undo what it may post', (scopes, allowed, refused) => {
  for (const event of allowed) expect(may(scopes, event)).toBe(true)
  for (const event of refused) expect(may(scopes, event)).toBe(false)
})

test('a void of a void needs what the first event needs', () => {
  expect(may(['score:home'], voids('undone'))).toBe(false)
  expect(may(['score:away'], voids('undone'))).toBe(true)
})
