import { describe, expect, it } from 'vitest'
import { volleyball } from '#core/sport/presets/volleyball'
import type { Rules } from '#core/sport/rules'
import { matchOf, table } from './matches.ts'

const court = (rules?: Rules) => table(matchOf(volleyball, rules))

describe('a volleyball match', () => {
  it('leaves a set open at 25–24 and ends it at 26–24', () => {
    const match = court()
    match.set(24, 24)
    match.goals('home', 1, 'point')
    expect(match.view().unit.over).toBe(false)
    match.goals('home', 1, 'point')
    expect(match.view()).toMatchObject({
      unit: { index: 0, key: 'set', number: 1, over: true },
      units: [{ key: 'set', number: 1, score: [26, 24], winner: 'home' }],
      score: [1, 0],
      winner: null,
    })
  })

  it('counts nothing while a set is over, and points at it', () => {
    const match = court()
    match.set(25, 20)
    match.goals('away', 1, 'point')
    expect(match.view()).toMatchObject({
      units: [{ score: [25, 20] }],
      serve: 'home',
      warnings: [{ code: 'unit-over', seq: 46 }],
    })
  })

  it('counts the surplus point after all when an earlier one is voided', () => {
    const match = court()
    const first = match.record({ kind: 'score', side: 'home', key: 'point' })
    match.goals('home', 24, 'point')
    match.goals('away', 1, 'point')
    match.record({ kind: 'void', target: first })
    expect(match.view()).toMatchObject({ units: [{ score: [24, 1] }], warnings: [] })
  })

  it('is won 3–2 by a fifth set to fifteen', () => {
    const match = court()
    const sets = [
      [25, 23],
      [20, 25],
      [27, 25],
      [19, 25],
      [15, 13],
    ] as const
    for (const [index, [home, away]] of sets.entries()) {
      if (index > 0) match.record({ kind: 'unit', from: index - 1, to: index })
      match.set(home, away)
    }
    expect(match.view()).toMatchObject({
      score: [3, 2],
      winner: 'home',
      unit: { index: 4, key: 'set', number: 5, over: true },
      warnings: [],
    })
    expect(match.view().units.map((unit) => unit.score)).toEqual(sets)
    expect(match.view().units.map((unit) => unit.winner)).toEqual([
      'home',
      'away',
      'home',
      'away',
      'home',
    ])
  })

  it('goes on at 14–14 in the fifth set and is won at 16–14', () => {
    const match = court()
    for (const index of [0, 1, 2, 3]) {
      match.set(index % 2 ? 0 : 25, index % 2 ? 25 : 0)
      match.record({ kind: 'unit', from: index, to: index + 1 })
    }
    match.set(14, 14)
    match.goals('away', 1, 'point')
    expect(match.view()).toMatchObject({
      winner: null,
      alert: { kind: 'match-point', side: 'away' },
    })
    match.goals('away', 1, 'point')
    expect(match.view()).toMatchObject({ winner: 'away', score: [2, 3], alert: null })
  })

  it('tells a set point from a match point', () => {
    const match = court()
    match.set(24, 23)
    expect(match.view().alert).toEqual({ kind: 'set-point', side: 'home' })
    match.goals('away', 1, 'point')
    expect(match.view().alert).toBeNull()
    match.goals('home', 2, 'point')
    match.record({ kind: 'unit', from: 0, to: 1 })
    match.set(25, 0)
    match.record({ kind: 'unit', from: 1, to: 2 })
    match.goals('home', 24, 'point')
    expect(match.view().alert).toEqual({ kind: 'match-point', side: 'home' })
  })

  it('lets whoever scores serve, and whoever did not begin a set begins the next', () => {
    const match = court()
    match.record({ kind: 'serve', side: 'away' })
    expect(match.view().serve).toBe('away')
    match.goals('home', 25, 'point')
    expect(match.view().serve).toBe('home')
    match.record({ kind: 'unit', from: 0, to: 1 })
    expect(match.view().serve).toBe('home')
    match.set(25, 20)
    match.record({ kind: 'unit', from: 1, to: 2 })
    expect(match.view().serve).toBe('away')
  })

  it('does not guess who begins where nobody said so, nor in the fifth set', () => {
    const match = court({ bestOf: 3 })
    match.set(25, 20)
    match.record({ kind: 'unit', from: 0, to: 1 })
    expect(match.view().serve).toBeNull()
    match.record({ kind: 'serve', side: 'away' })
    match.set(20, 25)
    match.record({ kind: 'unit', from: 1, to: 2 })
    expect(match.view().serve).toBeNull()
  })

  it('points at a move out of a set that nobody has won', () => {
    const match = court()
    match.set(10, 8)
    match.record({ kind: 'unit', from: 0, to: 1 })
    expect(match.view()).toMatchObject({
      unit: { index: 1 },
      units: [{ winner: null }, { winner: null }],
      warnings: [{ code: 'unit-unfinished', seq: 19 }],
    })
  })

  it('plays on after it is won when the official says so, and points at it', () => {
    const match = court({ bestOf: 3 })
    match.set(25, 0)
    match.record({ kind: 'unit', from: 0, to: 1 })
    match.set(25, 0)
    match.record({ kind: 'unit', from: 1, to: 2 })
    match.set(0, 15)
    expect(match.view()).toMatchObject({
      score: [2, 1],
      winner: 'home',
      warnings: [{ code: 'match-decided' }],
    })
  })

  it('points at being called final before anybody has won, unless a side is named', () => {
    const match = court()
    match.set(25, 0)
    const final = match.record({ kind: 'status', to: 'final' })
    expect(match.view()).toMatchObject({ winner: null, warnings: [{ code: 'match-undecided' }] })
    match.record({ kind: 'void', target: final })
    match.record({ kind: 'status', to: 'final', side: 'away' })
    expect(match.view()).toMatchObject({ winner: 'away', warnings: [] })
  })
  it('leaves the serve alone when a late point lands in an earlier set', () => {
    const match = court()
    match.record({ kind: 'unit', from: 0, to: 1 })
    match.record({ kind: 'serve', side: 'away' })
    match.record({ kind: 'score', side: 'home', key: 'point', unit: 0 })
    expect(match.view()).toMatchObject({ serve: 'away', units: [{ score: [1, 0] }, {}] })
  })

  it('names the serving side where both are one point away', () => {
    const match = court({ cap: 25 })
    match.set(24, 24)
    expect(match.view()).toMatchObject({
      serve: 'away',
      alert: { kind: 'set-point', side: 'away' },
    })
    match.record({ kind: 'status', to: 'abandoned' })
    expect(match.view().alert).toBeNull()
  })
})
