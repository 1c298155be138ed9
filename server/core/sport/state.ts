import { hasEnded, type Match, type MatchStatus, type Moment, type Warning } from '../match.ts'
import { resetAt, type Stopwatch } from './stopwatch.ts'

/** All that a match's log adds up to. Sides are indexes into `match.sides`, units into the rules' units. */
export interface MatchState {
  status: MatchStatus
  unit: number
  /** By unit; null where the match never was and nobody scored. */
  units: (UnitState | null)[]
  /** Kicks of the shoot-out by side: true went in. */
  kicks: boolean[][]
  stopwatch: Stopwatch
  /** By counter the count of each side, in the present period of counting. */
  counts: Record<string, number[]>
  /** The same of all periods, of those counters that are limited in all of them. */
  spent: Record<string, number[]>
  suspended: Suspended[]
  /** The last score that counted. */
  scored: { side: number; key: string } | null
  /** The side that the official named as the winner when ending the match. */
  named: number | null
  /** The last 20, in the order in which they arose. */
  warnings: Warning[]
  /** Of the last 20 events, oldest first. */
  moments: Moment[]
}

/** What has been played of one unit; each list is by side. */
export interface UnitState {
  score: number[]
  /** Of the running game, where a point does not count in `score` at once. */
  points: number[]
  /** How the tie-break ended. */
  tiebreak: number[] | null
  /** Who began the unit by serving, as far as anybody knows. */
  first: number | null
  /** Who won the last point. */
  last: number | null
  /** The seq of the event that last changed `score`; 0: none has. */
  changed: number
}

export interface Suspended {
  seq: number
  key: string
  side: number
  player: string | null
  endsAtMs: number
  partMs: number | null
  replaced: boolean
}

const warningsKept = 20

/** A match of which nothing is known but that it was set up. */
export const start = (match: Match): MatchState => ({
  status: 'scheduled',
  unit: 0,
  units: match.rules.units.map((_, index) => (index === 0 ? unplayed(match) : null)),
  kicks: match.sides.map(() => []),
  stopwatch: resetAt(match.createdAt),
  counts: {},
  spent: {},
  suspended: [],
  scored: null,
  named: null,
  warnings: [],
  moments: [],
})

const unplayed = (match: Match): UnitState => ({
  score: match.sides.map(() => 0),
  points: match.sides.map(() => 0),
  tiebreak: null,
  first: null,
  last: null,
  changed: 0,
})

/** The state of a unit, also of one that has not begun. */
export const unitAt = (match: Match, state: MatchState, index: number): UnitState =>
  state.units[index] ?? unplayed(match)

export const withUnit = (state: MatchState, index: number, unit: UnitState): MatchState => ({
  ...state,
  units: replaced(state.units, index, unit),
})

/** -1: there is no such side. */
export const sideIndex = (match: Match, id: string | undefined): number =>
  match.sides.findIndex((side) => side.id === id)

export const warn = (state: MatchState, ...warnings: Warning[]): MatchState =>
  warnings.length === 0
    ? state
    : { ...state, warnings: [...state.warnings, ...warnings].slice(-warningsKept) }

/** The first score, start or serve makes a match live; after the end they are kept, with a warning. */
export function inPlay(state: MatchState, seq: number): MatchState {
  if (hasEnded(state)) return warn(state, { code: 'match-ended', seq })
  return state.status === 'scheduled' ? { ...state, status: 'live' } : state
}

/** A copy of a list with one place changed. */
export const replaced = <T>(list: readonly T[], index: number, value: T): T[] =>
  list.map((old, at) => (at === index ? value : old))
