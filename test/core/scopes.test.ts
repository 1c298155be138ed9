import { expect, test } from 'vitest'
import type { Happening } from '#core/match'
import { mayPost, type Scope } from '#core/scopes'
import { isCorrection, touchedBy } from '#core/sport/corrections'
import { entry } from './matches.ts'

const homeGoal: Happening = { kind: 'score', side: 'home', key: 'goal' }
const awayGoal: Happening = { kind: 'score', side: 'away', key: 'goal' }
const stop: Happening = { kind: 'clock', op: 'stop' }
const miss: Happening = { kind: 'incident', key: 'miss', side: 'home' }
const half: Happening = { kind: 'unit', from: 0, to: 1 }
const over: Happening = { kind: 'status', to: 'final' }
const serve: Happening = { kind: 'serve', side: 'away' }
const log = Object.entries({
  stop,
  homeGoal,
  awayGoal,
  undone: { kind: 'void', target: 'awayGoal' },
  // A goal of home's that became away's, and was taken back.
  moved: homeGoal,
  amended: { kind: 'amend', target: 'moved', patch: { side: 'away' } },
  gone: { kind: 'void', target: 'moved' },
} satisfies Record<string, Happening>).map(([id, happening], index) => ({
  ...entry(index + 1, happening),
  id,
}))
const voids = (target: string): Happening => ({ kind: 'void', target })
const may = (scopes: Scope[], event: Happening) =>
  mayPost(scopes, event, () => {
    const posted = entry(log.length + 1, event)
    return isCorrection(posted) ? touchedBy(log, posted) : []
  })

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

test('an amendment needs what the event was and what it becomes, and so does taking it back', () => {
  const toAway: Happening = { kind: 'amend', target: 'homeGoal', patch: { side: 'away' } }
  for (const event of [toAway, voids('amended'), voids('gone')]) {
    expect(may(['score:home'], event)).toBe(false)
    expect(may(['score'], event)).toBe(true)
  }
})

test('a goal that became the other side’s is theirs to take back and to restore', () => {
  expect(may(['score:away'], voids('gone'))).toBe(true)
  expect(may(['score:home'], voids('gone'))).toBe(false)
  expect(may(['score:away'], voids('amended'))).toBe(false)
})

test('a confirmation is the head’s alone, and so is taking it back', () => {
  for (const scopes of [['score', 'clock', 'incident'], ['head']] as Scope[][])
    expect(may(scopes, { kind: 'confirm', target: 'homeGoal' })).toBe(scopes[0] === 'head')
})
