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
  const rules = settled(preset, overrides)
  if (faults.length === 0) faults.push(...capFaults(rules))
  if (faults.length > 0) return refuse('body-invalid', undefined, faults)
  return { rules: rulesFor(preset, rules) }
}

/** The preset's rules under those of the match, with what some of them bring along. */
function settled(preset: Preset, overrides: Rules): Rules {
  const { to, cap } = preset.rules
  const moved =
    to && cap && overrides.to !== undefined ? { cap: Math.max(1, cap + (overrides.to - to)) } : {}
  let rules: Rules = { ...preset.rules, ...moved, ...overrides }
  for (const { when, brings } of preset.variants ?? []) {
    const holds = Object.entries(when).every(
      ([rule, value]) => rules[rule as keyof Rules] === value,
    )
    if (holds) rules = { ...rules, ...brings, ...overrides }
  }
  return rules
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
    ...(preset.ends && { ends: preset.ends }),
  })

interface Limit {
  detail: string
  takes(value: unknown): boolean
}

const whole = (min: number, max: number): Limit => ({
  detail: `must be a whole number from ${min} to ${max}`,
  takes: (value) => Number.isInteger(value) && Number(value) >= min && Number(value) <= max,
})

const orNull = ({ detail, takes }: Limit): Limit => ({
  detail: `${detail}, or null`,
  takes: (value) => value === null || takes(value),
})

const yesOrNo: Limit = {
  detail: 'must be true or false',
  takes: (value) => typeof value === 'boolean',
}

const finalSets = ['tiebreak7', 'tiebreak10', 'advantage']

const unitMs = whole(1000, 4 * 60 * 60_000)

const limits: Record<keyof Rules, Limit> = {
  units: whole(1, 20),
  unitMs,
  bestOf: {
    detail: 'must be an odd number from 1 to 9',
    takes: (value) => whole(1, 9).takes(value) && Number(value) % 2 === 1,
  },
  to: whole(1, 999),
  winBy: whole(1, 99),
  cap: orNull(whole(1, 999)),
  noAd: yesOrNo,
  finalSet: {
    detail: `must be one of ${finalSets.join(', ')}`,
    takes: (value) => finalSets.includes(value as string),
  },
  tieTo: whole(1, 99),
  tieWinBy: whole(1, 9),
  extraTime: yesOrNo,
  shootout: yesOrNo,
}

function faultsOf(preset: Preset, rule: string, value: unknown): Fault[] {
  const pointer = `/rules/${rule.replaceAll('~', '~0').replaceAll('/', '~1')}`
  if (!Object.hasOwn(preset.rules, rule))
    return [{ pointer, detail: `is not for a match to set in ${preset.name.toLowerCase()}` }]
  // Where nobody times a sport of itself, a match may time it, or not.
  const untimed = rule === 'unitMs' && preset.rules.unitMs === null
  const limit = untimed ? orNull(unitMs) : limits[rule as keyof Rules]
  return limit.takes(value) ? [] : [{ pointer, detail: limit.detail }]
}

const capFaults = ({ to = 1, cap = null }: Rules): Fault[] =>
  cap !== null && cap < to
    ? [{ pointer: '/rules/cap', detail: `must not be less than \`to\`, which is ${to}` }]
    : []
