import { describe, expect, it } from 'vitest'
import { badminton } from '#core/sport/presets/badminton'
import { basketball } from '#core/sport/presets/basketball'
import { beachVolleyball } from '#core/sport/presets/beach-volleyball'
import { tableTennis } from '#core/sport/presets/table-tennis'
import { volleyball } from '#core/sport/presets/volleyball'
import type { Preset } from '#core/sport/rules'
import { matchOf, table } from './matches.ts'

function begun(preset: Preset, by: string) {
  const match = table(matchOf(preset))
  match.record({ kind: 'serve', side: by })
  return match
}

describe('the serve', () => {
  it('goes round every two points in table tennis, and with each from ten all', () => {
    const match = begun(tableTennis, 'home')
    const order = Array.from({ length: 24 }, (_, point) => {
      const server = match.view().serve?.at(0)
      match.goals(point % 2 === 0 ? 'home' : 'away', 1, 'point')
      return server
    })
    expect(order.join('')).toBe('hhaahhaahhaahhaahhaahaha')
    match.goals('home', 2, 'point')
    match.record({ kind: 'unit', from: 0, to: 1 })
    expect(match.view().serve).toBe('away')
  })

  it('begins a unit in turn also where a point of it was told early', () => {
    const match = begun(tableTennis, 'home')
    match.goals('home', 11, 'point')
    match.record({ kind: 'score', side: 'home', key: 'point', unit: 1 })
    match.record({ kind: 'unit', from: 0, to: 1 })
    expect(match.view()).toMatchObject({ serve: 'away', units: [{}, { score: [1, 0] }] })
  })

  it('is the rally’s winner’s in badminton, who also begins the next game after winning one', () => {
    const match = begun(badminton, 'home')
    match.goals('away', 1, 'point')
    expect(match.view().serve).toBe('away')
    match.goals('home', 21, 'point')
    match.record({ kind: 'unit', from: 0, to: 1 })
    expect(match.view().serve).toBe('home')
  })

  it('is set right by saying whose it is, until the next rally', () => {
    const match = begun(badminton, 'home')
    match.goals('away', 1, 'point')
    match.record({ kind: 'serve', side: 'home' })
    expect(match.view().serve).toBe('home')
    match.goals('away', 1, 'point')
    expect(match.view().serve).toBe('away')
  })
})

describe('ends', () => {
  const due = (match: ReturnType<typeof table>) => match.view().ends?.due

  it('change after each game, and at eleven in badminton’s third', () => {
    const match = begun(badminton, 'home')
    match.goals('home', 11, 'point')
    expect(due(match)).toBe(false)
    match.goals('home', 10, 'point')
    expect(match.view().ends).toEqual({ swapped: false, due: true })
    match.record({ kind: 'unit', from: 0, to: 1 })
    expect(match.view().ends).toEqual({ swapped: true, due: false })
    match.goals('away', 21, 'point')
    match.record({ kind: 'unit', from: 1, to: 2 })
    match.goals('away', 9, 'point')
    match.goals('home', 10, 'point')
    expect(match.view().ends).toEqual({ swapped: false, due: false })
    match.goals('home', 1, 'point')
    expect(match.view().ends).toEqual({ swapped: true, due: true })
    match.goals('away', 2, 'point')
    // The second to get to eleven changes nothing.
    expect(match.view().ends).toEqual({ swapped: true, due: false })
  })

  it('change at eight in volleyball’s fifth and at five in table tennis’s', () => {
    const cases = [
      [volleyball, 25, 8],
      [tableTennis, 11, 5],
    ] as const
    for (const [preset, to, at] of cases) {
      const match = begun(preset, 'home')
      for (const [unit, side] of ['home', 'away', 'home', 'away'].entries()) {
        match.goals(side, to, 'point')
        match.record({ kind: 'unit', from: unit, to: unit + 1 })
      }
      match.goals('home', at - 1, 'point')
      expect(due(match)).toBe(false)
      match.goals('home', 1, 'point')
      expect(due(match)).toBe(true)
    }
  })

  it('change no more when the match is won', () => {
    const match = begun(volleyball, 'home')
    for (const unit of [0, 1]) {
      match.goals('home', 25, 'point')
      expect(due(match)).toBe(true)
      match.record({ kind: 'unit', from: unit, to: unit + 1 })
    }
    match.goals('home', 25, 'point')
    expect(match.view()).toMatchObject({ winner: 'home', ends: { due: false } })
  })

  it('change at half time where quarters are played', () => {
    const match = table(matchOf(basketball))
    const swapped = [0, 1, 2, 3].map((from) => {
      match.record({ kind: 'unit', from, to: from + 1 })
      return match.view().ends?.swapped
    })
    expect(swapped).toEqual([false, true, true, true])
  })

  it('change every seven points on the beach, every five in the third set', () => {
    const match = begun(beachVolleyball, 'home')
    const changes = (points: number) =>
      Array.from({ length: points }, (_, point) => {
        match.goals(point % 2 === 0 ? 'home' : 'away', 1, 'point')
        return due(match) ? point + 1 : 0
      }).filter(Boolean)
    expect(changes(20)).toEqual([7, 14])
    match.record({ kind: 'unit', from: 0, to: 2 })
    expect(changes(12)).toEqual([5, 10])
  })
})
