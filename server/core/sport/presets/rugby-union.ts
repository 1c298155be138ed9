import type { Preset } from '../rules.ts'

export const rugbyUnion: Preset = {
  id: 'rugby-union',
  name: 'Rugby union',
  edition: 'World Rugby-style (2025)',
  source:
    'World Rugby, Laws of the Game 2025, Laws 5, 8 and 9; extra time of two times ten as in knock-out matches',
  sides: { min: 2, max: 2 },
  keys: [
    { key: 'try', points: 5 },
    // Not after a penalty try: its seven points hold the two.
    { key: 'conversion', points: 2, follows: ['try'] },
    { key: 'penalty-goal', points: 3 },
    { key: 'drop-goal', points: 3 },
    { key: 'penalty-try', points: 7 },
    { key: 'kick', points: 1 },
  ],
  incidents: [
    { key: 'yellow', counter: { per: 'match' }, suspension: { ms: 10 * 60_000 } },
    { key: 'red', counter: { per: 'match' } },
    { key: 'conversion-missed' },
    { key: 'penalty' },
    { key: 'miss' },
    { key: 'scrum' },
    { key: 'lineout' },
    { key: 'substitution' },
    { key: 'injury' },
    { key: 'note' },
  ],
  rules: { units: 2, unitMs: 40 * 60_000, extraTime: true, shootout: true },
  stages: [
    { key: 'half', count: 'units', ms: 'unitMs' },
    { key: 'extra', count: 2, ms: 10 * 60_000, when: 'extraTime' },
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
