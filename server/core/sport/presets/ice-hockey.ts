import type { Preset } from '../rules.ts'

const minor = { ms: 2 * 60_000, partMs: 2 * 60_000 }

export const iceHockey: Preset = {
  id: 'ice-hockey',
  name: 'Ice hockey',
  edition: 'IIHF-style (2025/26)',
  source:
    'IIHF, Official Rule Book 2025/26, Rules 16 to 23 and 84; overtime of five minutes as in a preliminary round',
  sides: { min: 2, max: 2 },
  keys: [
    { key: 'goal', points: 1 },
    { key: 'shot', points: 1 },
  ],
  incidents: [
    { key: 'minor', counter: { as: 'penalty', per: 'match' }, suspension: minor },
    { key: 'bench-minor', counter: { as: 'penalty', per: 'match' }, suspension: minor },
    {
      key: 'double-minor',
      counter: { as: 'penalty', per: 'match' },
      suspension: { ...minor, ms: 4 * 60_000 },
    },
    { key: 'major', counter: { as: 'penalty', per: 'match' }, suspension: { ms: 5 * 60_000 } },
    { key: 'misconduct', suspension: { ms: 10 * 60_000, replaced: true } },
    { key: 'game-misconduct' },
    { key: 'penalty-shot' },
    { key: 'penalty', counter: { per: 'match' } },
    { key: 'miss' },
    { key: 'time-out', counter: { per: 'match', limit: 1, hard: true } },
    { key: 'icing' },
    { key: 'offside' },
    { key: 'injury' },
    { key: 'note' },
  ],
  rules: { units: 3, unitMs: 20 * 60_000, extraTime: true, shootout: true },
  stages: [
    { key: 'period', count: 'units', ms: 'unitMs' },
    { key: 'overtime', count: 1, ms: 5 * 60_000, target: { to: 1 }, when: 'extraTime' },
    {
      key: 'shootout',
      count: 1,
      kicks: { scored: 'shot', missed: 'miss', rounds: 5, adds: 1 },
      when: 'shootout',
    },
  ],
  headline: 'sum',
  clock: { direction: 'down', cumulative: false, atLimit: 'hold' },
  serve: null,
  ends: { after: 'each' },
}
