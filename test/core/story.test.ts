import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MatchEvent } from '#core/match'
import { fold } from '#core/sport/fold'
import { editions } from '#core/sport/presets'
import { football } from '#core/sport/presets/football'
import { tennis } from '#core/sport/presets/tennis'
import { volleyball } from '#core/sport/presets/volleyball'
import { story } from '#core/sport/story'
import { view } from '#core/sport/view'
import { anyLog } from './arbitrary-matches.ts'
import { entry, kickOff, matchOf, table } from './matches.ts'

const goal = (side = 'home') => ({ kind: 'score' as const, side, key: 'goal' })
const minutes = 60_000

describe('a story', () => {
  it('says of each event where the match stood right after it', () => {
    const match = matchOf(football)
    const { log, record } = table(match)
    record({ kind: 'clock', op: 'start', occurredAt: kickOff })
    record({ ...goal(), occurredAt: kickOff + 23 * minutes })
    record({ kind: 'unit', from: 0, to: 1, occurredAt: kickOff + 46 * minutes })
    record({ ...goal('away'), occurredAt: kickOff + 50 * minutes })
    expect(
      [...story(match, log)].map(({ unit, elapsedMs, score, played }) => [
        `${unit.key} ${unit.number}`,
        elapsedMs,
        score,
        played,
      ]),
    ).toEqual([
      ['half 1', 0, [0, 0], [0, 0]],
      ['half 1', 23 * minutes, [1, 0], [1, 0]],
      ['half 2', 0, [1, 0], [0, 0]],
      ['half 2', 0, [1, 1], [0, 1]],
    ])
  })

  it('tells what was corrected as it stands, and what does not count in its place', () => {
    const match = matchOf(football)
    const { log, record } = table(match)
    const first = record({ ...goal(), player: '10' })
    const second = record(goal())
    record({ kind: 'amend', target: first, patch: { side: 'away', player: null } })
    const undone = record({ kind: 'void', target: second })
    record({ kind: 'void', target: undone })
    record({ kind: 'void', target: first })
    const held: MatchEvent = { ...entry(7, goal('away')), held: true }
    const told = [...story(match, [...log, held])]
    expect(told.map(({ event, counts, score }) => [event.kind, counts, score])).toEqual([
      ['score', 'voided', [0, 0]],
      ['score', 'yes', [1, 0]],
      ['amend', 'yes', [1, 0]],
      ['void', 'voided', [1, 0]],
      ['void', 'yes', [1, 0]],
      ['void', 'yes', [1, 0]],
      ['score', 'held', [1, 0]],
    ])
    expect([...story(match, log.slice(0, 3))][0]?.event).toMatchObject({ side: 'away' })
    expect([...story(match, log.slice(0, 3))][0]?.event).not.toHaveProperty('player')
  })

  it('tells what was confirmed as what it is', () => {
    const match = matchOf(football)
    const held: MatchEvent = { ...entry(1, goal()), held: true }
    const confirmed = entry(2, { kind: 'confirm', target: 'e_1' })
    const [first] = story(match, [held, confirmed])
    expect(first).toMatchObject({ counts: 'yes', score: [1, 0] })
  })

  it('names the running game where there is one, and what was doubtful', () => {
    const tie = matchOf(tennis)
    const point = { kind: 'score' as const, side: 'home', key: 'point' }
    const [game] = story(tie, [entry(1, point)])
    expect(game).toMatchObject({ points: ['15', '0'], score: [0, 0], played: [0, 0] })
    const hall = table(matchOf(volleyball))
    hall.set(25, 0)
    hall.record(point)
    const last = [...story(matchOf(volleyball), hall.log)].at(-1)
    expect(last).toMatchObject({ warnings: ['unit-over'], score: [1, 0], played: [25, 0] })
  })

  it.each(editions.map((preset) => [preset.edition, preset] as const))(
    'of any log of %s has every event in its order, and ends where the fold does',
    (_, preset) => {
      fc.assert(
        fc.property(anyLog(preset), ({ match, log }) => {
          const told = [...story(match, log)]
          expect(told.map(({ event }) => event.seq)).toEqual(log.map(({ seq }) => seq))
          const board = view(match, fold(match, log), log, 1)
          const { score, points, unit } = told.at(-1) ?? board
          expect([score, points, unit.key]).toEqual([board.score, board.points, board.unit.key])
        }),
        { numRuns: 50 },
      )
    },
  )
})
