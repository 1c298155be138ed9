import type { Preset } from '../rules.ts'

export const squash: Preset = {
  id: 'squash',
  name: 'Squash',
  edition: 'WSF-style (2025)',
  source: 'WSF, Rules of Singles Squash, Rules 2 and 5: point-a-rally to eleven',
  sides: { min: 2, max: 2 },
  keys: [{ key: 'point', points: 1 }],
  incidents: [
    { key: 'let' },
    { key: 'no-let' },
    { key: 'conduct-warning', counter: { per: 'match' } },
    { key: 'conduct-stroke', counter: { per: 'match' } },
    { key: 'injury' },
    { key: 'note' },
  ],
  rules: { bestOf: 5, to: 11, winBy: 2, cap: null },
  stages: [{ key: 'game', count: 'bestOf', target: {} }],
  headline: 'won',
  clock: null,
  serve: { order: 'winner', next: 'winner' },
}
