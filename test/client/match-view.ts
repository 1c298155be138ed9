import type { MatchEvent, MatchView } from '#core/match'

/** A football match in its first half, as a stream tells of it. */
export const matchView = (given: Partial<MatchView> = {}): MatchView => ({
  id: 'm_1',
  room: 'K7M2QX',
  sport: 'football',
  title: 'Final',
  status: 'live',
  version: 1,
  sides: [
    { id: 'home', name: 'Reds', short: 'RED', color: '#56B4E9' },
    { id: 'away', name: 'Blues', short: 'BLU', color: '#E69F00' },
  ],
  unit: { index: 0, key: 'half', number: 1, over: false },
  units: [{ key: 'half', number: 1, score: [0, 0], winner: null }],
  score: [0, 0],
  headline: 'sum',
  points: null,
  tiebreak: false,
  alert: null,
  serve: null,
  ends: null,
  clock: null,
  timed: [],
  counters: [],
  suspensions: [],
  shootout: null,
  winner: null,
  warnings: [],
  timeline: [],
  moments: [],
  ...given,
})

/** What was posted, as the log has it. */
export const logged = (seq: number, posted: object): MatchEvent =>
  ({
    seq,
    id: `e_${seq}`,
    at: 0,
    occurredAt: 0,
    official: null,
    held: false,
    ...posted,
  }) as MatchEvent
