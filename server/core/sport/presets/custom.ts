import type { Preset } from '../rules.ts'

/** Whatever people play: two to eight sides, any points, rounds and a countdown if they want them. */
export const custom: Preset = {
  id: 'custom',
  name: 'Custom',
  edition: 'house rules',
  source: 'none: points as the scorer says',
  sides: { min: 2, max: 8 },
  keys: [
    { key: 'point', points: 1, free: true },
    { key: 'points', points: null },
  ],
  incidents: [{ key: 'time-out' }, { key: 'foul' }, { key: 'penalty' }, { key: 'note' }],
  rules: { units: 1, unitMs: null },
  stages: [{ key: 'round', count: 'units', ms: 'unitMs' }],
  headline: 'sum',
  clock: { direction: 'down', cumulative: false, atLimit: 'hold' },
  serve: null,
}
