import type { NewEvent } from '#core/match'
import { editions, sportIds } from '#core/sport/presets'
import type { Preset, Rules } from '#core/sport/rules'

/** A match as it stands in the thick of it (`begun`), and what is posted after that until it is over. */
export interface Game {
  sport: string
  rules?: Rules
  sides?: number
  begun: NewEvent[]
  rest: NewEvent[]
  /** Made of the rules, not written. */
  drafted?: true
}

type Side = 'home' | 'away' | `s${number}`

const score = (side: Side, key: string, more: { player?: string; points?: number } = {}) =>
  ({ kind: 'score', side, key, ...more }) as const
const incident = (side: Side, key: string, player?: string) =>
  ({ kind: 'incident', side, key, ...(player && { player }) }) as const
const clock = (op: 'start' | 'stop'): NewEvent => ({ kind: 'clock', op })
const set = (minutes: number, seconds = 0): NewEvent => ({
  kind: 'clock',
  op: 'set',
  ms: (minutes * 60 + seconds) * 1000,
})
const added = (minutes: number): NewEvent => ({ kind: 'clock', op: 'added', ms: minutes * 60_000 })
const unit = (to: number): NewEvent => ({ kind: 'unit', from: to - 1, to })
const final: NewEvent = { kind: 'status', to: 'final' }
const times = (count: number, event: NewEvent): NewEvent[] =>
  Array.from({ length: count }, () => event)
const points = (side: Side, count: number) => times(count, score(side, 'point'))

/** A set of rallies that ends as said, its winner scoring last. */
function rallies(home: number, away: number): NewEvent[] {
  const level = Math.min(home, away)
  const both = times(level, score('home', 'point')).flatMap((event) => [
    event,
    ...points('away', 1),
  ])
  return [...both, ...points(home > away ? 'home' : 'away', Math.abs(home - away))]
}

/** Tennis games to love, by who wins them. */
const games = (winners: string): NewEvent[] =>
  [...winners].flatMap((winner) => points(winner === 'h' ? 'home' : 'away', 4))

const kicks = (scored: string, told: string): NewEvent[] =>
  [...told].map((sign, at) => {
    const side = at % 2 === 0 ? 'home' : 'away'
    return sign === '1' ? score(side, scored) : incident(side, 'miss')
  })

const written: Game[] = [
  {
    sport: 'football',
    begun: [
      clock('start'),
      set(11, 20),
      score('home', 'goal', { player: 'Ana' }),
      set(47, 10),
      score('away', 'goal'),
      unit(1),
      set(21, 30),
      clock('start'),
      incident('away', 'yellow', '6'),
      incident('home', 'second-yellow', 'Bo'),
      incident('away', 'yellow', '9'),
      score('away', 'goal', { player: 'Kim' }),
      set(47, 10),
      added(4),
    ],
    rest: [
      score('home', 'goal'),
      ...[2, 3, 4].map(unit),
      ...kicks('kick', '11011011'),
      score('home', 'kick'),
      final,
    ],
  },
  {
    sport: 'basketball',
    begun: [
      clock('start'),
      ...times(8, score('home', 'field-goal')),
      ...times(6, score('away', 'three')),
      unit(1),
      set(5, 48),
      score('home', 'three', { player: '23' }),
      ...times(5, incident('home', 'foul')),
      ...times(2, incident('away', 'foul')),
      incident('away', 'time-out'),
    ],
    rest: [
      unit(2),
      ...times(31, score('away', 'field-goal')),
      unit(3),
      ...times(29, score('home', 'field-goal')),
      ...times(2, score('home', 'free-throw')),
      unit(4),
      score('home', 'three'),
      final,
    ],
  },
  {
    sport: 'basketball-3x3',
    begun: [
      clock('start'),
      set(4, 10),
      ...times(7, score('home', 'two')),
      ...times(9, score('away', 'one')),
      ...times(7, incident('home', 'foul')),
    ],
    rest: [...times(4, score('home', 'two')), final],
  },
  {
    sport: 'volleyball',
    begun: [
      ...rallies(25, 20),
      unit(1),
      ...rallies(22, 25),
      unit(2),
      ...rallies(17, 19),
      incident('home', 'time-out'),
      ...times(3, incident('away', 'substitution')),
      incident('away', 'yellow', '7'),
    ],
    rest: [...points('away', 6), unit(3), ...rallies(25, 23), unit(4), ...rallies(15, 12), final],
  },
  {
    sport: 'beach-volleyball',
    begun: [...rallies(21, 18), unit(1), ...rallies(16, 20), incident('home', 'time-out')],
    rest: [...points('away', 1), unit(2), ...rallies(13, 15), final],
  },
  {
    sport: 'tennis',
    begun: [
      { kind: 'serve', side: 'home' },
      ...games('hahahahahaha'),
      ...rallies(7, 5),
      unit(1),
      ...games('hahah'),
      ...rallies(3, 3),
      ...points('away', 1),
      incident('home', 'code-violation'),
    ],
    rest: [
      ...points('away', 1),
      ...games('aaa'),
      unit(2),
      ...games('hahahaha'),
      ...games('hh'),
      final,
    ],
  },
  {
    sport: 'table-tennis',
    begun: [
      { kind: 'serve', side: 'home' },
      ...rallies(11, 8),
      unit(1),
      ...rallies(12, 14),
      unit(2),
      ...rallies(6, 5),
      incident('away', 'time-out'),
    ],
    rest: [...points('home', 5), unit(3), ...rallies(11, 2), final],
  },
  {
    sport: 'badminton',
    begun: [
      { kind: 'serve', side: 'home' },
      ...rallies(21, 19),
      unit(1),
      ...rallies(20, 18),
      incident('away', 'yellow'),
    ],
    rest: [...points('home', 1), final],
  },
  {
    sport: 'ice-hockey',
    begun: [
      clock('start'),
      set(8, 5),
      score('home', 'goal', { player: '87' }),
      unit(1),
      clock('start'),
      set(12, 40),
      incident('home', 'minor', '14'),
      incident('away', 'double-minor', 'Kowalczyk'),
      incident('away', 'minor', '8'),
      score('home', 'goal'),
      score('away', 'goal'),
      incident('away', 'time-out'),
    ],
    rest: [unit(2), score('away', 'goal'), unit(3), unit(4), ...kicks('shot', '1000010010'), final],
  },
  {
    sport: 'handball',
    begun: [
      clock('start'),
      ...times(14, score('home', 'goal')),
      ...times(12, score('away', 'goal')),
      unit(1),
      set(12, 5),
      clock('start'),
      ...times(3, score('home', 'goal')),
      incident('home', 'suspension', '5'),
      incident('away', 'yellow'),
      incident('away', 'red', '11'),
      incident('home', 'time-out'),
    ],
    rest: [...times(9, score('away', 'goal')), final],
  },
  {
    sport: 'rugby-union',
    begun: [
      clock('start'),
      set(23, 15),
      score('home', 'try', { player: 'Ana' }),
      score('home', 'conversion'),
      score('away', 'penalty-goal'),
      unit(1),
      set(26, 40),
      clock('start'),
      incident('away', 'yellow', '4'),
      score('home', 'penalty-try'),
    ],
    rest: [
      score('away', 'try'),
      score('away', 'conversion'),
      set(43),
      score('away', 'drop-goal'),
      final,
    ],
  },
  {
    sport: 'best-of',
    rules: { bestOf: 5 },
    begun: [...points('home', 1), unit(1), ...points('away', 1), unit(2)],
    rest: [...points('home', 1), unit(3), ...points('home', 1), final],
  },
  {
    sport: 'custom',
    sides: 3,
    rules: { units: 3, unitMs: 600_000 },
    begun: [
      clock('start'),
      ...points('home', 4),
      score('away', 'points', { points: 7 }),
      unit(1),
      set(3, 20),
      score('s3', 'points', { points: -2 }),
      incident('s3', 'penalty'),
    ],
    rest: [unit(2), ...points('s3', 9), final],
  },
  {
    sport: 'custom',
    sides: 8,
    begun: [
      ...points('home', 4),
      score('away', 'points', { points: 7 }),
      score('s3', 'points', { points: 120 }),
      score('s8', 'points', { points: 45 }),
      score('s5', 'points', { points: -10 }),
    ],
    rest: [score('s8', 'points', { points: 100 }), final],
  },
]

/** A match of a sport that nobody wrote one for: something of all that its rules know. */
function anyGame({ id, keys, incidents, stages, sides }: Preset): Game {
  const kicked = stages.flatMap(({ kicks: rule }) => (rule ? [rule.scored, rule.missed] : []))
  const scores = keys
    .filter(({ key }) => !kicked.includes(key))
    .flatMap(({ key, points: fixed }) =>
      times(2, score('home', key, fixed === null ? { points: 3 } : {})),
    )
  const counted = incidents
    .filter(({ counter, suspension }) => counter ?? suspension)
    .map(({ key }) => incident('away', key))
  return {
    sport: id,
    drafted: true,
    ...(sides.max > 2 && { sides: sides.max }),
    begun: [clock('start'), ...scores, unit(1), clock('start'), ...scores, ...counted],
    rest: [...scores, final],
  }
}

/** One of every sport at least. */
export const played: Game[] = [
  ...written,
  ...sportIds
    .filter((id) => written.every(({ sport }) => sport !== id))
    .flatMap((id) => editions.filter((preset) => preset.id === id).slice(0, 1))
    .map(anyGame),
]

export const nameOf = ({ sport, sides }: Game): string => (sides ? `${sport} of ${sides}` : sport)
