import type { Preset } from '../rules.ts'

export const waterPolo: Preset = {
  id: 'water-polo',
  name: 'Water polo',
  edition: 'World Aquatics-style (2025)',
  source: 'World Aquatics, Water Polo Rules 2025, Rules 11, 12, 22 and 24: no extra time',
  sides: { min: 2, max: 2 },
  keys: [
    { key: 'goal', points: 1 },
    { key: 'shot', points: 1 },
  ],
  incidents: [
    {
      key: 'exclusion',
      counter: { per: 'match' },
      suspension: { ms: 18_000, partMs: 18_000 },
    },
    { key: 'penalty', counter: { per: 'match' } },
    { key: 'brutality', counter: { per: 'match' }, suspension: { ms: 4 * 60_000 } },
    { key: 'time-out', counter: { per: 'match', limit: 2, hard: true } },
    { key: 'miss' },
    { key: 'yellow', counter: { per: 'match' } },
    { key: 'red', counter: { per: 'match' } },
    { key: 'challenge' },
    { key: 'injury' },
    { key: 'note' },
  ],
  rules: { units: 4, unitMs: 8 * 60_000, shootout: true },
  stages: [
    { key: 'quarter', count: 'units', ms: 'unitMs' },
    {
      key: 'shootout',
      count: 1,
      kicks: { scored: 'shot', missed: 'miss', rounds: 5 },
      when: 'shootout',
    },
  ],
  headline: 'sum',
  clock: { direction: 'down', cumulative: false, atLimit: 'hold' },
  serve: null,
  ends: { after: 'half' },
}
