import type { Preset } from '../rules.ts'

/** Maps, legs, frames, rounds: whoever has won more than half of them has won. */
export const bestOf: Preset = {
  id: 'best-of',
  name: 'Best of',
  edition: 'house rules',
  source: 'none: a point wins a game, unless a match plays its games to more',
  sides: { min: 2, max: 2 },
  keys: [{ key: 'point', points: 1 }],
  incidents: [{ key: 'time-out' }, { key: 'penalty' }, { key: 'note' }],
  rules: { bestOf: 3, to: 1, winBy: 1, cap: null },
  stages: [{ key: 'game', count: 'bestOf', target: {} }],
  headline: 'won',
  clock: null,
  serve: null,
}
