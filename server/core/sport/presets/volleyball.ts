import type { Preset } from '../rules.ts'

export const volleyball: Preset = {
  id: 'volleyball',
  name: 'Volleyball',
  edition: 'FIVB-style (2025–2028)',
  source: 'FIVB, Official Volleyball Rules 2025–2028, Rules 6, 7.1, 12.2, 15, 18.2 and 21',
  sides: { min: 2, max: 2 },
  keys: [{ key: 'point', points: 1 }],
  incidents: [
    { key: 'time-out', counter: { per: 'unit', limit: 2, hard: true } },
    { key: 'substitution', counter: { per: 'unit', limit: 6, hard: true } },
    { key: 'delay' },
    { key: 'yellow', counter: { per: 'match' } },
    { key: 'red', counter: { per: 'match' } },
    { key: 'expulsion' },
    { key: 'disqualification' },
    { key: 'injury' },
    { key: 'note' },
  ],
  rules: { bestOf: 5, to: 25, winBy: 2, cap: null },
  stages: [{ key: 'set', count: 'bestOf', target: { decider: { to: 15 } } }],
  headline: 'won',
  clock: null,
  serve: { order: 'winner', next: 'other', decider: 'toss' },
  ends: { after: 'each', decider: { at: 'half' } },
}
