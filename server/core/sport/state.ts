import type { Match, MatchStatus, Warning, WarningCode } from '../match.ts'
import { resetAt, type Stopwatch } from './stopwatch.ts'

/** All that a match's log adds up to. Sides are indexes into `match.sides`, units into the rules' units. */
export interface MatchState {
  status: MatchStatus
  unit: number
  /** For each unit the points of each side; null where the match never was and nobody scored. */
  scores: (number[] | null)[]
  /** Kicks of the shoot-out by side: true went in. */
  kicks: boolean[][]
  serve: number | null
  stopwatch: Stopwatch
  /** The side that the official named as the winner when ending the match. */
  named: number | null
  /** The last 20, in the order in which they arose. */
  warnings: Warning[]
}

const warningsKept = 20

/** A match of which nothing is known but that it was set up. */
export const start = (match: Match): MatchState => ({
  status: 'scheduled',
  unit: 0,
  scores: match.rules.units.map((_, index) => (index === 0 ? noPoints(match) : null)),
  kicks: match.sides.map(() => []),
  serve: null,
  stopwatch: resetAt(match.createdAt),
  named: null,
  warnings: [],
})

export const noPoints = (match: Match): number[] => match.sides.map(() => 0)

/** -1: there is no such side. */
export const sideIndex = (match: Match, id: string | undefined): number =>
  match.sides.findIndex((side) => side.id === id)

export const hasEnded = (state: MatchState): boolean =>
  state.status === 'final' || state.status === 'abandoned'

export const warn = (state: MatchState, seq: number, ...codes: WarningCode[]): MatchState =>
  codes.length === 0
    ? state
    : {
        ...state,
        warnings: [...state.warnings, ...codes.map((code) => ({ code, seq }))].slice(-warningsKept),
      }

/** The first score, start or serve makes a match live; after the end they are kept, with a warning. */
export function inPlay(state: MatchState, seq: number): MatchState {
  if (hasEnded(state)) return warn(state, seq, 'match-ended')
  return state.status === 'scheduled' ? { ...state, status: 'live' } : state
}

/** A copy of a list with one place changed. */
export const replaced = <T>(list: readonly T[], index: number, value: T): T[] =>
  list.map((old, at) => (at === index ? value : old))
