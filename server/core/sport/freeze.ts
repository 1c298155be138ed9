import { refuse, type Fault, type Outcome } from '../problem.ts'
import { planUnits } from './plan.ts'
import type { MatchRules, Preset, Rules } from './rules.ts'

/**
 * Works a match's own rules into a copy of its preset. Refuses with `body-invalid`, naming every
 * rule that the preset does not leave to the match, and every value that makes no sense.
 */
export function freeze(preset: Preset, overrides: Rules = {}): Outcome<{ rules: MatchRules }> {
  const faults = Object.entries(overrides).flatMap(([rule, value]) =>
    faultsOf(preset, rule, value as unknown),
  )
  const rules: Rules = { ...preset.rules, ...overrides }
  if (faults.length === 0) faults.push(...capFaults(rules))
  if (faults.length > 0) return refuse('body-invalid', undefined, faults)
  return { rules: rulesFor(preset, rules) }
}

/** A copy of the preset as a match with these rules plays it; nothing of it is shared. */
export const rulesFor = (preset: Preset, rules: Rules): MatchRules =>
  structuredClone({
    sport: preset.id,
    name: preset.name,
    edition: preset.edition,
    rules,
    keys: preset.keys,
    incidents: preset.incidents,
    units: planUnits(preset, rules),
    headline: preset.headline,
    clock: preset.clock,
    serve: preset.serve,
  })

interface Limit {
  detail: string
  takes(value: unknown): boolean
}

const whole = (min: number, max: number): Limit => ({
  detail: `must be a whole number from ${min} to ${max}`,
  takes: (value) => Number.isInteger(value) && Number(value) >= min && Number(value) <= max,
})

const yesOrNo: Limit = {
  detail: 'must be true or false',
  takes: (value) => typeof value === 'boolean',
}

const limits: Record<keyof Rules, Limit> = {
  units: whole(1, 9),
  unitMs: whole(1000, 4 * 60 * 60_000),
  bestOf: {
    detail: 'must be an odd number from 1 to 9',
    takes: (value) => whole(1, 9).takes(value) && Number(value) % 2 === 1,
  },
  to: whole(1, 999),
  winBy: whole(1, 99),
  cap: {
    detail: 'must be a whole number from 1 to 999, or null',
    takes: (value) => value === null || whole(1, 999).takes(value),
  },
  extraTime: yesOrNo,
  shootout: yesOrNo,
}

function faultsOf(preset: Preset, rule: string, value: unknown): Fault[] {
  const pointer = `/rules/${rule.replaceAll('~', '~0').replaceAll('/', '~1')}`
  if (!Object.hasOwn(preset.rules, rule))
    return [{ pointer, detail: `is not for a match to set in ${preset.name.toLowerCase()}` }]
  const limit = limits[rule as keyof Rules]
  return limit.takes(value) ? [] : [{ pointer, detail: limit.detail }]
}

const capFaults = ({ to = 1, cap = null }: Rules): Fault[] =>
  cap !== null && cap < to
    ? [{ pointer: '/rules/cap', detail: `must not be less than \`to\`, which is ${to}` }]
    : []
