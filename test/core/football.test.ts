import { describe, expect, it } from 'vitest'
import { football } from '#core/sport/presets/football'
import type { Rules } from '#core/sport/rules'
import { matchOf, table } from './matches.ts'

const pitch = (rules?: Rules) => table(matchOf(football, rules))

describe('a football match', () => {
  it('is scheduled, in its first half, at nil–nil, before anything happens', () => {
    expect(pitch().view()).toMatchObject({
      status: 'scheduled',
      unit: { index: 0, key: 'half', number: 1, over: false },
      units: [{ key: 'half', number: 1, score: [0, 0], winner: null }],
      score: [0, 0],
      points: null,
      alert: null,
      serve: null,
      counters: [],
      shootout: null,
      winner: null,
      warnings: [],
      timeline: [],
    })
  })

  it.each([
    { kind: 'score', side: 'home', key: 'goal' },
    { kind: 'clock', op: 'start' },
    { kind: 'serve', side: 'home' },
  ] as const)('goes live by the first $kind', (event) => {
    const match = pitch()
    match.record({ kind: 'incident', key: 'yellow', side: 'home' })
    expect(match.view().status).toBe('scheduled')
    const first = match.record(event)
    expect(match.view().status).toBe('live')
    match.record({ kind: 'void', target: first })
    expect(match.view().status).toBe('scheduled')
  })

  it('sums the goals of all units', () => {
    const match = pitch()
    match.goals('home', 1)
    match.record({ kind: 'unit', from: 0, to: 1 })
    match.goals('home', 1)
    match.goals('away', 1)
    expect(match.view()).toMatchObject({
      score: [2, 1],
      unit: { index: 1, key: 'half', number: 2, over: false },
      units: [
        { key: 'half', number: 1, score: [1, 0], winner: null },
        { key: 'half', number: 2, score: [1, 1], winner: null },
      ],
    })
  })

  it('puts a late goal into the half it names', () => {
    const match = pitch()
    match.record({ kind: 'unit', from: 0, to: 1 })
    match.record({ kind: 'score', side: 'away', key: 'goal', unit: 0 })
    expect(match.view().units.map((unit) => unit.score)).toEqual([
      [0, 1],
      [0, 0],
    ])
  })

  it('counts a goal for a unit that has not begun, and points at it', () => {
    const match = pitch()
    match.record({ kind: 'score', side: 'home', key: 'goal', unit: 1 })
    expect(match.view()).toMatchObject({
      score: [1, 0],
      unit: { index: 0 },
      warnings: [{ code: 'unit-ahead', seq: 1 }],
    })
  })

  it('is won by whoever has scored more when it is final, and by nobody before', () => {
    const match = pitch()
    match.goals('away', 1)
    expect(match.view().winner).toBeNull()
    const final = match.record({ kind: 'status', to: 'final' })
    expect(match.view()).toMatchObject({ status: 'final', winner: 'away' })
    match.record({ kind: 'void', target: final })
    expect(match.view()).toMatchObject({ status: 'live', winner: null })
  })

  it('has no winner when it ends level', () => {
    const match = pitch()
    match.goals('home', 1)
    match.goals('away', 1)
    match.record({ kind: 'status', to: 'final' })
    expect(match.view().winner).toBeNull()
  })

  it('is won by the side that the official names', () => {
    const match = pitch()
    match.goals('away', 3)
    match.record({ kind: 'status', to: 'abandoned', side: 'home' })
    expect(match.view()).toMatchObject({ status: 'abandoned', winner: 'home' })
    match.record({ kind: 'status', to: 'live' })
    expect(match.view()).toMatchObject({ status: 'live', winner: null })
    match.record({ kind: 'status', to: 'final' })
    expect(match.view()).toMatchObject({ status: 'final', winner: 'away' })
  })

  it('goes into review and back', () => {
    const match = pitch()
    match.goals('home', 1)
    match.record({ kind: 'status', to: 'review' })
    expect(match.view().status).toBe('review')
    match.goals('home', 1)
    expect(match.view().status).toBe('review')
    match.record({ kind: 'status', to: 'live' })
    expect(match.view().status).toBe('live')
  })

  it('counts what is posted after it was abandoned, and points at it', () => {
    const match = pitch()
    match.record({ kind: 'status', to: 'abandoned' })
    match.goals('home', 1)
    expect(match.view()).toMatchObject({
      status: 'abandoned',
      score: [1, 0],
      warnings: [{ code: 'match-ended', seq: 2 }],
    })
  })

  it('ends 3–3 after extra time and 4–2 on penalties', () => {
    const match = pitch()
    match.goals('home', 2)
    match.record({ kind: 'unit', from: 0, to: 1 })
    match.goals('away', 2)
    match.record({ kind: 'unit', from: 1, to: 2 })
    match.goals('home', 1)
    match.record({ kind: 'unit', from: 2, to: 3 })
    match.goals('away', 1)
    expect(match.view().shootout).toBeNull()
    match.record({ kind: 'unit', from: 3, to: 4 })
    expect(match.view()).toMatchObject({
      unit: { index: 4, key: 'shootout', number: 1 },
      shootout: { score: [0, 0], kicks: [[], []] },
      clock: null,
    })
    const kick = (side: string, went: boolean) =>
      match.record(
        went ? { kind: 'score', side, key: 'kick' } : { kind: 'incident', side, key: 'miss' },
      )
    for (const [home, away] of [
      [true, true],
      [true, false],
      [true, false],
      [true, true],
    ] as const) {
      kick('home', home)
      kick('away', away)
    }
    match.record({ kind: 'status', to: 'final' })
    expect(match.view()).toMatchObject({
      score: [3, 3],
      winner: 'home',
      shootout: {
        score: [4, 2],
        kicks: [
          [true, true, true, true],
          [true, false, false, true],
        ],
      },
      warnings: [],
    })
    expect(match.view().units.map(({ key, number, score }) => [key, number, score])).toEqual([
      ['half', 1, [2, 0]],
      ['half', 2, [0, 2]],
      ['extra', 1, [1, 0]],
      ['extra', 2, [0, 1]],
    ])
  })

  it('may go straight from the second half to the shoot-out', () => {
    const match = pitch({ extraTime: false })
    match.record({ kind: 'unit', from: 0, to: 1 })
    match.record({ kind: 'unit', from: 1, to: 4 })
    expect(match.view()).toMatchObject({ unit: { index: 4 }, warnings: [] })
    expect(match.view().units).toHaveLength(2)
  })

  it('counts neither a goal in the shoot-out nor a kick outside it', () => {
    const match = pitch()
    match.goals('home', 1, 'kick')
    match.record({ kind: 'unit', from: 0, to: 4 })
    match.goals('away', 1, 'goal')
    expect(match.view()).toMatchObject({
      score: [0, 0],
      shootout: { score: [0, 0], kicks: [[], []] },
      warnings: [
        { code: 'wrong-unit', seq: 1 },
        { code: 'wrong-unit', seq: 3 },
      ],
    })
  })

  it('takes a miss in open play as an incident like any other', () => {
    const match = pitch()
    match.record({ kind: 'incident', key: 'miss' })
    expect(match.view()).toMatchObject({ warnings: [], shootout: null })
  })

  it('keeps going where the official said when an earlier move is voided', () => {
    const match = pitch()
    const second = match.record({ kind: 'unit', from: 0, to: 1 })
    match.record({ kind: 'unit', from: 1, to: 2 })
    match.record({ kind: 'void', target: second })
    expect(match.view()).toMatchObject({
      unit: { index: 2 },
      warnings: [{ code: 'unit-skipped', seq: 2 }],
    })
  })
})
