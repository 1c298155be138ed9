import type { Preset } from '../rules.ts'

export const americanFootball: Preset = {
  id: 'american-football',
  name: 'American football',
  edition: 'NFL-style (2025)',
  source: 'NFL, Official Playing Rules 2025, Rules 4, 11 and 16',
  sides: { min: 2, max: 2 },
  keys: [
    { key: 'touchdown', points: 6 },
    { key: 'extra-point', points: 1, follows: ['touchdown'] },
    { key: 'two-point', points: 2, follows: ['touchdown'] },
    { key: 'field-goal', points: 3 },
    { key: 'safety', points: 2 },
    // By the side that did not score the touchdown, so nothing of its own goes before it.
    { key: 'defensive-two', points: 2 },
  ],
  incidents: [
    { key: 'time-out', counter: { per: 'half', limit: 3, later: 2, hard: true } },
    { key: 'penalty', counter: { per: 'match' } },
    { key: 'challenge', counter: { per: 'match', limit: 2 } },
    { key: 'turnover' },
    { key: 'first-down' },
    { key: 'two-minute-warning' },
    { key: 'injury' },
    { key: 'note' },
  ],
  rules: { units: 4, unitMs: 15 * 60_000, extraTime: true },
  stages: [
    { key: 'quarter', count: 'units', ms: 'unitMs' },
    { key: 'overtime', count: 4, ms: 10 * 60_000, when: 'extraTime' },
  ],
  headline: 'sum',
  clock: { direction: 'down', cumulative: false, atLimit: 'hold' },
  serve: null,
  ends: { after: 'each' },
}
