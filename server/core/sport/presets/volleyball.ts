import type { Preset } from '../rules.ts'

export const volleyball: Preset = {
  id: 'volleyball',
  name: 'Volleyball',
  edition: 'FIVB-style (2025–2028)',
  source: 'FIVB, Official Volleyball Rules 2025–2028, Rule 6',
  sides: { min: 2, max: 2 },
  keys: [{ key: 'point', points: 1 }],
  incidents: [
    { key: 'time-out' },
    { key: 'substitution' },
    { key: 'delay' },
    { key: 'yellow' },
    { key: 'red' },
    { key: 'expulsion' },
    { key: 'disqualification' },
    { key: 'injury' },
    { key: 'note' },
  ],
  rules: { bestOf: 5, to: 25, winBy: 2, cap: null },
  stages: [{ key: 'set', count: 'bestOf', target: { decider: { to: 15 } } }],
  headline: 'won',
  clock: null,
  serve: 'winner',
}
