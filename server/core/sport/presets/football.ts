import type { Preset } from '../rules.ts'

export const football: Preset = {
  id: 'football',
  name: 'Football',
  edition: 'IFAB-style (2025/26)',
  source:
    'IFAB, Laws of the Game 2025/26, Laws 7, 10 and 12; extra time as most competitions play it',
  sides: { min: 2, max: 2 },
  keys: [
    { key: 'goal', points: 1 },
    { key: 'kick', points: 1 },
  ],
  incidents: [
    { key: 'yellow', counter: { per: 'match' } },
    { key: 'second-yellow', counter: { as: 'red', per: 'match' } },
    { key: 'red', counter: { per: 'match' } },
    { key: 'foul' },
    { key: 'penalty' },
    { key: 'miss' },
    { key: 'substitution' },
    { key: 'injury' },
    { key: 'corner' },
    { key: 'offside' },
    { key: 'note' },
  ],
  rules: { units: 2, unitMs: 45 * 60_000, extraTime: true, shootout: true },
  stages: [
    { key: 'half', count: 'units', ms: 'unitMs' },
    { key: 'extra', count: 2, ms: 15 * 60_000, when: 'extraTime' },
    {
      key: 'shootout',
      count: 1,
      kicks: { scored: 'kick', missed: 'miss', rounds: 5 },
      when: 'shootout',
    },
  ],
  headline: 'sum',
  clock: { direction: 'up', cumulative: true, atLimit: 'run' },
  serve: null,
  ends: { after: 'each' },
}
