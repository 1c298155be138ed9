import { describe, expect, it } from 'vitest'
import { basketball } from '#core/sport/presets/basketball'
import { chess } from '#core/sport/presets/chess'
import { custom } from '#core/sport/presets/custom'
import { football } from '#core/sport/presets/football'
import { tennis } from '#core/sport/presets/tennis'
import { volleyball } from '#core/sport/presets/volleyball'
import { advance, fold } from '#core/sport/fold'
import { start } from '#core/sport/state'
import { view } from '#core/sport/view'
import { entry, matchOf, table } from './matches.ts'

const goal = { kind: 'score', side: 'home', key: 'goal' } as const

describe('an amendment', () => {
  it('moves a goal to the other side, as if it had always been theirs', () => {
    const match = table(matchOf(football))
    const first = match.record({ ...goal, player: '9' })
    match.record({ kind: 'unit', from: 0, to: 1 })
    match.record({ kind: 'amend', target: first, patch: { side: 'away' } })
    expect(match.view()).toMatchObject({ score: [0, 1], units: [{ score: [0, 1] }, {}] })
    expect(match.view()).toEqual(match.refolded())
  })

  it('is taken back by a void, and the newest of several wins field by field', () => {
    const match = table(matchOf(basketball))
    const shot = match.record({ kind: 'score', side: 'home', key: 'field-goal', player: '7' })
    match.record({ kind: 'amend', target: shot, patch: { key: 'three', side: 'away' } })
    const second = match.record({ kind: 'amend', target: shot, patch: { side: 'home' } })
    expect(match.view().score).toEqual([3, 0])
    match.record({ kind: 'void', target: second })
    expect(match.view().score).toEqual([0, 3])
  })

  it('takes a field away by null, and only one that the event can do without', () => {
    const match = table(matchOf(football))
    const first = match.record({ ...goal, player: '9' })
    expect(match.post({ kind: 'amend', target: first, patch: { player: null } })).toHaveProperty(
      'seq',
    )
    expect(match.post({ kind: 'amend', target: first, patch: { side: null } })).toMatchObject({
      code: 'event-invalid',
      faults: [{ pointer: '/patch/side' }],
    })
  })

  it.each([
    [{ side: 'nobody' }, ['/patch/side']],
    [{ key: 'try' }, ['/patch/key']],
    [{ points: 3 }, ['/patch/points']],
    [{ unit: 9 }, ['/patch/unit']],
    [{ note: 'x', ms: 1 }, ['/patch/note', '/patch/ms']],
  ])('of a goal by %j is refused at %j', (patch, pointers) => {
    const match = table(matchOf(football))
    const target = match.record(goal)
    const answer = match.post({ kind: 'amend', target, patch })
    expect(answer).toMatchObject({ code: 'event-invalid' })
    expect('faults' in answer && answer.faults?.map(({ pointer }) => pointer)).toEqual(pointers)
  })

  it('of a start of the clock has no time to set', () => {
    const match = table(matchOf(football))
    const target = match.record({ kind: 'clock', op: 'start' })
    expect(match.post({ kind: 'amend', target, patch: { ms: 5 } })).toMatchObject({
      faults: [{ pointer: '/patch/ms' }],
    })
    const set = match.record({ kind: 'clock', op: 'set', ms: 5 })
    expect(match.post({ kind: 'amend', target: set, patch: { ms: 6 } })).toHaveProperty('seq')
  })

  it('of a move or of a correction is refused: those are voided', () => {
    const match = table(matchOf(football))
    const move = match.record({ kind: 'unit', from: 0, to: 1 })
    const undo = match.record({ kind: 'void', target: move })
    for (const target of [move, undo, 'nothing'])
      expect(match.post({ kind: 'amend', target, patch: { side: 'home' } })).toMatchObject({
        faults: [{ pointer: '/target' }],
      })
  })
})

describe('a patch that nobody checked', () => {
  it('makes no event into another', () => {
    const match = matchOf(football)
    const log = [
      entry(1, goal),
      entry(2, { kind: 'amend', target: 'e_1', patch: { kind: 'status', to: 'final', seq: 7 } }),
    ]
    expect(fold(match, log)).toEqual(fold(match, log.slice(0, 1)))
  })
})

describe('an adjustment', () => {
  it('says absolutely what stands in a unit, and counting goes on from there', () => {
    const match = table(matchOf(football))
    match.goals('home', 1)
    match.record({ kind: 'unit', from: 0, to: 1 })
    match.record({ kind: 'adjust', unit: 0, score: [2, 1], reason: 'missed two', base: 2 })
    match.goals('away', 1)
    expect(match.view()).toMatchObject({
      score: [2, 2],
      units: [{ score: [2, 1] }, { score: [0, 1] }],
    })
  })

  it('decides a set, or opens it again, and is taken back by a void', () => {
    const match = table(matchOf(volleyball))
    match.set(25, 20)
    const fixed = match.record({ kind: 'adjust', score: [24, 20], reason: 'touch', base: 45 })
    expect(match.view()).toMatchObject({ unit: { over: false }, score: [0, 0] })
    match.record({ kind: 'void', target: fixed })
    expect(match.view()).toMatchObject({ unit: { over: true }, score: [1, 0] })
  })

  it('keeps the running game of a set that goes on, and ends it where the set is over', () => {
    const match = table(matchOf(tennis))
    match.goals('home', 2, 'point')
    match.record({ kind: 'adjust', score: [4, 3], reason: 'after a crash', base: 2 })
    expect(match.view()).toMatchObject({ units: [{ score: [4, 3] }], points: ['30', '0'] })
    match.record({ kind: 'adjust', score: [6, 6], reason: 'again', base: 3 })
    expect(match.view()).toMatchObject({ points: ['0', '0'] })
    match.goals('away', 3, 'point')
    expect(match.view().points).toEqual(['0', '3'])
    match.record({ kind: 'adjust', score: [6, 4], reason: 'over', base: 7 })
    expect(match.view()).toMatchObject({ score: [1, 0], points: ['0', '0'] })
  })

  it('takes the tie-break away from a set that it says had none', () => {
    const match = table(matchOf(tennis))
    match.record({ kind: 'adjust', score: [6, 6], reason: 'after a crash', base: 0 })
    match.goals('home', 7, 'point')
    expect(match.view().units[0]).toMatchObject({ score: [7, 6], tiebreak: [7, 0] })
    match.record({ kind: 'adjust', score: [6, 7], reason: 'sides mixed up', base: 8 })
    expect(match.view().units[0]).toMatchObject({ score: [6, 7], tiebreak: [7, 0] })
    match.record({ kind: 'adjust', score: [7, 5], reason: 'there was none', base: 9 })
    expect(match.view().units[0]).not.toHaveProperty('tiebreak')
  })

  it('needs to have seen the score that it replaces', () => {
    const match = table(matchOf(football))
    match.goals('home', 1)
    const adjust = { kind: 'adjust' as const, score: [0, 0], reason: 'offside' }
    expect(match.post(adjust)).toMatchObject({ faults: [{ pointer: '/base' }] })
    expect(match.post({ ...adjust, base: 0 })).toMatchObject({ code: 'match-moved-on' })
    match.record({ kind: 'incident', key: 'yellow', side: 'home' })
    match.record({ kind: 'unit', from: 0, to: 1 })
    match.goals('away', 1)
    // The goal of the second half does not touch the first.
    expect(match.post({ ...adjust, unit: 0, base: 1 })).toHaveProperty('kind', 'adjust')
    expect(match.post({ ...adjust, unit: 1, base: 3 })).toMatchObject({ code: 'match-moved-on' })
    // Of two units, one had a goal taken away since.
    match.record({ kind: 'void', target: 'e_4' })
    expect(match.post({ ...adjust, unit: 1, base: 5 })).toMatchObject({ code: 'match-moved-on' })
    expect(match.post({ ...adjust, unit: 0, base: 5 })).toHaveProperty('kind', 'adjust')
    expect(match.post({ ...adjust, unit: 1, base: 7 })).toHaveProperty('kind', 'adjust')
  })

  it('that names no unit is of the one its sender saw', () => {
    const match = table(matchOf(volleyball))
    match.set(24, 25)
    const adjust = { kind: 'adjust' as const, score: [25, 24], reason: 'net' }
    match.record({ kind: 'unit', from: 0, to: 1 })
    expect(match.post({ ...adjust, base: 49 })).toMatchObject({ code: 'match-moved-on' })
    expect(match.post({ ...adjust, base: 49, unit: 0 })).toHaveProperty('kind', 'adjust')
  })

  it('does not set a shoot-out: its kicks are corrected one by one', () => {
    const match = table(matchOf(football))
    match.record({ kind: 'unit', from: 0, to: 4 })
    const adjust = { kind: 'adjust' as const, score: [4, 2], reason: 'x', base: 1 }
    expect(match.post(adjust)).toMatchObject({ faults: [{ pointer: '/unit' }] })
    expect(match.post({ ...adjust, unit: 4 })).toMatchObject({ faults: [{ pointer: '/unit' }] })
  })

  it('that says level at the cap has won nothing for anybody', () => {
    const match = table(matchOf(tennis))
    match.record({ kind: 'adjust', score: [7, 7], reason: 'mistaken', base: 0 })
    expect(match.view()).toMatchObject({ unit: { over: false }, score: [0, 0] })
  })

  it.each([
    [volleyball, [-3, 0], ['/score/0']],
    [tennis, [5.5, 2], ['/score/0']],
    [chess, [1.5, -1], ['/score/1']],
    [custom, [-3, 1], []],
    [chess, [1.5, 2.5], []],
  ])('has numbers that the sport can come to: $id at %j', (preset, score, pointers) => {
    const answer = table(matchOf(preset)).post({ kind: 'adjust', score, reason: 'x', base: 0 })
    const faults = 'faults' in answer ? (answer.faults ?? []) : []
    expect(faults.map(({ pointer }) => pointer)).toEqual(pointers)
  })

  it('has a number for each side', () => {
    const match = table(matchOf(football))
    expect(
      match.post({ kind: 'adjust', score: [1, 2, 3], reason: 'x', base: 0, unit: 7 }),
    ).toMatchObject({ faults: [{ pointer: '/unit' }, { pointer: '/score' }] })
  })
})

describe('what is held', () => {
  const match = matchOf(football)
  const held = { ...entry(1, goal), held: true }
  const confirm = entry(2, { kind: 'confirm', target: 'e_1' })
  const seen = (log: Parameters<typeof fold>[1]) => view(match, fold(match, log), log, 1)

  it('does not count until it is confirmed, and no longer when that is taken back', () => {
    expect(seen([held])).toMatchObject({ score: [0, 0], status: 'scheduled' })
    expect(seen([held, confirm])).toMatchObject({ score: [1, 0], status: 'live' })
    expect(seen([held, confirm, entry(3, { kind: 'void', target: 'e_2' })]).score).toEqual([0, 0])
    expect(seen([held, confirm, entry(3, { kind: 'void', target: 'e_1' })]).score).toEqual([0, 0])
  })

  it('may be a void, which then takes nothing back yet', () => {
    const undo = { ...entry(2, { kind: 'void', target: 'e_1' }), held: true }
    const score = (log: Parameters<typeof fold>[1]) => seen(log).score
    expect(score([entry(1, goal), undo])).toEqual([1, 0])
    expect(score([entry(1, goal), undo, entry(3, { kind: 'confirm', target: 'e_2' })])).toEqual([
      0, 0,
    ])
  })

  it('adds up one by one to what the whole log does', () => {
    const one = advance(match, start(match), [], held)
    expect(advance(match, one, [held], confirm)).toEqual(fold(match, [held, confirm]))
  })

  it('is confirmed once; what was never held counts already', () => {
    const court = table(match)
    const first = court.record(goal)
    expect(court.post({ kind: 'confirm', target: first })).toEqual({ seq: 1 })
  })
})

describe('a void', () => {
  it('gives the seconds of a wrong stop back', () => {
    const match = table(matchOf(football))
    match.record({ kind: 'clock', op: 'start' }, 0)
    const wrong = match.record({ kind: 'clock', op: 'stop' }, 600_000)
    match.record({ kind: 'clock', op: 'start' }, 660_000)
    match.record({ kind: 'void', target: wrong })
    match.record({ kind: 'clock', op: 'stop' }, 720_000)
    expect(match.view().clock?.elapsedMs).toBe(720_000)
  })

  it('far back opens a set again and says which', () => {
    const match = table(matchOf(volleyball))
    const first = match.record({ kind: 'score', side: 'home', key: 'point' })
    match.goals('home', 24, 'point')
    const move = match.record({ kind: 'unit', from: 0, to: 1 })
    match.goals('away', 3, 'point')
    match.record({ kind: 'void', target: first })
    expect(match.view()).toMatchObject({
      score: [0, 0],
      units: [
        { score: [24, 0], winner: null },
        { score: [0, 3], winner: null },
      ],
      warnings: [{ code: 'unit-unfinished', seq: 26, unit: 0 }],
    })
    expect(match.log[25]?.id).toBe(move)
    // A late point for the set that is open again counts there.
    match.record({ kind: 'score', side: 'home', key: 'point', unit: 0 })
    expect(match.view()).toMatchObject({ score: [1, 0], warnings: [] })
  })

  it('of what is void already is a duplicate, and so one void of it restores', () => {
    const match = table(matchOf(football))
    const first = match.record(goal)
    const undo = match.record({ kind: 'void', target: first })
    expect(match.post({ kind: 'void', target: first })).toEqual({ seq: 2 })
    match.record({ kind: 'void', target: undo })
    expect(match.view().score).toEqual([1, 0])
    match.record({ kind: 'void', target: first })
    expect(match.view().score).toEqual([0, 0])
  })
})
