import { describe, expect, it } from 'vitest'
import { tennis } from '#core/sport/presets/tennis'
import type { Rules } from '#core/sport/rules'
import { matchOf, table } from './matches.ts'

type Court = ReturnType<typeof table>

const court = (rules?: Rules) => table(matchOf(tennis, rules))

/** Points one by one: `h` is home's, `a` away's. */
function play(match: Court, points: string): Court {
  for (const point of points.replaceAll(' ', ''))
    match.goals(point === 'h' ? 'home' : 'away', 1, 'point')
  return match
}

/** Games one by one, each to love. */
const games = (match: Court, winners: string): Court =>
  play(match, [...winners].map((winner) => winner.repeat(4)).join(''))

const points = (match: Court) => match.view().points

describe('a game of tennis', () => {
  it.each([
    ['', ['0', '0']],
    ['h', ['15', '0']],
    ['hha', ['30', '15']],
    ['hhha', ['40', '15']],
    ['hhhaaa', ['40', '40']],
    ['hhhaaa h', ['Ad', '40']],
    ['hhhaaa a', ['40', 'Ad']],
    ['hhhaaa ha', ['40', '40']],
    ['hhhaaa ha ah a', ['40', 'Ad']],
    ['hhhh', ['0', '0']],
  ])('after “%s” stands at %j', (played, called) => {
    expect(points(play(court(), played))).toEqual(called)
  })

  it('is won two points ahead from deuce, and with no-ad by the next point', () => {
    expect(play(court(), 'hhhaaa hh').view().units[0]?.score).toEqual([1, 0])
    const noAd = play(court({ noAd: true }), 'hhhaaa')
    expect(points(noAd)).toEqual(['40', '40'])
    expect(play(noAd, 'a').view().units[0]?.score).toEqual([0, 1])
  })
})

describe('a set of tennis', () => {
  it('is open at 6–5 and won at 7–5', () => {
    const match = games(court(), 'hahahahahah')
    expect(match.view()).toMatchObject({ units: [{ score: [6, 5] }], unit: { over: false } })
    games(match, 'h')
    expect(match.view()).toMatchObject({
      units: [{ score: [7, 5], winner: 'home' }],
      unit: { over: true },
      score: [1, 0],
    })
    expect(match.view().units[0]).not.toHaveProperty('tiebreak')
  })

  it('comes to a tie-break at six all, which counts as one game and is shown by its points', () => {
    const match = games(court(), 'hahahahahaha')
    expect(points(match)).toEqual(['0', '0'])
    play(match, 'hahahahahaha')
    expect(points(match)).toEqual(['6', '6'])
    play(match, 'h')
    expect(match.view().unit.over).toBe(false)
    play(match, 'h')
    expect(match.view()).toMatchObject({
      units: [{ score: [7, 6], winner: 'home', tiebreak: [8, 6] }],
      points: ['0', '0'],
      unit: { over: true },
    })
  })

  it('gives a tie-break of 7–5 as 7–6', () => {
    const match = play(games(court(), 'hahahahahaha'), 'aaaaa hhhhh aa')
    expect(match.view().units[0]).toMatchObject({ score: [6, 7], tiebreak: [5, 7], winner: 'away' })
  })

  it('counts nothing once it is won, until the next one begins', () => {
    const match = play(games(court(), 'hhhhhh'), 'a')
    expect(match.view()).toMatchObject({
      units: [{ score: [6, 0] }],
      points: ['0', '0'],
      warnings: [{ code: 'unit-over', seq: 25, unit: 0 }],
    })
    match.record({ kind: 'unit', from: 0, to: 1 })
    expect(play(match, 'a').view()).toMatchObject({ points: ['0', '15'], unit: { number: 2 } })
  })

  it('of four games, Fast4, has its tie-break at three all, won by five to four', () => {
    const match = games(court({ to: 4, cap: 4, noAd: true }), 'hahaha')
    play(match, 'hahahaha')
    expect(points(match)).toEqual(['4', '4'])
    play(match, 'h')
    expect(match.view().units[0]).toMatchObject({
      score: [4, 3],
      tiebreak: [5, 4],
      winner: 'home',
    })
  })

  it('of four games has its tie-break at four all where a match only says so much', () => {
    const match = games(court({ to: 4 }), 'hahahaha')
    expect(play(match, 'hhhhhhh').view().units[0]).toMatchObject({
      score: [5, 4],
      tiebreak: [7, 0],
    })
  })
})

describe('a final set', () => {
  /** The sets before it, one each, or two each where five may be played. */
  function decider(rules: Rules): Court {
    const match = court(rules)
    const before = (rules.bestOf ?? 3) - 1
    for (let set = 0; set < before; set++) {
      games(match, (set % 2 === 0 ? 'h' : 'a').repeat(6))
      match.record({ kind: 'unit', from: set, to: set + 1 })
    }
    return games(match, 'hahahahahaha')
  }

  it('has a tie-break of seven unless the match says else', () => {
    expect(play(decider({}), 'hhhhhhh').view()).toMatchObject({ winner: 'home', score: [2, 1] })
  })

  it('may have one of ten, in the fifth set only', () => {
    const match = play(decider({ bestOf: 5, finalSet: 'tiebreak10' }), 'hhhhhhhhh')
    expect(match.view()).toMatchObject({ winner: null, points: ['9', '0'] })
    expect(play(match, 'h').view()).toMatchObject({
      winner: 'home',
      units: [{}, {}, {}, {}, { score: [7, 6], tiebreak: [10, 0] }],
    })
    const first = games(court({ bestOf: 5, finalSet: 'tiebreak10' }), 'hahahahahaha')
    expect(play(first, 'hhhhhhh').view().units[0]).toMatchObject({ winner: 'home' })
  })

  it('may go on until somebody leads by two games', () => {
    const match = games(decider({ finalSet: 'advantage' }), 'hahaha')
    expect(match.view()).toMatchObject({ winner: null, points: ['0', '0'] })
    expect(match.view().units[2]).toMatchObject({ score: [9, 9] })
    expect(games(match, 'hh').view()).toMatchObject({ winner: 'home', score: [2, 1] })
  })

  it('is also the only set of a match', () => {
    const level = (rules: Parameters<typeof court>[0]) =>
      games(court({ bestOf: 1, ...rules }), 'hahahahahaha')
    expect(play(level({}), 'hhhhhhh').view()).toMatchObject({ units: [{ score: [7, 6] }] })
    const ten = play(level({ finalSet: 'tiebreak10' }), 'hhhhhhh')
    expect(ten.view()).toMatchObject({ winner: null, points: ['7', '0'] })
    expect(play(ten, 'hhh').view()).toMatchObject({ winner: 'home' })
    const long = games(level({ finalSet: 'advantage' }), 'h')
    expect(long.view()).toMatchObject({ winner: null, units: [{ score: [7, 6] }] })
    expect(games(long, 'h').view()).toMatchObject({ winner: 'home', units: [{ score: [8, 6] }] })
  })
})

describe('the serve', () => {
  const serving = (match: Court) => match.view().serve

  it('is nobody’s until somebody says so, and then goes round game by game', () => {
    const match = court()
    expect(serving(games(match, 'h'))).toBeNull()
    match.record({ kind: 'serve', side: 'away' })
    const seen = [...'hahh'].map((winner) => {
      const before = serving(match)
      games(match, winner)
      return before
    })
    expect(seen).toEqual(['away', 'home', 'away', 'home'])
  })

  it('is one, then two and two, in a tie-break, and whoever received first begins the next set', () => {
    const match = court()
    match.record({ kind: 'serve', side: 'home' })
    games(match, 'hahahahahaha')
    const order = [...'hahahahahaha'].map((winner) => {
      const before = serving(match)?.at(0)
      play(match, winner)
      return before
    })
    expect(order.join('')).toBe('haahhaahhaah')
    play(match, 'hh')
    match.record({ kind: 'unit', from: 0, to: 1 })
    expect(serving(match)).toBe('away')
  })

  it('goes on into the next set after an even number of games, and is mended by saying so', () => {
    const match = court()
    match.record({ kind: 'serve', side: 'home' })
    games(match, 'hhahahhh')
    expect(match.view().units[0]?.score).toEqual([6, 2])
    match.record({ kind: 'unit', from: 0, to: 1 })
    expect(serving(match)).toBe('home')
    games(match, 'h')
    match.record({ kind: 'serve', side: 'home' })
    expect(serving(match)).toBe('home')
    expect(serving(games(match, 'h'))).toBe('away')
  })
})

describe('what is at stake', () => {
  const alert = (match: Court) => match.view().alert
  const served = () => {
    const match = court()
    match.record({ kind: 'serve', side: 'home' })
    return match
  }

  it('is a game for who serves, and a break for who does not', () => {
    expect(alert(play(served(), 'hhh'))).toEqual({ kind: 'game-point', side: 'home' })
    expect(alert(play(served(), 'aaah'))).toEqual({ kind: 'break-point', side: 'away' })
    expect(alert(play(served(), 'hhhaaa'))).toBeNull()
    expect(alert(play(court(), 'aaa'))).toEqual({ kind: 'game-point', side: 'away' })
  })

  it('is called a break at forty all without advantage, for the receiver has more to win', () => {
    const match = court({ noAd: true })
    match.record({ kind: 'serve', side: 'home' })
    expect(alert(play(match, 'hhhaaa'))).toEqual({ kind: 'break-point', side: 'away' })
  })

  it('is a set, or the match, whoever serves', () => {
    const match = play(games(served(), 'hhhhh'), 'hhh')
    expect(alert(match)).toEqual({ kind: 'set-point', side: 'home' })
    play(match, 'h')
    expect(alert(match)).toBeNull()
    match.record({ kind: 'unit', from: 0, to: 1 })
    expect(alert(play(games(match, 'hhhhh'), 'hhh'))).toEqual({ kind: 'match-point', side: 'home' })
  })
})

describe('ends', () => {
  it('change after each odd game, and after every six points of a tie-break', () => {
    const match = court()
    const due = () => match.view().ends?.due
    expect(due()).toBe(false)
    games(match, 'h')
    expect(match.view().ends).toEqual({ swapped: true, due: true })
    play(match, 'h')
    expect(due()).toBe(false)
    play(match, 'hhh')
    expect(due()).toBe(false)
    games(match, 'aahahahaha')
    expect(match.view().units[0]?.score).toEqual([6, 6])
    expect(match.view().ends).toEqual({ swapped: false, due: false })
    play(match, 'hahaha')
    expect(match.view().ends).toEqual({ swapped: true, due: true })
    play(match, 'hahahh')
    // After six points and after the tie-break: its twelve points bring two changes, not three.
    expect(match.view().units[0]?.tiebreak).toEqual([7, 5])
    expect(match.view().ends).toEqual({ swapped: false, due: true })
  })
})
