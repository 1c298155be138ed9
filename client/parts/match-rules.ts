import type { SportView } from '#core/match'
import type { Rules } from '#core/sport/rules'
import { plural } from './number-words.ts'
import { capital } from './unit-words.ts'

/** One rule as a form asks for it; in a form a number, too, is text until it is sent. */
export interface RuleField {
  rule: keyof Rules
  words: string
  ask: 'number' | 'minutes' | 'yes-no' | 'choice'
  choices?: { value: string; words: string }[]
  /** Empty means that there is none. */
  optional?: true
  /** Moves along with that rule, unless somebody says where it lies. */
  along?: keyof Rules
}

/** What a host has set, by rule. */
export type RuleValues = Record<string, string | boolean>

const finalSets = [
  { value: 'tiebreak7', words: 'Tie-break to 7' },
  { value: 'tiebreak10', words: 'Tie-break to 10' },
  { value: 'advantage', words: 'Played on until two games ahead' },
]
const odd = [1, 3, 5, 7, 9].map((count) => ({ value: String(count), words: `Best of ${count}` }))

/** What a match of this sport may set for itself, in the order in which people think of it. */
export function ruleFields({ rules, units }: SportView): RuleField[] {
  const unit = units[0]?.key ?? 'part'
  const fields: RuleField[] = [
    { rule: 'bestOf', words: capital(plural(unit)), ask: 'choice', choices: odd },
    { rule: 'units', words: `How many ${plural(unit)}`, ask: 'number' },
    {
      rule: 'unitMs',
      words: `Minutes of one ${unit}`,
      ask: 'minutes',
      ...(rules.unitMs === null && { optional: true }),
    },
    { rule: 'to', words: `A ${unit} is won at`, ask: 'number' },
    { rule: 'winBy', words: 'By a lead of', ask: 'number' },
    { rule: 'cap', words: 'At the latest at', ask: 'number', optional: true, along: 'to' },
    { rule: 'tieTo', words: 'A tie-break is won at', ask: 'number' },
    { rule: 'tieWinBy', words: 'A tie-break by a lead of', ask: 'number' },
    { rule: 'finalSet', words: `The last ${unit}`, ask: 'choice', choices: finalSets },
    { rule: 'noAd', words: 'No advantage: one point decides at deuce', ask: 'yes-no' },
    { rule: 'extraTime', words: 'Extra time, if need be', ask: 'yes-no' },
    { rule: 'shootout', words: 'A shoot-out, if need be', ask: 'yes-no' },
  ]
  return fields.filter(({ rule }) => rules[rule] !== undefined)
}

/** The sport's own rules, as the form shows them before anybody has touched it. */
export const ruleDefaults = (sport: SportView): RuleValues =>
  Object.fromEntries(
    ruleFields(sport).map(({ rule, ask }) => [rule, shown(ask, sport.rules[rule])]),
  )

function shown(ask: RuleField['ask'], value: Rules[keyof Rules]): string | boolean {
  if (typeof value === 'boolean') return value
  if (value === null || value === undefined) return ''
  return ask === 'minutes' ? String(Number(value) / 60_000) : String(value)
}

/** What is typed where a number has to be, and is none. */
export const notNumbers = (sport: SportView, values: RuleValues): ReadonlySet<string> =>
  new Set(
    Object.entries(ruleOverrides(sport, values) ?? {}).flatMap(([rule, value]) =>
      typeof value === 'string' && rule !== 'finalSet' ? [rule] : [],
    ),
  )

/** Whether the server works out a rule's value from another one that the host has set. */
export const goesAlong = (sport: SportView, values: RuleValues, { rule, along }: RuleField) =>
  along !== undefined &&
  sport.rules[rule] !== null &&
  values[rule] === undefined &&
  differs(sport, values, along)

const differs = (sport: SportView, values: RuleValues, rule: keyof Rules): boolean =>
  values[rule] !== undefined && values[rule] !== ruleDefaults(sport)[rule]

/**
 * Of what the host has set, what differs from the sport, and what would otherwise go along with that.
 * What is no number stays what it is.
 */
export function ruleOverrides(sport: SportView, values: RuleValues): Rules | undefined {
  const changed = ruleFields(sport)
    .filter(
      ({ rule, along }) =>
        differs(sport, values, rule) ||
        (along && values[rule] !== undefined && differs(sport, values, along)),
    )
    .map(({ rule, ask }) => [rule, sent(ask, values[rule]!)] as const)
  return changed.length > 0 ? (Object.fromEntries(changed) as Rules) : undefined
}

function sent(ask: RuleField['ask'], value: string | boolean): boolean | string | number | null {
  if (typeof value === 'boolean' || ask === 'choice')
    return typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value
  if (value.trim() === '') return null
  const number = Number(value.replace(',', '.'))
  if (Number.isNaN(number)) return value
  return ask === 'minutes' ? Math.round(number * 60_000) : number
}
