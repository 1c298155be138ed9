import { flushSync, mount, unmount, type Component } from 'svelte'
import { afterEach, describe, expect, it } from 'vitest'
import type { MatchView, NewEvent } from '#core/match'
import OverlayMatch from '../../client/parts/OverlayMatch.svelte'
import ScoreboardPart from '../../client/parts/Scoreboard.svelte'
import ScreenMatch from '../../client/parts/ScreenMatch.svelte'
import { nameOf, played } from '../support/games.ts'
import { play, playedOut } from './played.ts'

let mounted: object[] = []
afterEach(async () => {
  await Promise.all(mounted.map((part) => unmount(part)))
  mounted = []
})

const plain = (node: Element | null | undefined) =>
  (node?.textContent ?? '').replaceAll(/\s+/g, ' ').trim()

/** What a board says to whoever reads it, hidden words included. */
function show(Part: Component<never>, match: MatchView, now: number, more: object = {}) {
  const target = document.createElement('div')
  document.body.append(target)
  mounted.push(mount(Part as Component<object>, { target, props: { match, now, ...more } }))
  flushSync()
  return {
    text: () => plain(target),
    sides: () => [...target.querySelectorAll('ul > li')].map(plain),
    large: () => [...target.querySelectorAll('ul > li strong')].map(plain),
    call: () => plain(target.querySelector('.call')),
    clock: () => plain(target.querySelector('[role=timer]')),
    rows: () => [...target.querySelectorAll('tbody tr')].map((row) => [...row.children].map(plain)),
    current: () => plain(target.querySelector('thead .current')),
    story: () => [...target.querySelectorAll('ol li')].map(plain),
    all: (selector: string) => [...target.querySelectorAll(selector)].map(plain),
  }
}

const Scoreboard = ScoreboardPart as unknown as Component<never>
const board = (match: MatchView, now = 0) => show(Scoreboard, match, now)
const boardOf = (name: string, until: 'begun' | 'final', sides?: number) => {
  const { view, now } = playedOut(name, until, sides)
  return board(view, now)
}

describe('a set sport', () => {
  it('shows volleyball’s running set large, sets won beside it, and every set in a table', () => {
    const { large, rows, current, sides } = boardOf('volleyball', 'begun')
    expect(large()).toEqual(['17', '19'])
    expect(rows()).toEqual([
      ['HOMReds', '25', '22', '17', '1'],
      ['AWABlues', '20', '25', '19', '1'],
    ])
    expect(current()).toBe('3Set 3, now')
    expect(sides()[0]).toContain('Sets 1')
    expect(sides()[1]).toContain('Serving')
    expect(sides()[0]).toContain('1 of 2 time-outs left')
    expect(sides()[1]).toContain('Substitutions: 3 of 6')
    expect(sides()[1]).toContain('1 yellow card')
  })

  it('shows the sets won when it is over', () => {
    const { large, call, sides, current } = boardOf('volleyball', 'final')
    expect(large()).toEqual(['3', '2'])
    expect(call()).toBe('Match to Reds · 3–2')
    expect(sides()[0]).toContain('Winner')
    expect(sides().join()).not.toContain('Serving')
    expect(current()).toBe('')
  })

  it('shows tennis with points large, games in the table, and the loser’s points of a tie-break', () => {
    const { large, rows, call, sides } = boardOf('tennis', 'begun')
    expect(large()).toEqual(['40', 'Ad'])
    expect(rows()).toEqual([
      ['HOMReds', '7', '3', '1'],
      ['AWABlues', '6, tie-break5', '2', '0'],
    ])
    expect(call()).toBe('Break point · Blues')
    expect(sides()[0]).toContain('Serving')
    expect(sides()[0]).toMatch(/Games 3 ?Sets 1/)
  })

  it('tells each point of a game by the game, and the games once it is won', () => {
    const game = play('tennis')
    game.record({ kind: 'serve', side: 'home' })
    game.points('home', 4)
    game.points('away', 1)
    game.points('home', 1)
    const told = board(game.view()).story()
    expect(told.map((line) => line.split(' ').at(-1))).toEqual([
      '15–15',
      '0–15',
      '1–0',
      '40–0',
      '30–0',
      '15–0',
    ])
  })

  it('says that nobody serves once a set is over', () => {
    const game = play('volleyball')
    game.record({ kind: 'serve', side: 'home' })
    game.points('home', 24)
    expect(board(game.view()).sides()[0]).toContain('Serving')
    game.points('home', 1)
    expect(board(game.view()).text()).not.toContain('Serving')
    game.record({ kind: 'unit', from: 0, to: 1 })
    expect(board(game.view()).text()).toContain('Serving')
  })

  it('says that a tie-break begins, and who is a point from what', () => {
    const game = play('tennis')
    game.record({ kind: 'serve', side: 'home' })
    const win = (side: string) => game.points(side, 4)
    for (let n = 0; n < 5; n++) for (const side of ['home', 'away']) win(side)
    expect(board(game.view()).call()).toBe('Point · Blues')
    win('home')
    expect(board(game.view()).call()).toBe('Change ends')
    win('away')
    const { call, text, large } = board(game.view())
    expect(call()).toBe('Tie-break')
    expect(text()).toContain('Set 1 · Tie-break')
    expect(large()).toEqual(['0', '0'])
    game.points('home', 6)
    expect(board(game.view()).call()).toBe('Set point · Reds · Change ends')
    game.points('home', 1)
    expect(board(game.view()).call()).toBe('Set 1 to Reds · 7–6 · Change ends')
  })

  it('says that a set is open again when the point that won it is taken back', () => {
    const game = play('volleyball')
    game.points('home', 24)
    const won = game.record({ kind: 'score', side: 'home', key: 'point' })
    game.record({ kind: 'unit', from: 0, to: 1 })
    game.record({ kind: 'void', target: won })
    expect(board(game.view()).call()).toBe('Set 1 is open again')
    game.points('away', 1)
    expect(board(game.view()).call()).toBe('Point · Blues')
  })
})

describe('a period sport', () => {
  it('shows football’s clock past its limit, what was announced, and minutes', () => {
    const { clock, large, rows, story, sides } = boardOf('football', 'begun')
    expect(clock()).toBe('90+2:10, announced+4')
    expect(large()).toEqual(['1', '2'])
    expect(rows()).toEqual([
      ['HOMReds', '1', '0', '1'],
      ['AWABlues', '1', '1', '2'],
    ])
    expect(sides()[1]).toContain('2 yellow cards')
    expect(sides()[0]).toContain('1 red card')
    expect(story()[0]).toBe('67’ Goal · Blues, Kim 1–2')
    expect(story().at(-2)).toBe('45+3’ Goal · Blues 1–1')
    expect(story().at(-1)).toBe('12’ Goal · Reds, Ana 1–0')
  })

  it('shows kicks one by one, large while they are taken and beside the score at the end', () => {
    const game = play('football')
    game.at('0:01', { kind: 'unit', from: 0, to: 4 })
    for (const side of ['home', 'away']) game.record({ kind: 'score', side, key: 'kick' })
    game.record({ kind: 'incident', side: 'home', key: 'miss' })
    const kicking = board(game.view())
    expect(kicking.large()).toEqual(['1', '1'])
    expect(kicking.sides()[0]).toContain('Score 0')
    const label = document.querySelector('[role=img]')?.getAttribute('aria-label')
    expect(label).toBe('Kicks: scored, missed')
    const { call, large, sides } = boardOf('football', 'final')
    expect(large()).toEqual(['2', '2'])
    expect(sides()[0]).toContain('Shoot-out 4')
    expect(call()).toBe('Winner · Reds · 2–2, shoot-out 4–3')
  })

  it('says bonus of the side that shoots, from the foul after the last free one on', () => {
    const game = play('basketball')
    const foul = () => game.record({ kind: 'incident', side: 'home', key: 'foul' })
    for (let n = 0; n < 4; n++) foul()
    expect(board(game.view()).text()).not.toMatch(/bonus/i)
    foul()
    const { sides } = board(game.view())
    expect(sides()[0]).toContain('Fouls: 5, 4 are free')
    expect(sides()[0]).not.toMatch(/bonus/i)
    expect(sides()[1]).toContain('Bonus')
    game.record({ kind: 'status', to: 'final' })
    expect(board(game.view()).text()).not.toMatch(/bonus|foul:|fouls:/i)
  })

  it('shows all the time-outs of a side that has taken none, once the other has', () => {
    const game = play('basketball')
    game.record({ kind: 'incident', side: 'home', key: 'time-out' })
    const { sides } = board(game.view())
    expect(sides()[0]).toContain('1 of 2 time-outs left')
    expect(sides()[1]).toContain('2 of 2 time-outs left')
  })

  it('leaves an empty mark for the side whose kick is next', () => {
    const game = play('football')
    game.at('0:01', { kind: 'unit', from: 0, to: 4 })
    const marks = () => {
      board(game.view())
      const drawn = document.querySelectorAll('body > div:last-child [role=img]')
      return [...drawn].map((dots) => dots.children.length)
    }
    expect(marks()).toEqual([1, 1])
    game.record({ kind: 'score', side: 'home', key: 'kick' })
    expect(marks()).toEqual([1, 1])
    game.record({ kind: 'incident', side: 'away', key: 'miss' })
    expect(marks()).toEqual([2, 2])
  })

  it('shows who is off and for how long, and nobody when that is over', () => {
    const game = play('ice-hockey')
    game.at('0:00', { kind: 'clock', op: 'start' })
    game.at('1:00', { kind: 'incident', side: 'away', key: 'minor', player: '14' })
    const at = (time: string) => board(game.view(), game.now(time)).sides()[1]
    expect(at('1:28')).toContain('Minor penalty, off for1:32 #14')
    expect(at('2:59')).toContain('0:01')
    expect(at('3:00')).not.toContain('off for')
  })

  it('has a column for what a shoot-out adds to the score', () => {
    const { rows, all } = boardOf('ice-hockey', 'final')
    expect(all('thead [aria-hidden]').at(-1)).toBe('SO')
    for (const row of rows()) {
      const cells = row.slice(1).map(Number)
      expect(cells.slice(0, -1).reduce((sum, cell) => sum + cell, 0)).toBe(cells.at(-1))
    }
  })

  it('tells what was corrected once', () => {
    const game = play('football')
    const goal = game.record({ kind: 'score', side: 'home', key: 'goal' })
    game.record({ kind: 'amend', target: goal, patch: { player: 'Ana' } })
    const wall = show(ScreenMatch as unknown as Component<never>, game.view(), 0)
    expect(wall.call()).toBe('Corrected: Goal · Reds, Ana')
    expect(wall.story()).toEqual([])
  })

  it('shows a basketball quarter by what is left of it', () => {
    const { clock, story, rows } = boardOf('basketball', 'begun')
    expect(clock()).toBe('04:12')
    expect(story()[0]).toBe('Q2 4:12 Time-out · Blues')
    expect(rows()).toEqual([
      ['HOMReds', '16', '3', '19'],
      ['AWABlues', '18', '0', '18'],
    ])
  })

  it('says what was taken back, corrected and set by hand, and strikes what does not count', () => {
    const game = play('football')
    const goal = game.record({ kind: 'score', side: 'home', key: 'goal' })
    game.record({ kind: 'amend', target: goal, patch: { side: 'away' } })
    expect(board(game.view()).call()).toBe('Corrected: Goal · Blues')
    const undo = game.record({ kind: 'void', target: goal })
    const after = board(game.view())
    expect(after.call()).toBe('Taken back: Goal · Blues')
    expect(after.story()).toEqual(['Taken back:Goal · Reds'])
    game.record({ kind: 'void', target: undo })
    expect(board(game.view()).story()).toEqual(['1’ Goal · Blues 0–1'])
    game.record({ kind: 'adjust', score: [2, 1], reason: 'Video', base: 4 } as never)
    expect(board(game.view()).call()).toBe('Score set to 2–1')
    game.record({ kind: 'status', to: 'review' })
    expect(board(game.view()).text()).toContain('Under review')
  })
})

describe('the overlay', () => {
  const overlay = (match: MatchView) =>
    show(OverlayMatch as unknown as Component<never>, match, 0, { wide: false })
  const game = (side: 'home' | 'away') => Array.from({ length: 4 }, () => side)
  const sets = (count: number, side: 'home' | 'away') =>
    Array.from({ length: count }, () => game(side)).flat()

  it('says a set that is over once: large, as it was while it was played', () => {
    const match = play('tennis')
    match.record({ kind: 'serve', side: 'home' })
    for (const side of [...sets(4, 'away'), ...sets(6, 'home')]) match.points(side, 1)
    expect(match.view().unit.over).toBe(true)
    const { large, all } = overlay(match.view())
    expect(large()).toEqual(['6', '4'])
    expect(all('.unit')).toEqual([])
    expect(all('.tally')).toEqual(['Sets:1', 'Sets:0'])
    match.record({ kind: 'unit', from: 0, to: 1 })
    match.points('away', 1)
    const next = overlay(match.view())
    expect(next.large()).toEqual(['0', '15'])
    expect(next.all('.unit')).toEqual(['Set 1:6', 'Set 2:0', 'Set 1:4', 'Set 2:0'])
    expect(next.all('.tally')).toEqual([])
  })

  it('says who plays on with fewer', () => {
    const { view } = playedOut('football', 'begun')
    expect(overlay(view).all('.red')).toEqual(['1 red cardR'])
  })

  it('keeps a score in one line, wherever the call has to break', () => {
    const match = play('volleyball')
    match.points('away', 24)
    match.points('home', 24)
    match.points('away', 2)
    const { call, all } = overlay(match.view())
    expect(call()).toMatch(/^Set 1 to Blues · 24–26/)
    expect(all('.call span span')).toEqual(['24–26'])
  })

  it('says how a shoot-out ended, beside the score that it did not change', () => {
    const match = play('football')
    match.record({ kind: 'unit', from: 0, to: 4 })
    match.goals('home', 3, 'kick')
    match.goals('away', 1, 'kick')
    expect(overlay(match.view()).all('.tally')).toEqual(['Score:0', 'Score:0'])
    match.record({ kind: 'status', to: 'final' })
    const { large, all } = overlay(match.view())
    expect(large()).toEqual(['0', '0'])
    expect(all('.tally')).toEqual(['Shoot-out:3', 'Shoot-out:1'])
  })
})

it('shows eight sides, each with its own score after what happened to it', () => {
  const { large, story } = boardOf('custom', 'begun', 8)
  expect(large()).toEqual(['4', '7', '120', '0', '−10', '0', '0', '45'])
  expect(story()[0]).toBe('−10 · Whites −10')
})

describe('a quiz of five', () => {
  const right = ['home', 'home', 'away', 's3', 's3', 's4']
  const quiz = (...more: NewEvent[]) => {
    const match = play('quiz', { sides: 5 })
    for (const side of right) match.record({ kind: 'score', side, key: 'right' })
    for (const event of more) match.record(event)
    const view = match.view()
    return [board(view), show(ScreenMatch as unknown as Component<never>, view, 0)]
  }
  const place = (side: string) => /[1-5](st|nd|rd|th)/.exec(side)?.[0]

  it('has no places while it is played', () => {
    for (const { sides } of quiz()) expect(sides().map(place).filter(Boolean)).toEqual([])
  })

  it('is told by places when it is over; who has the same has the same place', () => {
    for (const { sides, call } of quiz({ kind: 'status', to: 'final' })) {
      expect(sides().map(place)).toEqual(['1st', '3rd', '1st', '3rd', '5th'])
      expect(call()).toBe('First place is shared')
    }
  })

  it('has whom the official named in the first place', () => {
    for (const { sides } of quiz({ kind: 'status', to: 'final', side: 's3' }))
      expect(sides().map(place)).toEqual(['2nd', '3rd', '1st', '3rd', '5th'])
  })

  it('has no places when it was abandoned', () => {
    for (const { sides } of quiz({ kind: 'status', to: 'abandoned' }))
      expect(sides().map(place).filter(Boolean)).toEqual([])
  })

  it('still says who was named the winner when it was abandoned', () => {
    for (const { sides } of quiz({ kind: 'status', to: 'abandoned', side: 's3' }))
      expect(sides().map((side) => side.includes('Winner'))).toEqual([
        false,
        false,
        true,
        false,
        false,
      ])
  })
})

it('shows on the wall what is counted of three or four sides, too', () => {
  const view = play('custom', { sides: 4 }).view()
  const counters = [{ key: 'foul', side: 's4', count: 6, limit: 5 }]
  const { sides } = show(ScreenMatch as unknown as Component<never>, { ...view, counters }, 0)
  expect(sides().filter((side) => side.includes('Fouls: 6, 5 are free'))).toEqual([sides()[3]])
})

describe.each(played.map((game) => [nameOf(game), game] as const))('a match of %s', (_, game) => {
  it.each(['begun', 'final'] as const)('says the same numbers everywhere: %s', (until) => {
    const { view, now } = playedOut(game.sport, until, game.sides)
    const small = board(view, now)
    const wall = show(ScreenMatch as unknown as Component<never>, view, now)
    const overlay = show(OverlayMatch as unknown as Component<never>, view, now, { wide: false })
    expect(wall.large()).toEqual(small.large())
    expect(overlay.large()).toEqual(small.large())
    for (const { text } of [small, wall, overlay]) {
      for (const { name } of view.sides) expect(text()).toContain(name)
      expect(text()).not.toMatch(/undefined|null|NaN/)
    }
    if (until === 'final') expect(small.text()).toContain('Final')
  })
})
