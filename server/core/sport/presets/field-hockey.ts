import type { Preset } from '../rules.ts'

export const fieldHockey: Preset = {
  id: 'field-hockey',
  name: 'Field hockey',
  edition: 'FIH-style (2025)',
  source:
    'FIH, Rules of Hockey 2025, Rules 5, 12 and 14, and Tournament Regulations, Appendix 12 (shoot-out)',
  sides: { min: 2, max: 2 },
  keys: [
    { key: 'goal', points: 1 },
    { key: 'shot', points: 1 },
  ],
  incidents: [
    { key: 'green', counter: { per: 'match' }, suspension: { ms: 2 * 60_000 } },
    { key: 'yellow', counter: { per: 'match' }, suspension: { ms: 5 * 60_000 } },
    { key: 'red', counter: { per: 'match' } },
    { key: 'penalty-corner', counter: { per: 'match' } },
    { key: 'penalty-stroke' },
    { key: 'referral', counter: { per: 'match', limit: 1 } },
    { key: 'miss' },
    { key: 'substitution' },
    { key: 'injury' },
    { key: 'note' },
  ],
  rules: { units: 4, unitMs: 15 * 60_000, shootout: true },
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
