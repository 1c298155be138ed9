import type { Preset } from '../rules.ts'

export const quiz: Preset = {
  id: 'quiz',
  name: 'Quiz',
  edition: 'house rules',
  source: 'none: points as the quiz master says',
  sides: { min: 2, max: 8 },
  keys: [
    { key: 'right', points: 1, free: true },
    { key: 'points', points: null },
  ],
  incidents: [{ key: 'wrong' }, { key: 'joker' }, { key: 'time-out' }, { key: 'note' }],
  rules: { units: 5, unitMs: null },
  stages: [{ key: 'round', count: 'units', ms: 'unitMs' }],
  headline: 'sum',
  clock: { direction: 'down', cumulative: false, atLimit: 'hold' },
  serve: null,
}
