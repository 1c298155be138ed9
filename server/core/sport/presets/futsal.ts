import type { Preset } from '../rules.ts'

export const futsal: Preset = {
  id: 'futsal',
  name: 'Futsal',
  edition: 'FIFA-style (2025/26)',
  source:
    'FIFA, Futsal Laws of the Game 2025/26, Laws 7, 10, 12 and 13; extra time as most competitions play it',
  sides: { min: 2, max: 2 },
  keys: [
    { key: 'goal', points: 1 },
    { key: 'kick', points: 1 },
  ],
  incidents: [
    // Five are free in a half: from the sixth a free kick has no wall. Extra time goes on with them.
    { key: 'foul', counter: { per: 'unit', limit: 5, later: 'goes-on' } },
    { key: 'time-out', counter: { per: 'unit', limit: 1, later: 0, hard: true } },
    { key: 'yellow', counter: { per: 'match' } },
    {
      key: 'second-yellow',
      counter: { as: 'red', per: 'match' },
      suspension: { ms: 2 * 60_000, partMs: 2 * 60_000 },
    },
    {
      key: 'red',
      counter: { per: 'match' },
      suspension: { ms: 2 * 60_000, partMs: 2 * 60_000 },
    },
    { key: 'penalty' },
    { key: 'miss' },
    { key: 'corner' },
    { key: 'substitution' },
    { key: 'injury' },
    { key: 'note' },
  ],
  rules: { units: 2, unitMs: 20 * 60_000, extraTime: true, shootout: true },
  stages: [
    { key: 'half', count: 'units', ms: 'unitMs' },
    { key: 'extra', count: 2, ms: 5 * 60_000, when: 'extraTime' },
    {
      key: 'shootout',
      count: 1,
      kicks: { scored: 'kick', missed: 'miss', rounds: 5 },
      when: 'shootout',
    },
  ],
  headline: 'sum',
  clock: { direction: 'down', cumulative: false, atLimit: 'hold' },
  serve: null,
  ends: { after: 'each' },
}
