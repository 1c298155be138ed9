import type { Preset } from '../rules.ts'

export const tennis: Preset = {
  id: 'tennis',
  name: 'Tennis',
  edition: 'ITF-style (2025)',
  source:
    'ITF, Rules of Tennis 2025, Rules 5, 6, 10 and 14 and Appendix VI (no-ad, short sets); the final set to a tie-break of 10 as the four Slams play it since 2022',
  sides: { min: 2, max: 2 },
  keys: [{ key: 'point', points: 1 }],
  incidents: [
    { key: 'ace' },
    { key: 'double-fault' },
    { key: 'code-violation', counter: { per: 'match' } },
    { key: 'time-violation' },
    { key: 'medical-time-out' },
    { key: 'challenge' },
    { key: 'let' },
    { key: 'injury' },
    { key: 'note' },
  ],
  rules: {
    bestOf: 3,
    to: 6,
    winBy: 2,
    cap: 7,
    noAd: false,
    finalSet: 'tiebreak7',
    tieTo: 7,
    tieWinBy: 2,
  },
  // Fast4: sets to four, a tie-break at three all that is won at five outright.
  variants: [{ when: { to: 4, cap: 4 }, brings: { tieTo: 5, tieWinBy: 1 } }],
  stages: [
    {
      key: 'set',
      count: 'bestOf',
      target: {},
      games: { key: 'game', to: 4, labels: ['0', '15', '30', '40'] },
    },
  ],
  headline: 'won',
  clock: null,
  serve: { order: 'games', next: 'goes-on' },
  ends: { within: 'odd-games' },
}
