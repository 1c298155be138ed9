import { describe, expect, it } from 'vitest'
import type { Happening, MatchEvent } from '#core/match'
import { isHeld, twinOf } from '#core/sport/hold'
import { custom } from '#core/sport/presets/custom'
import { football } from '#core/sport/presets/football'
import { volleyball } from '#core/sport/presets/volleyball'
import type { Preset } from '#core/sport/rules'
import { entry, kickOff, matchOf } from './matches.ts'

const goal = { kind: 'score', side: 'home', key: 'goal', unit: 0 } as const
const point = { kind: 'score', side: 'home', key: 'point', unit: 0 } as const
const yellow = { kind: 'incident', side: 'home', key: 'yellow' } as const

/** What Ann has posted, one event a second from the kick-off, and she has seen all of it. */
const byAnn = (...events: Happening[]): MatchEvent[] =>
  events.map((event, index) => ({
    ...entry(index + 1, event, (index + 1) * 1000),
    official: 'ann',
  }))

interface Said {
  /** When it happened, in ms from the kick-off. */
  happened: number
  /** When it came; absent: then. */
  came?: number
  base?: number
  official?: string
}

/** Is it held, if Bo posts this next? */
function held(
  preset: Preset,
  log: MatchEvent[],
  event: Happening,
  { happened, came = happened, base = 0, official = 'bo' }: Said,
): boolean {
  const said = { ...entry(log.length + 1, event, happened), at: kickOff + came, official }
  return isHeld(matchOf(preset).rules, log, said, base)
}

describe('the same thing told by two officials at the same moment', () => {
  const log = byAnn(goal)

  it.each([
    ['half a second later', { happened: 1500 }, true],
    ['half a second earlier, and told later', { happened: 500, came: 1700 }, true],
    ['two seconds later', { happened: 3000 }, false],
    ['by the same official', { happened: 1500, official: 'ann' }, false],
    ['by somebody who had seen it', { happened: 1500, base: 1 }, false],
  ])('%s: held %s', (_, said, expected) => {
    expect(held(football, log, goal, said)).toBe(expected)
  })

  it.each([
    ['the other side', { ...goal, side: 'away' }],
    ['something else', yellow],
    ['another period', { ...goal, unit: 1 }],
  ])('is not the same if it is about %s', (_, event) => {
    expect(held(football, log, event, { happened: 1500 })).toBe(false)
  })

  it('is held only while the first one stands', () => {
    const undone = byAnn(goal, { kind: 'void', target: 'e_1' })
    expect(held(football, undone, goal, { happened: 1500 })).toBe(false)
    const redone = byAnn(goal, { kind: 'void', target: 'e_1' }, { kind: 'void', target: 'e_2' })
    expect(held(football, redone, goal, { happened: 1500 })).toBe(true)
  })

  it('may be told with more by one of them', () => {
    expect(held(football, log, { ...goal, player: '9' }, { happened: 1500 })).toBe(true)
    const bare = byAnn({ kind: 'score', side: 'home', key: 'point' })
    const full = { kind: 'score', side: 'home', key: 'point', points: 1, unit: 0 } as const
    expect(held(custom, bare, full, { happened: 1500 })).toBe(true)
    expect(held(custom, byAnn(full), { ...full, points: 3 }, { happened: 1500 })).toBe(false)
  })

  it('may be a card, but not those of two players, nor two different notes', () => {
    expect(held(football, byAnn(yellow), yellow, { happened: 1500 })).toBe(true)
    const seven = { ...yellow, player: '7' }
    expect(held(football, byAnn(seven), yellow, { happened: 1500 })).toBe(true)
    expect(held(football, byAnn(seven), { ...yellow, player: '9' }, { happened: 1500 })).toBe(false)
    const note = (text: string) => ({ kind: 'incident', key: 'note', note: text }) as const
    expect(held(football, byAnn(note('rain')), note('flood'), { happened: 1500 })).toBe(false)
  })

  it('can be named to whoever has to decide', () => {
    const second = { ...entry(2, goal, 1500), official: 'bo', held: true }
    expect(twinOf([...log, second], second)).toMatchObject({ seq: 1, official: 'ann' })
    const late = { ...second, occurredAt: kickOff + 9000 }
    expect(twinOf([...log, late], late)).toBeUndefined()
    const undone = { ...entry(3, { kind: 'void', target: 'e_1' }, 3000), official: 'ann' }
    expect(twinOf([...log, second, undone], second)).toBeUndefined()
  })
})

describe('what comes late, of somebody who was without a network', () => {
  // Ann's event is of the first second, Bo's of ten seconds later; it comes after a minute.
  const late = { happened: 11_000, came: 60_000 }

  it.each<[string, Preset, Happening, Happening, boolean]>([
    ['a goal of the side that has scored since', football, goal, goal, true],
    ['a goal of the other side', football, { ...goal, side: 'away' }, goal, false],
    ['a goal of the other period', football, { ...goal, unit: 1 }, goal, false],
    ['a goal, and the period is over', football, { kind: 'unit', from: 0, to: 1 }, goal, false],
    [
      'a goal of no period, and it is over',
      football,
      { kind: 'unit', from: 0, to: 1 },
      { kind: 'score', side: 'home', key: 'goal' },
      true,
    ],
    ['a point of the other side in one set', volleyball, { ...point, side: 'away' }, point, true],
    ['a point of another set', volleyball, { ...point, unit: 1 }, point, false],
    ['a point of a set that is over', volleyball, { kind: 'unit', from: 0, to: 1 }, point, true],
    [
      'a goal of a score set by hand',
      football,
      { kind: 'adjust', unit: 0, score: [2, 2], reason: 'x' },
      goal,
      true,
    ],
    ['a goal after a card', football, yellow, goal, false],
    ['a card of the same side', football, yellow, yellow, true],
    [
      'a card of another player',
      football,
      { ...yellow, player: '4' },
      { ...yellow, player: '9' },
      false,
    ],
    [
      'who serves, after a point',
      volleyball,
      { ...point, side: 'away' },
      { kind: 'serve', side: 'home' },
      true,
    ],
    [
      'a stop of a clock that was pressed',
      football,
      { kind: 'clock', op: 'start' },
      { kind: 'clock', op: 'stop' },
      true,
    ],
    ['a stop of a clock, and a goal', football, goal, { kind: 'clock', op: 'stop' }, false],
    [
      'the end of a match that was played on',
      football,
      goal,
      { kind: 'status', to: 'final' },
      true,
    ],
    ['the end of a match, after a card', football, yellow, { kind: 'status', to: 'final' }, false],
    ['a move', football, goal, { kind: 'unit', from: 0, to: 1 }, false],
  ])('%s', (_, preset, before, event, expected) => {
    expect(held(preset, byAnn(before), event, late)).toBe(expected)
    expect(held(preset, byAnn(before), event, { ...late, came: 12_000 })).toBe(false)
    expect(held(preset, byAnn(before), event, { ...late, base: 1 })).toBe(false)
  })

  it('waits, too, where a score that its sender had seen was taken back', () => {
    const log = byAnn(goal, { kind: 'void', target: 'e_1' })
    expect(held(football, log, goal, { ...late, base: 1 })).toBe(true)
    expect(held(football, log, { ...goal, side: 'away' }, { ...late, base: 1 })).toBe(false)
    const moved = byAnn({ kind: 'unit', from: 0, to: 1 }, { kind: 'void', target: 'e_1' })
    expect(held(football, moved, { kind: 'unit', from: 0, to: 1 }, { ...late, base: 1 })).toBe(true)
  })

  it('is judged in one reading of a log, however much of that is corrections', () => {
    const amend = { kind: 'amend', target: 'e_1', patch: { note: 'x' } } as const
    const log = byAnn(
      { kind: 'incident', key: 'note' },
      ...Array.from({ length: 2000 }, () => amend),
    )
    let read = 0
    const watched = log.map(
      (event) =>
        new Proxy(event, {
          get(target, field) {
            read++
            return Reflect.get(target, field) as unknown
          },
        }),
    )
    const before = read
    expect(held(football, watched, goal, { happened: 3_000_000, came: 3_060_000 })).toBe(false)
    expect(read - before).toBeLessThan(100 * log.length)
  })
})
