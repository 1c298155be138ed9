import { describe, expect, it } from 'vitest'
import type { Clock } from '#core/clock'
import type { MatchView } from '#core/match'
import { callWords } from '../../client/parts/call-words.ts'
import { stateWords } from '../../client/parts/match-words.ts'
import { logged, matchView } from './match-view.ts'

describe('between two parts', () => {
  const clock = (elapsedMs: number, running = false): Clock => ({
    running,
    elapsedMs,
    since: running ? 0 : null,
    direction: 'up',
    limitMs: 2_700_000,
    offsetMs: 0,
    addedMs: 0,
    atLimit: 'run',
  })
  const words = (key: string, number: number, given: Partial<MatchView> = {}) => {
    const unit = { index: number - 1, key, number, over: false }
    const units = [{ key, number, score: [0, 0], winner: null }]
    return stateWords(matchView({ unit, units, clock: clock(2_700_000), ...given }))
  }
  const used = [{ seq: 1, unit: 0, elapsedMs: 2_800_000, score: [0, 0], points: null }]

  it.each([
    ['half', 1, 'Half-time'],
    ['quarter', 1, 'Break'],
    ['quarter', 2, 'Break'],
    ['period', 2, 'Break'],
    ['extra', 1, 'Break'],
    // Only the official knows whether something follows.
    ['half', 2, '2nd half'],
    ['quarter', 4, '4th quarter'],
    ['period', 3, '3rd period'],
    ['extra', 2, 'Extra time 2'],
    ['overtime', 1, 'Overtime'],
    ['regular', 1, 'Regular time'],
  ])('a clock that was stopped at the end of %s %i makes it %s', (key, number, expected) => {
    expect(words(key, number)).toBe(expected)
  })

  it('a clock that runs past the end, or stands before it, is of a part that is played', () => {
    expect(words('half', 1, { clock: clock(2_700_000, true) })).toBe('1st half')
    expect(words('half', 1, { clock: clock(2_699_999) })).toBe('1st half')
    expect(words('half', 1, { status: 'review' })).toBe('1st half · Under review')
    expect(words('half', 1, { status: 'final' })).toBe('Final')
  })

  it.each([
    ['half', 2, 'Half-time'],
    ['quarter', 3, 'Break'],
    ['extra', 1, 'Break'],
  ])('%s %i whose clock has not been started is a %s', (key, number, expected) => {
    const unit = { index: 4, key, number, over: false }
    expect(words(key, number, { unit, clock: clock(0), moments: used })).toBe(expected)
  })

  it('nothing is called that has not happened yet', () => {
    const unit = { index: 1, key: 'half', number: 2, over: false }
    const begun = logged(2, { kind: 'unit', from: 0, to: 1 })
    const waiting = matchView({ unit, clock: clock(0), moments: used, timeline: [begun] })
    expect(callWords(waiting)).toBe('')
    expect(callWords({ ...waiting, clock: clock(0, true) })).toBe('Start of 2nd half')
  })

  it('no clock at all makes no break, nor one that nobody uses or somebody forgot', () => {
    const score = [{ key: 'half', number: 2, score: [0, 1], winner: null }]
    expect(words('half', 2, { clock: null, moments: used })).toBe('2nd half')
    expect(words('half', 2, { clock: clock(0) })).toBe('2nd half')
    expect(words('half', 2, { clock: clock(0), moments: used, units: score })).toBe('2nd half')
    expect(words('half', 1, { clock: clock(0) })).toBe('1st half')
  })
})
