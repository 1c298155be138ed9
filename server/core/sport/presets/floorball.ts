import type { Preset } from '../rules.ts'

export const floorball: Preset = {
  id: 'floorball',
  name: 'Floorball',
  edition: 'IFF-style (2022–2026)',
  source: 'IFF, Rules of the Game 2022, Rules 201 to 205 and 601 to 612',
  sides: { min: 2, max: 2 },
  keys: [
    { key: 'goal', points: 1 },
    { key: 'shot', points: 1 },
  ],
  incidents: [
    {
      key: 'bench-penalty',
      counter: { as: 'penalty', per: 'match' },
      suspension: { ms: 2 * 60_000, partMs: 2 * 60_000 },
    },
    {
      key: 'double-bench-penalty',
      counter: { as: 'penalty', per: 'match' },
      suspension: { ms: 4 * 60_000, partMs: 2 * 60_000 },
    },
    { key: 'personal-penalty', suspension: { ms: 10 * 60_000, replaced: true } },
    { key: 'match-penalty' },
    { key: 'penalty', counter: { per: 'match' } },
    { key: 'penalty-shot' },
    { key: 'miss' },
    { key: 'time-out', counter: { per: 'match', limit: 1, hard: true } },
    { key: 'injury' },
    { key: 'note' },
  ],
  rules: { units: 3, unitMs: 20 * 60_000, extraTime: true, shootout: true },
  stages: [
    { key: 'period', count: 'units', ms: 'unitMs' },
    { key: 'overtime', count: 1, ms: 10 * 60_000, target: { to: 1 }, when: 'extraTime' },
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
