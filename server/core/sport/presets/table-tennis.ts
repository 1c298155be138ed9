import type { Preset } from '../rules.ts'

export const tableTennis: Preset = {
  id: 'table-tennis',
  name: 'Table tennis',
  edition: 'ITTF-style (2025)',
  source: 'ITTF, Laws of Table Tennis 2025, 2.11 to 2.14, and Regulations 3.4.4 and 3.5.2',
  sides: { min: 2, max: 2 },
  keys: [{ key: 'point', points: 1 }],
  incidents: [
    { key: 'time-out', counter: { per: 'match', limit: 1, hard: true } },
    { key: 'let' },
    { key: 'expedite' },
    { key: 'yellow', counter: { per: 'match' } },
    { key: 'yellow-red', counter: { per: 'match' } },
    { key: 'red', counter: { per: 'match' } },
    { key: 'injury' },
    { key: 'note' },
  ],
  rules: { bestOf: 5, to: 11, winBy: 2, cap: null },
  stages: [{ key: 'game', count: 'bestOf', target: {} }],
  headline: 'won',
  clock: null,
  serve: { order: 'turns', turns: 2, next: 'other' },
  ends: { after: 'each', decider: { at: 5 } },
}
