import { describe, expect, it } from 'vitest'
import { faceOf } from '../../client/parts/clock-face.ts'
import { minuteWords } from '../../client/parts/minute-words.ts'
import { play, type Game } from './played.ts'

const minuteOfLast = (game: Game) => minuteWords(game.view(), game.view().moments[0]!)
const goal = { kind: 'score', side: 'home', key: 'goal' } as const

describe('the minute of an event', () => {
  it.each([
    ['0:00', '1’'],
    ['0:59', '1’'],
    ['1:00', '2’'],
    ['44:59', '45’'],
    ['45:00', '45+1’'],
    ['47:10', '45+3’'],
  ])('of a football match after %s is %s', (time, words) => {
    const game = play('football')
    game.at('0:00', { kind: 'clock', op: 'start' })
    game.at(time, goal)
    expect(minuteOfLast(game)).toBe(words)
  })

  it('counts through the halves, and keeps the minutes of those that are over', () => {
    const game = play('football')
    game.at('0:00', { kind: 'clock', op: 'start' })
    game.at('46:30', goal)
    game.at('48:00', { kind: 'unit', from: 0, to: 1 })
    game.at('60:00', { kind: 'clock', op: 'start' })
    game.at('81:30', goal)
    const view = game.view()
    expect(view.moments.map((moment) => minuteWords(view, moment))).toEqual([
      '67’',
      '46’',
      '46’',
      '45+2’',
      '1’',
    ])
  })

  it('is still known in the shoot-out, which nobody times', () => {
    const game = play('football')
    game.at('0:00', { kind: 'clock', op: 'start' })
    game.at('9:10', goal)
    game.at('50:00', { kind: 'unit', from: 0, to: 4 })
    game.at('51:00', { kind: 'score', side: 'home', key: 'kick' })
    const view = game.view()
    expect(view.moments.map((moment) => minuteWords(view, moment))).toEqual([
      null,
      null,
      '10’',
      '1’',
    ])
  })

  it('is the last one where a clock stands still at the end', () => {
    const game = play('handball')
    game.at('0:00', { kind: 'clock', op: 'start' })
    game.at('30:20', goal)
    expect(minuteOfLast(game)).toBe('30’')
  })

  it('is what is left where the clock counts down', () => {
    const game = play('basketball')
    game.at('0:00', { kind: 'clock', op: 'start' })
    game.at('1:00', { kind: 'unit', from: 0, to: 1 })
    game.at('2:00', { kind: 'clock', op: 'start' })
    game.at('7:48', { kind: 'score', side: 'home', key: 'three' })
    expect(minuteOfLast(game)).toBe('Q2 4:12')
  })

  it('is none where nobody times it', () => {
    const game = play('tennis')
    game.points('home', 1)
    expect(minuteOfLast(game)).toBeNull()
  })
})

describe('the face of a clock', () => {
  const clock = (given: object) => ({
    running: true,
    elapsedMs: 0,
    since: 0,
    direction: 'up' as const,
    limitMs: 2_700_000,
    offsetMs: 0,
    addedMs: 0,
    atLimit: 'run' as const,
    ...given,
  })

  it.each([
    [{}, 65_900, { main: '01:05', over: null, added: null }],
    [{}, 2_699_999, { main: '44:59', over: null, added: null }],
    [{}, 2_700_000, { main: '45', over: '+0:00', added: null }],
    [{ addedMs: 240_000 }, 2_830_000, { main: '45', over: '+2:10', added: '+4' }],
    [{ offsetMs: 2_700_000 }, 2_830_000, { main: '90', over: '+2:10', added: null }],
    [{ atLimit: 'hold' }, 2_830_000, { main: '45:00', over: null, added: null }],
    [{ direction: 'down', atLimit: 'hold' }, 1, { main: '45:00', over: null, added: null }],
    [{ direction: 'down', atLimit: 'hold' }, 2_699_001, { main: '00:01', over: null, added: null }],
    [{ direction: 'down', atLimit: 'hold' }, 2_700_000, { main: '00:00', over: null, added: null }],
  ])('%j after %i ms', (given, now, face) => {
    expect(faceOf(clock(given), now)).toEqual(face)
  })
})
