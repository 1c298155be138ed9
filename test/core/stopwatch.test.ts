import { describe, expect, it } from 'vitest'
import { elapsedAt } from '#core/clock'
import { basketball } from '#core/sport/presets/basketball'
import { football } from '#core/sport/presets/football'
import { volleyball } from '#core/sport/presets/volleyball'
import { kickOff, matchOf, table } from './matches.ts'

const minutes = (n: number): number => n * 60_000
const pitch = () => table(matchOf(football))

const shown = (match: ReturnType<typeof pitch>, afterMs: number) => {
  const { clock } = match.view()
  return clock && elapsedAt(clock, kickOff + afterMs)
}

const start = { kind: 'clock', op: 'start' } as const
const stop = { kind: 'clock', op: 'stop' } as const

describe('a clock', () => {
  it('stands at nothing, over the length of the unit, before it is started', () => {
    expect(pitch().view().clock).toEqual({
      running: false,
      elapsedMs: 0,
      since: null,
      direction: 'up',
      limitMs: minutes(45),
      offsetMs: 0,
      addedMs: 0,
      atLimit: 'run',
    })
  })

  it('runs from when it was started, not from when that was heard of', () => {
    const match = pitch()
    match.record(start, 1000)
    expect(match.view().clock).toMatchObject({
      running: true,
      elapsedMs: 0,
      since: kickOff + 1000,
    })
    match.record(stop, 61_000)
    expect(match.view().clock).toMatchObject({ running: false, elapsedMs: 60_000, since: null })
  })

  it('gives the seconds back when a wrong stop is voided', () => {
    const match = pitch()
    match.record(start, 0)
    const wrong = match.record(stop, 10_000)
    expect(shown(match, 25_000)).toBe(10_000)
    match.record({ kind: 'void', target: wrong }, 25_000)
    expect(shown(match, 25_000)).toBe(25_000)
  })

  it('has played no more than its unit is long where it holds, however late it is stopped', () => {
    const match = table(matchOf(basketball))
    match.record(start, 0)
    match.record(stop, minutes(10) + 400)
    expect(match.view().clock).toMatchObject({ running: false, elapsedMs: minutes(10) })
    match.record({ kind: 'clock', op: 'set', ms: minutes(12) })
    expect(match.view().clock).toMatchObject({ elapsedMs: minutes(10), limitMs: minutes(10) })
  })

  it('never goes behind the creation of the match or an earlier clock event', () => {
    const match = pitch()
    match.record(start, -60_000)
    expect(match.view().clock?.since).toBe(kickOff)
    match.record({ kind: 'clock', op: 'set', ms: 5000 }, 8000)
    match.record(stop, 3000)
    expect(match.view().clock?.elapsedMs).toBe(5000)
  })

  it('is not changed by a start while it runs or a stop while it stands', () => {
    const match = pitch()
    match.record(stop, 500)
    match.record(start, 100)
    match.record(start, 9000)
    match.record(stop, 4100)
    expect(match.view().clock?.elapsedMs).toBe(4000)
  })

  it('is set to what was played of the unit, and runs on from there', () => {
    const match = pitch()
    match.record(start, 0)
    match.record({ kind: 'clock', op: 'set', ms: minutes(30) }, 1000)
    expect(match.view().clock).toMatchObject({ running: true, elapsedMs: minutes(30) })
    expect(shown(match, 3000)).toBe(minutes(30) + 2000)
  })

  it('is stopped at nothing by a new unit, which goes on counting where the last one ended', () => {
    const match = pitch()
    match.record(start, 0)
    match.record({ kind: 'clock', op: 'added', ms: minutes(3) }, minutes(44))
    expect(match.view().clock?.addedMs).toBe(minutes(3))
    match.record({ kind: 'unit', from: 0, to: 1 }, minutes(48))
    expect(match.view().clock).toEqual({
      running: false,
      elapsedMs: 0,
      since: null,
      direction: 'up',
      limitMs: minutes(45),
      offsetMs: minutes(45),
      addedMs: 0,
      atLimit: 'run',
    })
    match.record({ kind: 'unit', from: 1, to: 3 }, minutes(95))
    expect(match.view().clock).toMatchObject({ limitMs: minutes(15), offsetMs: minutes(105) })
  })

  it('stands still when the match ends', () => {
    const match = pitch()
    match.record(start, 0)
    match.record({ kind: 'status', to: 'final' }, 90_000)
    expect(match.view().clock).toMatchObject({ running: false, elapsedMs: 90_000 })
  })

  it('does not exist in a sport without one; pressing it is recorded and pointed at', () => {
    const match = table(matchOf(volleyball))
    match.record(start)
    expect(match.view()).toMatchObject({
      clock: null,
      status: 'live',
      warnings: [{ code: 'no-clock', seq: 1 }],
    })
  })
})
