import { describe, expect, it } from 'vitest'
import { elapsedAt } from '#core/clock'
import { football } from '#core/sport/presets/football'
import { handball } from '#core/sport/presets/handball'
import { iceHockey } from '#core/sport/presets/ice-hockey'
import { rugbyUnion } from '#core/sport/presets/rugby-union'
import { volleyball } from '#core/sport/presets/volleyball'
import type { Preset } from '#core/sport/rules'
import { kickOff, matchOf, table } from './matches.ts'

const minute = 60_000

/** A match whose clock was started at the kick-off. */
function started(preset: Preset) {
  const match = table(matchOf(preset))
  match.record({ kind: 'clock', op: 'start' }, 0)
  const off = (side: string, key: string, afterMs: number) =>
    match.record({ kind: 'incident', key, side, player: '4' }, afterMs)
  /** What a screen would draw so long after the kick-off. */
  const left = (afterMs: number) => {
    const { clock, suspensions } = match.view()
    if (!clock) return []
    const played = Math.min(elapsedAt(clock, kickOff + afterMs), clock.limitMs)
    return suspensions.map(({ endsAtMs }) => Math.max(0, endsAtMs - played))
  }
  return { ...match, off, left }
}

describe('cards', () => {
  it('are counted by side, a second yellow as the red that it is', () => {
    const match = started(football)
    match.off('home', 'yellow', minute)
    match.off('away', 'yellow', minute)
    match.off('home', 'second-yellow', minute)
    expect(match.view().counters).toEqual([
      { key: 'yellow', side: 'home', count: 1, limit: null },
      { key: 'yellow', side: 'away', count: 1, limit: null },
      { key: 'red', side: 'home', count: 1, limit: null },
    ])
  })
})

describe('time-outs', () => {
  it('begin afresh in each set, and a third of two is kept with a warning', () => {
    const match = table(matchOf(volleyball))
    const timeOut = () => match.record({ kind: 'incident', key: 'time-out', side: 'home' })
    timeOut()
    timeOut()
    expect(match.view().warnings).toEqual([])
    timeOut()
    expect(match.view()).toMatchObject({
      counters: [{ key: 'time-out', side: 'home', count: 3, limit: 2 }],
      warnings: [{ code: 'over-limit', seq: 3, unit: 0, key: 'time-out', side: 'home' }],
    })
    match.record({ kind: 'unit', from: 0, to: 1 })
    expect(match.view().counters).toEqual([])
  })
})

describe('time-outs in handball', () => {
  const second = (first: number) => {
    const match = table(matchOf(handball))
    const timeOut = () => match.record({ kind: 'incident', key: 'time-out', side: 'home' })
    for (let n = 0; n < first; n++) timeOut()
    match.record({ kind: 'unit', from: 0, to: 1 })
    return { ...match, timeOut }
  }

  it.each([
    [0, 2],
    [1, 2],
    [2, 1],
  ])('are three a match: after %i in the first half %i are left', (first, left) => {
    const match = second(first)
    for (let n = 0; n < left; n++) match.timeOut()
    expect(match.view()).toMatchObject({
      warnings: [],
      counters: [{ key: 'time-out', side: 'home', count: left, limit: left }],
    })
    match.timeOut()
    expect(match.view().warnings).toMatchObject([{ code: 'over-limit', key: 'time-out' }])
    expect(match.view()).toEqual(match.refolded())
  })
})

describe('a suspension', () => {
  it('runs on the game clock: not while it stands', () => {
    const match = started(handball)
    match.off('home', 'suspension', minute)
    expect(match.left(2 * minute)).toEqual([minute])
    match.record({ kind: 'clock', op: 'stop' }, 2 * minute)
    expect(match.left(20 * minute)).toEqual([minute])
    match.record({ kind: 'clock', op: 'start' }, 20 * minute)
    expect(match.left(21 * minute)).toEqual([0])
  })

  it('goes on in the next unit with what is left', () => {
    const match = started(iceHockey)
    match.off('home', 'minor', 19 * minute)
    // The clock stands at twenty minutes, however late the next period is called.
    match.record({ kind: 'unit', from: 0, to: 1 }, 25 * minute)
    expect(match.view().suspensions).toMatchObject([
      { key: 'minor', side: 'home', player: '4', endsAtMs: minute },
    ])
  })

  it('of a side that is short ends with a goal against it, the oldest minor first', () => {
    const match = started(iceHockey)
    match.off('home', 'major', minute)
    match.off('home', 'minor', 2 * minute)
    match.off('home', 'minor', 2.5 * minute)
    const goal = (side: string, afterMs: number) =>
      match.record({ kind: 'score', side, key: 'goal' }, afterMs)
    goal('home', 3 * minute)
    expect(match.view().suspensions).toHaveLength(3)
    goal('away', 3 * minute)
    expect(match.view().suspensions.map(({ key, endsAtMs }) => [key, endsAtMs])).toEqual([
      ['major', 6 * minute],
      ['minor', 4.5 * minute],
    ])
    goal('away', 3.5 * minute)
    goal('away', 4 * minute)
    expect(match.view().suspensions.map(({ key }) => key)).toEqual(['major'])
  })

  it('stays where both sides are as short', () => {
    const match = started(iceHockey)
    match.off('home', 'minor', minute)
    match.off('away', 'minor', minute)
    match.record({ kind: 'score', side: 'away', key: 'goal' }, 2 * minute)
    expect(match.view().suspensions).toHaveLength(2)
  })

  it('that leaves a side in full number makes nobody short', () => {
    const match = started(iceHockey)
    match.off('home', 'misconduct', minute)
    match.off('away', 'minor', minute)
    match.record({ kind: 'score', side: 'home', key: 'goal' }, 2 * minute)
    expect(match.view().suspensions.map(({ key }) => key)).toEqual(['misconduct'])
  })

  it('is not ended by a goal that is told late, of an earlier unit', () => {
    const match = started(iceHockey)
    match.record({ kind: 'unit', from: 0, to: 1 }, 20 * minute)
    match.record({ kind: 'clock', op: 'start' }, 21 * minute)
    match.off('home', 'minor', 22 * minute)
    match.record({ kind: 'score', side: 'away', key: 'goal', unit: 0 }, 22.5 * minute)
    expect(match.view().suspensions).toHaveLength(1)
  })

  it('of two times two minutes loses the part that runs', () => {
    const match = started(iceHockey)
    match.off('home', 'double-minor', minute)
    match.record({ kind: 'score', side: 'away', key: 'goal' }, 1.5 * minute)
    expect(match.left(1.5 * minute)).toEqual([2 * minute])
    match.record({ kind: 'score', side: 'away', key: 'goal' }, 2 * minute)
    expect(match.left(2 * minute)).toEqual([])
  })

  it('is given back by the void of the goal that ended it', () => {
    const match = started(iceHockey)
    match.off('home', 'minor', minute)
    const goal = match.record({ kind: 'score', side: 'away', key: 'goal' }, 2 * minute)
    match.record({ kind: 'void', target: goal }, 2.5 * minute)
    expect(match.left(2.5 * minute)).toEqual([0.5 * minute])
  })

  it('does not end with a goal in handball or a try in rugby', () => {
    const throwing = started(handball)
    throwing.off('home', 'suspension', minute)
    throwing.record({ kind: 'score', side: 'away', key: 'goal' }, 1.5 * minute)
    expect(throwing.left(1.5 * minute)).toEqual([1.5 * minute])
    const rugby = started(rugbyUnion)
    rugby.off('home', 'yellow', minute)
    rugby.record({ kind: 'score', side: 'away', key: 'try' }, 2 * minute)
    expect(rugby.left(2 * minute)).toEqual([9 * minute])
  })
})
