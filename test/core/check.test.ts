import { describe, expect, it } from 'vitest'
import type { NewEvent } from '#core/match'
import { football } from '#core/sport/presets/football'
import { volleyball } from '#core/sport/presets/volleyball'
import type { Preset } from '#core/sport/rules'
import { matchOf, table } from './matches.ts'

const quiz: Preset = {
  ...football,
  id: 'quiz',
  keys: [
    { key: 'answer', points: null },
    { key: 'bonus', points: 5 },
  ],
}

describe('a post', () => {
  it.each<[string, NewEvent, string[]]>([
    ['a score of an unknown side', { kind: 'score', side: 'x', key: 'goal' }, ['/side']],
    ['a score by an unknown key', { kind: 'score', side: 'home', key: 'try' }, ['/key']],
    [
      'every fault of a score',
      { kind: 'score', side: 'x', key: 'try', unit: 9 },
      ['/side', '/key', '/unit'],
    ],
    [
      'points of its own where the key is worth something',
      { kind: 'score', side: 'home', key: 'goal', points: 2 },
      ['/points'],
    ],
    ['an unknown incident', { kind: 'incident', key: 'applause' }, ['/key']],
    ['an incident of an unknown side', { kind: 'incident', key: 'yellow', side: 'x' }, ['/side']],
    ['a serve of an unknown side', { kind: 'serve', side: 'x' }, ['/side']],
    ['a unit outside the plan', { kind: 'unit', from: 0, to: 5 }, ['/to']],
    ['a way back', { kind: 'unit', from: 1, to: 0 }, ['/to']],
    ['a unit that starts itself', { kind: 'unit', from: 0, to: 0 }, ['/to']],
    ['an unknown winner', { kind: 'status', to: 'final', side: 'x' }, ['/side']],
    ['a void of nothing', { kind: 'void', target: 'e_99' }, ['/target']],
  ])('is refused where it holds %s', (_, event, pointers) => {
    const refusal = table(matchOf(football)).post(event)
    expect(refusal).toMatchObject({
      code: 'event-invalid',
      faults: pointers.map((pointer) => ({ pointer })),
    })
  })

  it('is refused where it goes to a unit that this match does not play', () => {
    const match = table(matchOf(football, { extraTime: false, shootout: false }))
    for (const to of [2, 3, 4])
      expect(match.post({ kind: 'unit', from: 0, to })).toMatchObject({
        code: 'event-invalid',
        faults: [{ pointer: '/to' }],
      })
    expect(match.post({ kind: 'score', side: 'home', key: 'goal', unit: 2 })).toMatchObject({
      code: 'event-invalid',
      faults: [{ pointer: '/unit' }],
    })
  })

  it('is refused where a key is worth what the sender says, and the sender does not', () => {
    const match = table(matchOf(quiz))
    expect(match.post({ kind: 'score', side: 'home', key: 'answer' })).toMatchObject({
      code: 'event-invalid',
      faults: [{ pointer: '/points' }],
    })
    match.record({ kind: 'score', side: 'home', key: 'answer', points: 10 })
    match.record({ kind: 'score', side: 'home', key: 'answer', points: -3 })
    match.record({ kind: 'score', side: 'home', key: 'bonus' })
    expect(match.view().score).toEqual([12, 0])
  })

  it('is refused where a missed kick of the shoot-out is nobody’s', () => {
    const match = table(matchOf(football))
    match.record({ kind: 'unit', from: 0, to: 4 })
    expect(match.post({ kind: 'incident', key: 'miss' })).toMatchObject({
      code: 'event-invalid',
      faults: [{ pointer: '/side' }],
    })
  })

  it('of a unit that has begun already is a duplicate of what began it', () => {
    const match = table(matchOf(football))
    match.goals('home', 1)
    match.record({ kind: 'unit', from: 0, to: 1 })
    match.goals('home', 1)
    expect(match.post({ kind: 'unit', from: 0, to: 1 })).toEqual({ seq: 2 })
  })

  it('names what began the unit in the end, where an earlier move was voided', () => {
    const match = table(matchOf(volleyball))
    const first = match.record({ kind: 'unit', from: 0, to: 1 })
    match.record({ kind: 'void', target: first })
    match.record({ kind: 'unit', from: 0, to: 1 })
    expect(match.post({ kind: 'unit', from: 0, to: 1 })).toEqual({ seq: 3 })
  })

  it('from a unit that the match has left is refused', () => {
    const match = table(matchOf(football))
    match.record({ kind: 'unit', from: 0, to: 1 })
    expect(match.post({ kind: 'unit', from: 0, to: 2 })).toMatchObject({ code: 'match-moved-on' })
    expect(match.post({ kind: 'unit', from: 2, to: 3 })).toMatchObject({ code: 'match-moved-on' })
  })

  it('after the end is refused, but for a void and a status', () => {
    const match = table(matchOf(football))
    match.goals('home', 1)
    const final = match.record({ kind: 'status', to: 'final' })
    for (const event of [
      { kind: 'score', side: 'home', key: 'goal' },
      { kind: 'incident', key: 'yellow' },
      { kind: 'clock', op: 'start' },
      { kind: 'unit', from: 0, to: 1 },
      { kind: 'serve', side: 'home' },
    ] as const)
      expect(match.post(event)).toMatchObject({ code: 'match-final' })
    match.record({ kind: 'status', to: 'final', side: 'away' })
    match.record({ kind: 'void', target: 'e_1' })
    expect(match.view()).toMatchObject({ status: 'final', score: [0, 0], winner: 'away' })
    match.record({ kind: 'void', target: 'e_3' })
    match.record({ kind: 'void', target: final })
    match.goals('home', 1)
  })
})
