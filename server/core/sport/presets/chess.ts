import type { Preset } from '../rules.ts'

/** A team match over boards: a drawn board is half a point for each side, posted for both. */
export const chess: Preset = {
  id: 'chess',
  name: 'Chess',
  edition: 'FIDE-style (2023)',
  source: 'FIDE, Laws of Chess 2023, Article 10.1; a team match is the sum of its boards',
  sides: { min: 2, max: 2 },
  keys: [
    { key: 'win', points: 1 },
    { key: 'draw', points: 0.5 },
  ],
  incidents: [{ key: 'illegal-move' }, { key: 'resignation' }, { key: 'flag' }, { key: 'note' }],
  rules: { units: 4, unitMs: null },
  stages: [{ key: 'board', count: 'units', ms: 'unitMs' }],
  headline: 'sum',
  clock: { direction: 'down', cumulative: false, atLimit: 'hold' },
  serve: null,
}
