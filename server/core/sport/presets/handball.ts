import type { Preset } from '../rules.ts'

export const handball: Preset = {
  id: 'handball',
  name: 'Handball',
  edition: 'IHF-style (2024)',
  source:
    'IHF, Rules of the Game 2024, Rules 2, 16 and Clarification 3; extra time of two times five, twice',
  sides: { min: 2, max: 2 },
  keys: [
    { key: 'goal', points: 1 },
    { key: 'throw', points: 1 },
  ],
  incidents: [
    { key: 'time-out', counter: { per: 'half', limit: 2, most: 3, later: 0, hard: true } },
    { key: 'yellow', counter: { per: 'match', limit: 3 } },
    { key: 'suspension', counter: { per: 'match' }, suspension: { ms: 2 * 60_000 } },
    { key: 'red', counter: { per: 'match' }, suspension: { ms: 2 * 60_000 } },
    { key: 'blue', counter: { per: 'match' } },
    { key: 'seven-metre' },
    { key: 'miss' },
    { key: 'substitution' },
    { key: 'injury' },
    { key: 'note' },
  ],
  rules: { units: 2, unitMs: 30 * 60_000, extraTime: true, shootout: true },
  stages: [
    { key: 'half', count: 'units', ms: 'unitMs' },
    { key: 'extra', count: 4, ms: 5 * 60_000, when: 'extraTime' },
    {
      key: 'shootout',
      count: 1,
      kicks: { scored: 'throw', missed: 'miss', rounds: 5 },
      when: 'shootout',
    },
  ],
  headline: 'sum',
  clock: { direction: 'up', cumulative: true, atLimit: 'hold' },
  serve: null,
  ends: { after: 'each' },
}
