import type { Preset } from '../rules.ts'

export const pickleball: Preset = {
  id: 'pickleball',
  name: 'Pickleball',
  edition: 'USAP-style (2025)',
  source:
    'USA Pickleball, Official Rulebook 2025, Sections 4, 5, 10 and 12: whoever scores has served, and a side out is said',
  sides: { min: 2, max: 2 },
  keys: [{ key: 'point', points: 1 }],
  incidents: [
    { key: 'time-out', counter: { per: 'unit', limit: 2, hard: true } },
    { key: 'second-server' },
    { key: 'fault' },
    { key: 'technical-warning', counter: { per: 'match' } },
    { key: 'technical-foul', counter: { per: 'match' } },
    { key: 'medical-time-out' },
    { key: 'note' },
  ],
  rules: { bestOf: 3, to: 11, winBy: 2, cap: null },
  stages: [{ key: 'game', count: 'bestOf', target: {} }],
  headline: 'won',
  clock: null,
  serve: { order: 'winner', next: 'other' },
  ends: { after: 'each', decider: { at: 'half' } },
}
