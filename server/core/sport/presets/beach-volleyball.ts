import type { Preset } from '../rules.ts'

export const beachVolleyball: Preset = {
  id: 'beach-volleyball',
  name: 'Beach volleyball',
  edition: 'FIVB-style (2025–2028)',
  source:
    'FIVB, Official Beach Volleyball Rules 2025–2028, Rules 6, 7, 12, 15 and 18; what a coin toss decides is said, not derived',
  sides: { min: 2, max: 2 },
  keys: [{ key: 'point', points: 1 }],
  incidents: [
    { key: 'time-out', counter: { per: 'unit', limit: 1, hard: true } },
    { key: 'technical-time-out' },
    { key: 'delay' },
    { key: 'yellow', counter: { per: 'match' } },
    { key: 'red', counter: { per: 'match' } },
    { key: 'expulsion' },
    { key: 'disqualification' },
    { key: 'injury' },
    { key: 'note' },
  ],
  rules: { bestOf: 3, to: 21, winBy: 2, cap: null },
  stages: [{ key: 'set', count: 'bestOf', target: { decider: { to: 15 } } }],
  headline: 'won',
  clock: null,
  serve: { order: 'winner', next: null },
  ends: { within: { every: 7 }, decider: { every: 5 } },
}
