import { describe, expect, it } from 'vitest'
import { football } from '#core/sport/presets/football'
import { matchOf, table } from './matches.ts'

describe('a match of any sport', () => {
  it('takes more than two sides', () => {
    const match = table(matchOf(football, {}, 4))
    match.goals('s3', 2)
    match.goals('s4', 1)
    match.record({ kind: 'status', to: 'final' })
    expect(match.view()).toMatchObject({ score: [0, 0, 2, 1], winner: 's3' })
  })

  it('shows the last twenty entries of its log, newest first, voids and voided alike', () => {
    const match = table(matchOf(football))
    match.goals('home', 24)
    match.record({ kind: 'void', target: 'e_24' })
    const { timeline } = match.view()
    expect(timeline.map((event) => event.seq)).toEqual(Array.from({ length: 20 }, (_, n) => 25 - n))
    expect(timeline[0]).toMatchObject({ kind: 'void', target: 'e_24' })
  })

  it('keeps the last twenty warnings', () => {
    const match = table(matchOf(football))
    match.goals('home', 30, 'kick')
    expect(match.view().warnings.map((warning) => warning.seq)).toEqual(
      Array.from({ length: 20 }, (_, n) => n + 11),
    )
  })
  it('keeps the last fifty kicks of each side, and counts them all', () => {
    const match = table(matchOf(football))
    match.record({ kind: 'unit', from: 0, to: 4 })
    match.goals('home', 60, 'kick')
    const { shootout } = match.view()
    expect(shootout?.score).toEqual([60, 0])
    expect(shootout?.kicks.map((kicks) => kicks.length)).toEqual([50, 0])
  })

  it('is not moved again by a voided move that is restored after another was made', () => {
    const match = table(matchOf(football))
    const first = match.record({ kind: 'unit', from: 0, to: 1 })
    match.record({ kind: 'void', target: first })
    match.record({ kind: 'unit', from: 0, to: 1 })
    match.record({ kind: 'clock', op: 'start' }, 1000)
    match.record({ kind: 'unit', from: 1, to: 2 }, 2000)
    const second = match.record({ kind: 'void', target: 'e_5' })
    match.record({ kind: 'clock', op: 'stop' }, 3000)
    expect(match.view().clock?.elapsedMs).toBe(2000)
    match.record({ kind: 'void', target: second })
    expect(match.view()).toMatchObject({ unit: { index: 2 }, clock: { elapsedMs: 0 } })
    match.record({ kind: 'void', target: 'e_2' })
    expect(match.view()).toMatchObject({ unit: { index: 2 }, warnings: [] })
  })
})
