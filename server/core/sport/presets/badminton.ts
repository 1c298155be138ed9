import type { Preset } from '../rules.ts'

/** Games to 21, played until the end of 2026. */
export const badminton: Preset = {
  id: 'badminton',
  name: 'Badminton',
  edition: 'BWF-style (3 × 21, until 2026)',
  source: 'BWF, Laws of Badminton, Laws 7, 8 and 16',
  sides: { min: 2, max: 2 },
  keys: [{ key: 'point', points: 1 }],
  incidents: [
    { key: 'let' },
    { key: 'interval' },
    { key: 'challenge' },
    { key: 'yellow', counter: { per: 'match' } },
    { key: 'red', counter: { per: 'match' } },
    { key: 'black', counter: { per: 'match' } },
    { key: 'injury' },
    { key: 'note' },
  ],
  rules: { bestOf: 3, to: 21, winBy: 2, cap: 30 },
  variants: [{ when: { to: 15 }, brings: { cap: 21 } }],
  stages: [{ key: 'game', count: 'bestOf', target: {} }],
  headline: 'won',
  clock: null,
  serve: { order: 'winner', next: 'winner' },
  ends: { after: 'each', decider: { at: 'half' } },
}

/** Games to 15, adopted in April 2026. */
export const badminton2027: Preset = {
  ...badminton,
  edition: 'BWF-style (3 × 15, from 2027)',
  source: 'BWF, Laws of Badminton as adopted on 25 April 2026, in force from 4 January 2027',
  since: '2027-01-04',
  rules: { ...badminton.rules, to: 15, cap: 21 },
  variants: [{ when: { to: 21 }, brings: { cap: 30 } }],
}
