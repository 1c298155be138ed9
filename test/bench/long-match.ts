import type { Happening } from '#core/match'
import type { Rules } from '#core/sport/rules'

/** A sport, and what can happen in it for ever: nobody wins, so that every event counts. */
export interface LongMatch {
  name: string
  sport: string
  sides: number
  rules: Rules
  happening(index: number): Happening
}

const point = (side: string, key = 'point'): Happening => ({ kind: 'score', side, key })
const sideOf = (index: number) => (index % 2 === 0 ? 'home' : 'away')
const eight = ['home', 'away', 's3', 's4', 's5', 's6', 's7', 's8']

const footballs: Happening[] = [
  point('home', 'goal'),
  { kind: 'clock', op: 'start' },
  { kind: 'incident', side: 'away', key: 'yellow' },
  point('away', 'goal'),
  { kind: 'incident', side: 'home', key: 'corner' },
  { kind: 'clock', op: 'stop' },
]

export const longMatches: LongMatch[] = [
  {
    name: 'football',
    sport: 'football',
    sides: 2,
    rules: {},
    happening: (index) => footballs[index % footballs.length]!,
  },
  {
    name: 'tennis',
    sport: 'tennis',
    sides: 2,
    rules: { bestOf: 1, cap: null },
    // A game for each in turns, to love.
    happening: (index) => point(sideOf(Math.floor(index / 4))),
  },
  {
    name: 'volleyball',
    sport: 'volleyball',
    sides: 2,
    rules: {},
    happening: (index) => point(sideOf(index)),
  },
  {
    name: 'custom, 8 sides',
    sport: 'custom',
    sides: 8,
    rules: {},
    happening: (index) =>
      ({ ...point(eight[index % 8]!, 'points'), points: index % 5 }) as Happening,
  },
]
