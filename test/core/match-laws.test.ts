import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MatchEvent } from '#core/match'
import { check } from '#core/sport/check'
import { advance, fold } from '#core/sport/fold'
import { editions } from '#core/sport/presets'
import { start } from '#core/sport/state'
import { view } from '#core/sport/view'
import { anyLog, anyPosts } from './arbitrary-matches.ts'
import { entry, table } from './matches.ts'

const voiding = (log: MatchEvent[], target: string): MatchEvent[] => [
  ...log,
  entry(log.length + 1, { kind: 'void', target }),
]

describe.each(editions)('$name, $edition', (preset) => {
  const logAndOne = anyLog(preset)
    .filter(({ log }) => log.length > 0)
    .chain((played) => fc.record({ ...constants(played), one: fc.constantFrom(...played.log) }))

  it('is in the same state after each event as after folding the log afresh', () => {
    fc.assert(
      fc.property(anyLog(preset), ({ match, log }) => {
        let state = start(match)
        for (const [index, event] of log.entries()) {
          state = advance(match, state, log.slice(0, index), event)
          expect(state).toEqual(fold(match, log.slice(0, index + 1)))
        }
      }),
    )
  })

  it('is as if a voided event had never been', () => {
    fc.assert(
      fc.property(logAndOne, ({ match, log, one }) => {
        const without = log.filter((event) => event !== one)
        expect(fold(match, voiding(log, one.id))).toEqual(fold(match, without))
      }),
    )
  })

  it('is restored by the void of a void', () => {
    fc.assert(
      fc.property(logAndOne, ({ match, log, one }) => {
        const undone = voiding(log, one.id)
        expect(fold(match, voiding(undone, `e_${undone.length}`))).toEqual(fold(match, log))
      }),
    )
  })

  it('bears any log: the view is plain JSON, without NaN, and the state stays small', () => {
    fc.assert(
      fc.property(anyLog(preset), ({ match, log }) => {
        const state = fold(match, log)
        const seen = view(match, state, log, 1)
        expect(JSON.parse(JSON.stringify(seen))).toStrictEqual(seen)
        expect(JSON.parse(JSON.stringify(state))).toStrictEqual(state)
        expect(JSON.stringify(state).length).toBeLessThan(12_000)
        expect(state.stopwatch.elapsedMs).toBeGreaterThanOrEqual(0)
        expect(state.stopwatch.touchedAt).toBeGreaterThanOrEqual(match.createdAt)
      }),
    )
  })

  it('decides on every post without changing anything itself', () => {
    fc.assert(
      fc.property(anyLog(preset), anyPosts(preset), ({ match, log }, { posts }) => {
        const state = fold(match, log)
        const before = JSON.stringify([match, state, log])
        for (const event of posts) check(match, state, log, event)
        expect(JSON.stringify([match, state, log])).toBe(before)
      }),
    )
  })

  it('takes no notice of a side that it does not have', () => {
    fc.assert(
      fc.property(anyLog(preset), ({ match, log: any }) => {
        // An amendment may make one of theirs out of a stranger's.
        const log = any.filter(({ kind }) => kind !== 'amend')
        const strangers = log.map((event) =>
          event.kind === 'score' || event.kind === 'serve' ? { ...event, side: 'nobody' } : event,
        )
        const known = log.filter((event) => event.kind !== 'score' && event.kind !== 'serve')
        const { moments: _, ...told } = fold(match, strangers)
        expect(fold(match, known)).toMatchObject(told)
      }),
    )
  })

  it('shows a headline, a winner and units that agree with each other', () => {
    fc.assert(
      fc.property(anyPosts(preset), ({ match, posts }) => {
        const court = table(match)
        for (const event of posts) court.post(event)
        const seen = court.view()
        expect(seen).toEqual(court.refolded())
        const counted = match.sides.map((side, index) =>
          match.rules.headline === 'sum'
            ? seen.units.reduce((sum, unit) => sum + (unit.score[index] ?? 0), 0)
            : seen.units.filter((unit) => unit.winner === side.id).length,
        )
        const more = seen.score.map((points, index) => points - (counted[index] ?? 0))
        // Where a decided shoot-out is one goal more, it is one side's.
        const adds = match.rules.units.find(({ kicks }) => kicks)?.kicks?.adds ?? 0
        const bonus = seen.unit.key === 'shootout' && seen.unit.over ? adds : 0
        expect(more.toSorted((a, b) => b - a)).toEqual([bonus, ...more.slice(1).map(() => 0)])
        expect([null, ...match.sides.map((side) => side.id)]).toContain(seen.winner)
        expect(seen.units.map((unit) => unit.key)).not.toContain('shootout')
      }),
    )
  })

  it('only ever moves forward through the units, unless something is voided', () => {
    fc.assert(
      fc.property(anyPosts(preset), ({ match, posts }) => {
        const court = table(match)
        for (const event of posts.filter((post) => post.kind !== 'void')) {
          const before = court.view().unit.index
          court.post(event)
          const after = court.view().unit.index
          expect(after).toBeGreaterThanOrEqual(before)
          expect(match.rules.units[after]?.allowed).toBe(true)
        }
      }),
    )
  })
})

function constants<T extends object>(values: T) {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, fc.constant(value)]),
  ) as { [K in keyof T]: fc.Arbitrary<T[K]> }
}
