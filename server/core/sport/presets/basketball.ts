import type { Preset } from '../rules.ts'

const keys = [
  { key: 'free-throw', points: 1 },
  { key: 'field-goal', points: 2 },
  { key: 'three', points: 3 },
]

const others = [
  { key: 'technical-foul' },
  { key: 'unsportsmanlike-foul' },
  { key: 'disqualification' },
  { key: 'substitution' },
  { key: 'challenge' },
  { key: 'injury' },
  { key: 'note' },
]

export const basketball: Preset = {
  id: 'basketball',
  name: 'Basketball',
  edition: 'FIBA-style (2024)',
  source: 'FIBA, Official Basketball Rules 2024, Articles 8, 16, 18 and 41',
  sides: { min: 2, max: 2 },
  keys,
  incidents: [
    // Four are free in a quarter: the fifth brings free throws, also in overtime.
    { key: 'foul', counter: { per: 'unit', limit: 4, later: 'goes-on' } },
    { key: 'time-out', counter: { per: 'half', limit: [2, 3], later: 1, hard: true } },
    ...others,
  ],
  rules: { units: 4, unitMs: 10 * 60_000, extraTime: true },
  stages: [
    { key: 'quarter', count: 'units', ms: 'unitMs' },
    { key: 'overtime', count: 6, ms: 5 * 60_000, when: 'extraTime' },
  ],
  headline: 'sum',
  clock: { direction: 'down', cumulative: false, atLimit: 'hold' },
  serve: null,
  ends: { after: 'half' },
}

export const basketball3x3: Preset = {
  id: 'basketball-3x3',
  name: 'Basketball 3×3',
  edition: 'FIBA-style (3×3, 2024)',
  source: 'FIBA, 3x3 Basketball Rules of the Game 2024, Articles 4 to 7 and 10',
  sides: { min: 2, max: 2 },
  keys: [
    { key: 'free-throw', points: 1 },
    { key: 'one', points: 1 },
    { key: 'two', points: 2 },
  ],
  incidents: [
    { key: 'foul', counter: { per: 'match', limit: 6 } },
    { key: 'time-out', counter: { per: 'match', limit: 1, hard: true } },
    ...others,
  ],
  rules: { units: 1, unitMs: 10 * 60_000, to: 21, winBy: 1, extraTime: true },
  stages: [
    { key: 'regular', count: 'units', ms: 'unitMs', target: {} },
    { key: 'overtime', count: 1, target: { to: 2 }, when: 'extraTime' },
  ],
  headline: 'sum',
  clock: { direction: 'down', cumulative: false, atLimit: 'hold' },
  serve: null,
}
