import { expect, it } from 'vitest'
import { football } from '#core/sport/presets/football'
import { tennis } from '#core/sport/presets/tennis'
import { volleyball } from '#core/sport/presets/volleyball'
import { matchOf, table } from './matches.ts'

it('says of each event of the timeline when in the unit it was, and the score after it', () => {
  const match = table(matchOf(football))
  match.record({ kind: 'clock', op: 'start' }, 0)
  match.record({ kind: 'score', side: 'home', key: 'goal' }, 2_830_000)
  match.record({ kind: 'unit', from: 0, to: 1 }, 2_900_000)
  match.record({ kind: 'score', side: 'away', key: 'goal' }, 3_900_000)
  expect(match.view().moments).toEqual([
    { seq: 4, unit: 1, elapsedMs: 0, score: [1, 1], points: null },
    { seq: 3, unit: 1, elapsedMs: 0, score: [1, 0], points: null },
    { seq: 2, unit: 0, elapsedMs: 2_830_000, score: [1, 0], points: null },
    { seq: 1, unit: 0, elapsedMs: 0, score: [0, 0], points: null },
  ])
})

it('follows the clock as it is told now: a stop that is taken back moves what came after it', () => {
  const match = table(matchOf(football))
  match.record({ kind: 'clock', op: 'start' }, 0)
  const stop = match.record({ kind: 'clock', op: 'stop' }, 60_000)
  match.record({ kind: 'score', side: 'home', key: 'goal' }, 120_000)
  expect(match.view().moments[0]).toMatchObject({ seq: 3, elapsedMs: 60_000 })
  match.record({ kind: 'void', target: stop }, 130_000)
  expect(match.view().moments.map(({ seq, elapsedMs }) => [seq, elapsedMs])).toEqual([
    [3, 120_000],
    [1, 0],
  ])
})

it('has the running score of the set in a set sport, and no more than the timeline shows', () => {
  const match = table(matchOf(volleyball))
  match.set(25, 3)
  match.record({ kind: 'unit', from: 0, to: 1 })
  match.goals('away', 1, 'point')
  const { moments, timeline } = match.view()
  expect(moments[0]).toMatchObject({ unit: 1, elapsedMs: null, score: [0, 1] })
  expect(moments.map(({ seq }) => seq)).toEqual(timeline.map(({ seq }) => seq))
  expect(moments).toHaveLength(20)
})

it('tells the points of one game of tennis apart', () => {
  const match = table(matchOf(tennis))
  match.goals('home', 2, 'point')
  expect(match.view().moments.map(({ score, points }) => [score, points])).toEqual([
    [
      [0, 0],
      ['30', '0'],
    ],
    [
      [0, 0],
      ['15', '0'],
    ],
  ])
})
