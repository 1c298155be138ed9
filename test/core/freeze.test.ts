import { describe, expect, it } from 'vitest'
import { freeze } from '#core/sport/freeze'
import { editions, findPreset, sportsAt } from '#core/sport/presets'
import { football } from '#core/sport/presets/football'
import { volleyball } from '#core/sport/presets/volleyball'
import type { Rules } from '#core/sport/rules'
import { kickOff, matchOf } from './matches.ts'

const targets = (rules: Rules) => matchOf(volleyball, rules).rules.units.map((unit) => unit.target)

describe('a preset', () => {
  it.each(editions.map((preset) => [preset.edition, preset] as const))(
    '%s is played from its day on, and can be played as it is',
    (_, preset) => {
      expect(findPreset(preset.id, Date.parse(preset.since ?? '2026-01-01'))).toBe(preset)
      const { rules } = matchOf(preset)
      expect(rules.units[0]?.allowed).toBe(true)
      expect(JSON.parse(JSON.stringify(rules))).toStrictEqual(rules)
    },
  )

  it.each(['', 'curling', 'constructor', '__proto__'])('is not found under “%s”', (id) => {
    expect(findPreset(id, kickOff)).toBeUndefined()
  })

  const sportOf = ({ id }: { id: string }) => sportsAt(kickOff).find((sport) => sport.id === id)

  it('is shown with its units and with what a match may set for itself', () => {
    expect(sportOf(football)).toEqual({
      id: 'football',
      name: 'Football',
      edition: 'IFAB-style (2025/26)',
      sides: { min: 2, max: 2 },
      headline: 'sum',
      serves: false,
      incidents: expect.arrayContaining([
        { key: 'yellow', counted: 'yellow', suspensionMs: null },
        { key: 'second-yellow', counted: 'red', suspensionMs: null },
        { key: 'corner', counted: null, suspensionMs: null },
      ]),
      keys: [
        { key: 'goal', points: 1 },
        { key: 'kick', points: 1 },
      ],
      units: [
        { key: 'half', number: 1, ms: 2_700_000, kicks: null, allowed: true },
        { key: 'half', number: 2, ms: 2_700_000, kicks: null, allowed: true },
        { key: 'extra', number: 1, ms: 900_000, kicks: null, allowed: true },
        { key: 'extra', number: 2, ms: 900_000, kicks: null, allowed: true },
        {
          key: 'shootout',
          number: 1,
          ms: null,
          kicks: { scored: 'kick', missed: 'miss', rounds: 5 },
          allowed: true,
        },
      ],
      clock: { direction: 'up', atLimit: 'run' },
      rules: { units: 2, unitMs: 2_700_000, extraTime: true, shootout: true },
    })
    expect(sportOf(volleyball)?.clock).toBeNull()
  })
})

describe('freezing the rules of a match', () => {
  it('keeps football’s units where they are when some are not played', () => {
    const units = matchOf(football, { extraTime: false, shootout: false }).rules.units
    expect(units.map(({ key, allowed }) => [key, allowed])).toEqual([
      ['half', true],
      ['half', true],
      ['extra', false],
      ['extra', false],
      ['shootout', false],
    ])
  })

  it('shifts what follows when there are more units, and the clock counts through', () => {
    const units = matchOf(football, { units: 3, unitMs: 1_200_000 }).rules.units
    expect(units.map(({ key, number, offsetMs }) => [key, number, offsetMs])).toEqual([
      ['half', 1, 0],
      ['half', 2, 1_200_000],
      ['half', 3, 2_400_000],
      ['extra', 1, 3_600_000],
      ['extra', 2, 4_500_000],
      ['shootout', 1, 5_400_000],
    ])
  })

  it('plays volleyball’s last set to fifteen', () => {
    const set = { to: 25, winBy: 2, cap: null }
    expect(targets({})).toEqual([set, set, set, set, { ...set, to: 15 }])
    expect(targets({ bestOf: 3 })).toHaveLength(3)
  })

  it('plays a single set in full, for it decides nothing else', () => {
    expect(targets({ bestOf: 1 })).toEqual([{ to: 25, winBy: 2, cap: null }])
  })

  it('never makes the last set longer than the others, and moves the cap along with it', () => {
    expect(targets({ bestOf: 3, to: 11 })[2]).toEqual({ to: 11, winBy: 2, cap: null })
    expect(targets({ bestOf: 3, cap: 27 })).toEqual([
      { to: 25, winBy: 2, cap: 27 },
      { to: 25, winBy: 2, cap: 27 },
      { to: 15, winBy: 2, cap: 17 },
    ])
  })

  it('leaves the preset as it was', () => {
    const before = JSON.stringify(football)
    matchOf(football, { units: 4 })
    expect(JSON.stringify(football)).toBe(before)
  })

  it.each([
    { bestOf: 2 },
    { bestOf: 11 },
    { bestOf: '3' },
    { to: 0 },
    { to: 1.5 },
    { to: 1000 },
    { winBy: 0 },
    { winBy: 100 },
    { cap: 24 },
    { cap: 'none' },
    { units: 2 },
    { extraTime: true },
    { sauce: 'hot' },
  ])('refuses %j for volleyball', (rules) => {
    expect(freeze(volleyball, rules as Rules)).toMatchObject({
      problem: {
        code: 'body-invalid',
        faults: [{ pointer: `/rules/${Object.keys(rules)[0]}` }],
      },
    })
  })

  it.each([{ units: 0 }, { units: 21 }, { unitMs: 999 }, { unitMs: 14_400_001 }, { shootout: 1 }])(
    'refuses %j for football',
    (rules) => {
      expect(freeze(football, rules as Rules)).toMatchObject({ problem: { code: 'body-invalid' } })
    },
  )

  it('measures a cap by the target of this match', () => {
    expect(freeze(volleyball, { to: 15, cap: 15 })).not.toHaveProperty('problem')
    expect(freeze(volleyball, { to: 30, cap: 29 })).toHaveProperty('problem')
  })

  it('lists every fault, with pointers that a JSON Pointer can follow', () => {
    const rules = { bestOf: 2, to: -1, 'a/b~c': 1, __proto__x: 1 }
    expect(freeze(volleyball, rules as Rules)).toMatchObject({
      problem: {
        faults: [
          { pointer: '/rules/bestOf' },
          { pointer: '/rules/to' },
          { pointer: '/rules/a~1b~0c' },
          { pointer: '/rules/__proto__x' },
        ],
      },
    })
  })
})
