import { describe, expect, it } from 'vitest'
import { freeze } from '#core/sport/freeze'
import { findPreset, sportsAt } from '#core/sport/presets'
import {
  notNumbers,
  ruleDefaults,
  ruleFields,
  ruleOverrides,
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
      const overrides = ruleOverrides(sport, { [rule]: other })
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

it('leaves the cap of another target to the server, until somebody says where it lies', () => {
  const badminton = sportOf('badminton')
  const shorter = { to: '15' }
  expect(ruleOverrides(badminton, shorter)).toEqual({ to: 15 })
  const usual = String(badminton.rules.cap)
  expect(ruleOverrides(badminton, { ...shorter, cap: usual })).toEqual({
    to: 15,
    cap: badminton.rules.cap,
  })
  expect(ruleOverrides(badminton, { cap: usual })).toBeUndefined()
})
