import { describe, expect, it } from 'vitest'
import type { Preset, Rules } from '#core/sport/rules'
import { findPreset } from '#core/sport/presets'
import { kickOff, matchOf, table } from './matches.ts'

const preset = (sport: string, now = kickOff): Preset => {
  const found = findPreset(sport, now)
  if (!found) throw new Error(`no ${sport}`)
  return found
}

const court = (sport: string, rules?: Rules) => table(matchOf(preset(sport), rules))

/** One unit to that score, the last point by whoever has more; whether it is over, and who won it. */
function unitAt(sport: string, rules: Rules, [home, away]: readonly [number, number]) {
  const match = court(sport, rules)
  match.set(home, away)
  const { unit, units } = match.view()
  return { over: unit.over, winner: units[0]?.winner, score: units[0]?.score }
}

describe('a unit that is won by score', () => {
  it.each([
    ['badminton', {}, [21, 20], null],
    ['badminton', {}, [22, 20], 'home'],
    ['badminton', {}, [29, 29], null],
    ['badminton', {}, [30, 29], 'home'],
    ['badminton', { to: 15, cap: 21 }, [14, 14], null],
    ['badminton', { to: 15, cap: 21 }, [16, 14], 'home'],
    ['badminton', { to: 15, cap: 21 }, [20, 20], null],
    ['badminton', { to: 15, cap: 21 }, [20, 21], 'away'],
    ['badminton', { to: 15 }, [20, 21], 'away'],
    ['badminton', { to: 15, cap: 17 }, [16, 17], 'away'],
    ['table-tennis', {}, [10, 10], null],
    ['table-tennis', {}, [11, 10], null],
    ['table-tennis', {}, [12, 10], 'home'],
    ['volleyball', {}, [24, 24], null],
    ['volleyball', {}, [25, 24], null],
    ['volleyball', {}, [26, 24], 'home'],
    ['volleyball', {}, [25, 23], 'home'],
    ['beach-volleyball', {}, [21, 20], null],
    ['beach-volleyball', {}, [22, 20], 'home'],
    ['squash', {}, [11, 10], null],
    ['squash', {}, [10, 12], 'away'],
    ['pickleball', {}, [11, 9], 'home'],
    ['best-of', {}, [1, 0], 'home'],
    ['best-of', { to: 13, winBy: 2 }, [13, 12], null],
    ['best-of', { to: 13, winBy: 2 }, [14, 12], 'home'],
  ] as const)('%s with %j at %j: %s', (sport, rules, score, winner) => {
    expect(unitAt(sport, rules, score)).toEqual({
      over: winner !== null,
      winner,
      score: [...score],
    })
  })

  it('is to fifteen in the last set of volleyball, and by two', () => {
    const match = court('volleyball')
    for (const [unit, winner] of ['home', 'away', 'home', 'away'].entries()) {
      match.goals(winner, 25, 'point')
      match.record({ kind: 'unit', from: unit, to: unit + 1 })
    }
    match.set(14, 14)
    expect(match.view().unit.over).toBe(false)
    match.goals('home', 1, 'point')
    expect(match.view()).toMatchObject({ winner: null, score: [2, 2] })
    match.goals('home', 1, 'point')
    expect(match.view()).toMatchObject({ winner: 'home', score: [3, 2] })
  })
})

describe('badminton', () => {
  it('is played to 21 until 2027, and from 4 January 2027 to 15', () => {
    const lastDay = Date.parse('2027-01-03T23:59:59.999Z')
    expect(preset('badminton', lastDay).rules).toMatchObject({ to: 21, cap: 30 })
    const after = preset('badminton', lastDay + 1)
    expect(after.rules).toMatchObject({ to: 15, cap: 21 })
    expect(matchOf(after, { to: 21 }).rules.units[0]?.target).toEqual({ to: 21, winBy: 2, cap: 30 })
  })
})

describe('a game that one point wins', () => {
  it('is no news: every point would be one that decides', () => {
    const match = court('best-of')
    match.goals('home', 1, 'point')
    match.record({ kind: 'unit', from: 0, to: 1 })
    expect(match.view()).toMatchObject({ score: [1, 0], alert: null })
    const longer = court('best-of', { to: 3 })
    longer.goals('home', 2, 'point')
    expect(longer.view().alert).toEqual({ kind: 'game-point', side: 'home' })
  })
})

describe('rugby', () => {
  it('adds seven for a penalty try, which brings no conversion', () => {
    const match = court('rugby-union')
    match.goals('home', 1, 'penalty-try')
    expect(match.view()).toMatchObject({ score: [7, 0], warnings: [] })
    match.goals('home', 1, 'conversion')
    expect(match.view()).toMatchObject({
      score: [9, 0],
      warnings: [{ code: 'out-of-turn', seq: 2, key: 'conversion' }],
    })
  })

  it('takes one conversion after a try, by the side that scored it', () => {
    const match = court('rugby-union')
    match.goals('home', 1, 'try')
    match.goals('home', 1, 'conversion')
    expect(match.view()).toMatchObject({ score: [7, 0], warnings: [] })
    match.goals('home', 1, 'conversion')
    match.goals('away', 1, 'try')
    match.goals('home', 1, 'conversion')
    expect(match.view().warnings.map(({ seq }) => seq)).toEqual([3, 5])
  })
})

describe('basketball', () => {
  it('goes on counting the fouls of the last quarter in overtime', () => {
    const match = court('basketball')
    const fouls = (count: number) => {
      for (let n = 0; n < count; n++) match.record({ kind: 'incident', key: 'foul', side: 'home' })
    }
    const counted = () => match.view().counters.find(({ key }) => key === 'foul')
    fouls(4)
    expect(counted()).toEqual({ key: 'foul', side: 'home', count: 4, limit: 4 })
    match.record({ kind: 'unit', from: 0, to: 1 })
    expect(counted()).toBeUndefined()
    match.record({ kind: 'unit', from: 1, to: 2 })
    match.record({ kind: 'unit', from: 2, to: 3 })
    fouls(5)
    match.record({ kind: 'unit', from: 3, to: 4 })
    expect(match.view().unit).toMatchObject({ key: 'overtime', number: 1 })
    expect(counted()).toMatchObject({ count: 5, limit: 4 })
    expect(match.view().warnings).toEqual([])
  })

  it('gives two time-outs in the first half, three in the second, one in each overtime', () => {
    const match = court('basketball')
    const timeOuts: (number | null | undefined)[] = []
    for (let unit = 0; unit < 6; unit++) {
      match.record({ kind: 'incident', key: 'time-out', side: 'away' })
      timeOuts.push(match.view().counters[0]?.count, match.view().counters[0]?.limit)
      match.record({ kind: 'unit', from: unit, to: unit + 1 })
    }
    expect(timeOuts).toEqual([1, 2, 2, 2, 1, 3, 2, 3, 1, 1, 1, 1])
    match.record({ kind: 'incident', key: 'time-out', side: 'away' })
    match.record({ kind: 'incident', key: 'time-out', side: 'away' })
    expect(match.view().warnings).toEqual([
      { code: 'over-limit', seq: 14, unit: 6, key: 'time-out', side: 'away' },
    ])
  })

  it('ends three against three at 21, and overtime at two points', () => {
    const match = court('basketball-3x3')
    match.goals('home', 10, 'two')
    expect(match.view().unit.over).toBe(false)
    match.goals('home', 1, 'one')
    expect(match.view()).toMatchObject({ unit: { over: true }, score: [21, 0], winner: null })
    match.record({ kind: 'status', to: 'final' })
    expect(match.view().winner).toBe('home')

    const level = court('basketball-3x3')
    level.goals('home', 5, 'one')
    level.goals('away', 5, 'one')
    level.record({ kind: 'unit', from: 0, to: 1 })
    level.goals('away', 1, 'two')
    expect(level.view()).toMatchObject({ unit: { over: true }, score: [5, 7], warnings: [] })
  })
})

describe('ice hockey', () => {
  it('writes a shoot-out as one goal more for its winner, and says when it is decided', () => {
    const match = court('ice-hockey')
    match.goals('home', 2)
    match.goals('away', 2)
    for (const from of [0, 1, 2, 3]) match.record({ kind: 'unit', from, to: from + 1 })
    const shots = [
      ['home', true],
      ['away', false],
      ['home', true],
      ['away', false],
      ['home', false],
      ['away', true],
      ['home', true],
    ] as const
    for (const [side, scored] of shots) {
      expect(match.view().unit).toMatchObject({ key: 'shootout', over: false })
      expect(match.view().score).toEqual([2, 2])
      match.record(
        scored ? { kind: 'score', side, key: 'shot' } : { kind: 'incident', side, key: 'miss' },
      )
    }
    // Three to one: with two kicks left the other side could still draw level.
    expect(match.view().unit.over).toBe(false)
    match.record({ kind: 'incident', side: 'away', key: 'miss' })
    expect(match.view()).toMatchObject({
      unit: { over: true },
      score: [3, 2],
      shootout: { score: [3, 1] },
    })
    match.record({ kind: 'status', to: 'final' })
    expect(match.view()).toMatchObject({ score: [3, 2], winner: 'home' })
  })

  it('goes on one by one where five rounds did not do, each round to its end', () => {
    const match = court('ice-hockey')
    for (const from of [0, 1, 2, 3]) match.record({ kind: 'unit', from, to: from + 1 })
    for (let round = 0; round < 5; round++) {
      match.record({ kind: 'score', side: 'home', key: 'shot' })
      match.record({ kind: 'score', side: 'away', key: 'shot' })
    }
    match.record({ kind: 'score', side: 'home', key: 'shot' })
    expect(match.view()).toMatchObject({ unit: { over: false }, score: [0, 0] })
    match.record({ kind: 'incident', side: 'away', key: 'miss' })
    expect(match.view()).toMatchObject({ unit: { over: true }, score: [1, 0] })
  })

  it('shows no shoot-out before there is one, whatever was told early', () => {
    const match = court('ice-hockey')
    match.record({ kind: 'score', side: 'home', key: 'shot', unit: 4 })
    expect(match.view()).toMatchObject({ shootout: null, warnings: [{ code: 'unit-ahead' }] })
    for (const from of [0, 1, 2, 3]) match.record({ kind: 'unit', from, to: from + 1 })
    expect(match.view().shootout).toEqual({ score: [1, 0], kicks: [[true], []] })
  })

  it('is over with the first goal of overtime', () => {
    const match = court('ice-hockey')
    for (const from of [0, 1, 2]) match.record({ kind: 'unit', from, to: from + 1 })
    match.goals('away', 1)
    expect(match.view()).toMatchObject({ unit: { key: 'overtime', over: true }, score: [0, 1] })
  })
})

describe('a custom match', () => {
  it('has up to eight sides and points as its scorer says', () => {
    const match = table(matchOf(preset('custom'), { units: 2 }, 8))
    match.record({ kind: 'score', side: 's8', key: 'points', points: 40 })
    match.record({ kind: 'score', side: 'home', key: 'point' })
    match.record({ kind: 'unit', from: 0, to: 1 })
    match.record({ kind: 'score', side: 's8', key: 'points', points: -5 })
    expect(match.view()).toMatchObject({ score: [1, 0, 0, 0, 0, 0, 0, 35], clock: null })
    match.record({ kind: 'status', to: 'final' })
    expect(match.view().winner).toBe('s8')
    expect(match.post({ kind: 'score', side: 's8', key: 'points' })).toMatchObject({
      code: 'event-invalid',
    })
  })

  it('counts down where the match says for how long', () => {
    const match = table(matchOf(preset('custom'), { unitMs: 60_000 }))
    match.record({ kind: 'clock', op: 'start' }, 1000)
    expect(match.view().clock).toMatchObject({ direction: 'down', limitMs: 60_000, running: true })
  })
})

describe('chess', () => {
  it('counts a drawn board half for each', () => {
    const match = court('chess')
    match.goals('home', 1, 'draw')
    match.goals('away', 1, 'draw')
    match.goals('away', 1, 'win')
    expect(match.view().score).toEqual([0.5, 1.5])
  })
})
