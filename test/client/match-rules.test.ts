import { describe, expect, it } from 'vitest'
import { freeze } from '#core/sport/freeze'
import { findPreset, sportsAt } from '#core/sport/presets'
import {
  notNumbers,
  ruleDefaults,
  ruleFields,
  ruleOverrides,
  withTarget,
} from '../../client/parts/match-rules.ts'

const sports = sportsAt(0)
const sportOf = (id: string) => sports.find((sport) => sport.id === id)!

describe.each(sports)('the rules of $id', (sport) => {
  it('have a field each, and send nothing while nobody has changed any', () => {
    expect(
      ruleFields(sport)
        .map(({ rule }) => rule)
        .toSorted(),
    ).toEqual(Object.keys(sport.rules).toSorted())
    expect(ruleOverrides(sport, ruleDefaults(sport))).toBeUndefined()
  })

  it('can be changed by themselves, to what the server takes', () => {
    for (const { rule, ask, choices } of ruleFields(sport)) {
      const old = ruleDefaults(sport)[rule]
      const number = rule === 'cap' ? '50' : old === '6' ? '5' : '6'
      const other =
        ask === 'yes-no' ? !old : (choices?.find(({ value }) => value !== old)?.value ?? number)
      const values = { ...ruleDefaults(sport), [rule]: other }
      const overrides = ruleOverrides(sport, values)
      expect(Object.keys(overrides ?? {})).toEqual([rule])
      expect(freeze(findPreset(sport.id, 0)!, overrides)).toHaveProperty('rules')
    }
  })
})

it('asks for minutes, and sends milliseconds', () => {
  const basketball = sportOf('basketball')
  const values = { ...ruleDefaults(basketball), unitMs: '7,5', units: '2' }
  expect(ruleDefaults(basketball)).toMatchObject({ unitMs: '10' })
  expect(ruleOverrides(basketball, values)).toEqual({ unitMs: 450_000, units: 2 })
})

it('tells what is no number from what is', () => {
  const football = sportOf('football')
  const values = { ...ruleDefaults(football), units: 'two', unitMs: '20' }
  expect([...notNumbers(football, values)]).toEqual(['units'])
  expect(notNumbers(football, { ...values, units: '3' }).size).toBe(0)
})

it('moves the cap along with the target, and leaves one alone that somebody has set', () => {
  const badminton = sportOf('badminton')
  const { to, cap } = badminton.rules
  const moved = withTarget(badminton, ruleDefaults(badminton), '11')
  expect(moved['cap']).toBe(String(cap! + 11 - to!))
  expect(withTarget(badminton, { ...moved, cap: '12' }, '9')['cap']).toBe('12')
})
