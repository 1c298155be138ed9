import type { Happening } from '#core/match'
import type { Moment } from './referee.ts'

/**
 * Argentina against France, Lusail, 18 December 2022: 3–3 after extra time, 4–2 on penalties. Goals,
 * minutes and sides are from openfootball/worldcup.json (public domain). The order of the shoot-out
 * and the announced stoppage time are not in that source: they are ours, and fit its result.
 */
export const final2022 = {
  sport: 'football',
  title: 'World Cup final 2022',
  sides: [
    { name: 'Argentina', short: 'ARG', color: '#75AADB' },
    { name: 'France', short: 'FRA', color: '#EF4135' },
  ],
}

type SideId = 'home' | 'away'
const teams: Record<SideId, string> = { home: 'Argentina', away: 'France' }

const goals: { minute: number; side: SideId; player: string; penalty?: true }[] = [
  { minute: 23, side: 'home', player: 'Lionel Messi', penalty: true },
  { minute: 36, side: 'home', player: 'Ángel Di María' },
  { minute: 80, side: 'away', player: 'Kylian Mbappé', penalty: true },
  { minute: 81, side: 'away', player: 'Kylian Mbappé' },
  { minute: 108, side: 'home', player: 'Lionel Messi' },
  { minute: 118, side: 'away', player: 'Kylian Mbappé', penalty: true },
]

const kicks: { side: SideId; player: string; scored: boolean }[] = [
  { side: 'away', player: 'Kylian Mbappé', scored: true },
  { side: 'home', player: 'Lionel Messi', scored: true },
  { side: 'away', player: 'Kingsley Coman', scored: false },
  { side: 'home', player: 'Paulo Dybala', scored: true },
  { side: 'away', player: 'Aurélien Tchouaméni', scored: false },
  { side: 'home', player: 'Leandro Paredes', scored: true },
  { side: 'away', player: 'Randal Kolo Muani', scored: true },
  { side: 'home', player: 'Gonzalo Montiel', scored: true },
]

const periods = [
  { starts: 'Kick-off', after: 0, lasts: 45, added: 7, ends: 'Half-time' },
  { starts: 'The second half begins', after: 45, lasts: 45, added: 8, ends: 'Full time' },
  { starts: 'Extra time begins', after: 90, lasts: 15, added: 0, ends: 'Change of ends' },
  { starts: 'Extra time goes on', after: 105, lasts: 15, added: 0, ends: 'End of extra time' },
]
type Period = (typeof periods)[number]

/** The whole match in its order. */
export const finalMoments = (): Moment[] => [
  ...periods.flatMap(momentsOf),
  ...shootoutMoments(),
  {
    kind: 'final',
    minute: 'end',
    happenings: [{ kind: 'status', to: 'final' }],
    line: 'The final is over',
  },
]

function momentsOf(period: Period, unit: number): Moment[] {
  const { starts, after, lasts, added, ends } = period
  const minutes = Array.from({ length: lasts + added }, (_, index) => minuteMoments(period, index))
  return [
    {
      kind: 'start',
      minute: `${after}'`,
      happenings: [
        ...(unit === 0 ? [] : [{ kind: 'unit' as const, from: unit - 1, to: unit }]),
        { kind: 'clock', op: 'start' },
      ],
      line: starts,
    },
    ...minutes.flat(),
    {
      kind: unit === 0 ? 'interval' : 'break',
      minute: minuteName(period, lasts + added),
      happenings: [clockAt(lasts + added), { kind: 'clock', op: 'stop' }],
      line: ends,
    },
  ]
}

/**
 * In two hours told in a minute and a half, a clock that runs as clocks do would stand at 00:08 when
 * Messi scores in the 23rd minute. So the referee sets it on by a minute at the start of each one,
 * which is what a referee may do with a clock that is behind; no time stamp is made up. The 23rd
 * minute is the one that begins at 22:00.
 */
function minuteMoments(period: Period, index: number): Moment[] {
  const minute = minuteName(period, index + 1)
  const announces = period.added > 0 && index + 1 === period.lasts
  return [
    {
      kind: 'minute',
      minute,
      happenings: [
        clockAt(index),
        ...(announces
          ? [{ kind: 'clock' as const, op: 'added' as const, ms: period.added * 60_000 }]
          : []),
      ],
      ...(announces && { line: `${period.added} minutes are added` }),
    },
    ...goals
      .filter((goal) => index < period.lasts && goal.minute === period.after + index + 1)
      .map(({ side, player, penalty = false }): Moment => ({
        kind: 'goal',
        minute,
        happenings: [
          ...(penalty ? [{ kind: 'incident' as const, key: 'penalty', side, player }] : []),
          { kind: 'score', key: 'goal', side, player },
        ],
        line: `Goal for ${teams[side]}! ${player}${penalty ? ' (penalty)' : ''}`,
      })),
  ]
}

/** Minutes of the period, not of the match. */
const clockAt = (minutes: number): Happening => ({ kind: 'clock', op: 'set', ms: minutes * 60_000 })

/** `23'`, and `45+2'` in stoppage time. */
const minuteName = ({ after, lasts }: Period, minute: number): string =>
  minute > lasts ? `${after + lasts}+${minute - lasts}'` : `${after + minute}'`

const shootoutMoments = (): Moment[] => [
  {
    kind: 'break',
    minute: 'pens',
    happenings: [{ kind: 'unit', from: 3, to: 4 }],
    line: 'The shoot-out begins',
  },
  ...kicks.map(({ side, player, scored }): Moment => ({
    kind: 'kick',
    minute: 'pens',
    happenings: [
      scored
        ? { kind: 'score', key: 'kick', side, player }
        : { kind: 'incident', key: 'miss', side, player },
    ],
    line: `${player} (${teams[side]}) ${scored ? 'scores' : 'misses'}`,
  })),
]
