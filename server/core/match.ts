import type { Clock, ClockSetting } from './clock.ts'
import type { EventId, Instant, MatchId, RoomCode } from './ids.ts'
import type { Kicks, MatchRules, Rules } from './sport/rules.ts'

export interface Side {
  id: string
  name: string
  short: string
  color: string
}

export type MatchStatus = 'scheduled' | 'live' | 'review' | 'final' | 'abandoned'

export const hasEnded = ({ status }: { status: MatchStatus }): boolean =>
  status === 'final' || status === 'abandoned'

/** A match as it was set up. What happened in it is its log; the state is the fold of the log. */
export interface Match {
  id: MatchId
  room: RoomCode
  sport: string
  title: string
  sides: Side[]
  /** The preset with this match's own rules worked in, frozen: a later edition does not touch it. */
  rules: MatchRules
  createdAt: Instant
}

/** What a sender says happened. Sides are named by id; units are indexes from 0. */
export type Happening =
  | { kind: 'score'; side: string; key: string; unit?: number; player?: string; points?: number }
  | { kind: 'incident'; key: string; side?: string; player?: string; note?: string }
  | { kind: 'clock'; op: 'start' | 'stop' }
  | { kind: 'clock'; op: 'set' | 'added'; ms: number }
  | { kind: 'unit'; from: number; to: number }
  | { kind: 'serve'; side: string }
  | { kind: 'status'; to: 'live' | 'review' | 'final' | 'abandoned'; side?: string }
  | { kind: 'adjust'; unit?: number; score: number[]; reason: string }
  | { kind: 'amend'; target: EventId; patch: Patch }
  | { kind: 'void'; target: EventId; why?: string }
  | { kind: 'confirm'; target: EventId }

/** A JSON Merge Patch (RFC 7396) of an earlier event's own fields: null takes one away. */
export type Patch = Readonly<Record<string, string | number | readonly number[] | null>>

export type EventKind = Happening['kind']

/** Changes what an earlier event says, whether it counts, or both; it says nothing of the match itself. */
export type Correction = Extract<Happening, { target: EventId }>

/** A happening as it is posted: `base` is the last seq that the sender had seen. */
export type NewEvent = Happening & { id?: EventId; base?: number; occurredAt?: Instant }

/** One entry of a match's append-only log. `seq` rises by one from 1; `at` is when the server took it. */
export type MatchEvent = Happening & {
  seq: number
  id: EventId
  at: Instant
  occurredAt: Instant
  /** The official's id; null is the host. */
  official: string | null
  held: boolean
}

export type EventOf<K extends EventKind> = Extract<MatchEvent, { kind: K }>

/**
 * Recorded, but not what the rules of the sport allow; `seq` is the event's. A code, never a
 * sentence: the client speaks its reader's language. A score that warns of `unit-over` or
 * `wrong-unit` counts nothing; with any other code it counts.
 */
export interface Warning {
  code: WarningCode
  seq: number
  /** The unit it is about, by its index. */
  unit?: number
  /** The counter it is about. */
  key?: string
  side?: string
}

export type WarningCode =
  /** A score for a unit that is won. */
  | 'unit-over'
  /** A score for a unit that has not begun. */
  | 'unit-ahead'
  /** A goal in the shoot-out, or a kick outside it. */
  | 'wrong-unit'
  /** The match went on from a unit that nobody had won. */
  | 'unit-unfinished'
  /** The match went on from a unit that it was never in, because the way there was voided. */
  | 'unit-skipped'
  /** Another unit began after the match was won. */
  | 'match-decided'
  /** Called final before anybody had won, and no side was named. */
  | 'match-undecided'
  /** Play after the match was final or abandoned; it does not start the clock again. */
  | 'match-ended'
  /** The clock was pressed where there is none. */
  | 'no-clock'
  /** More of `key` than the rules give a side: a third time-out of two. */
  | 'over-limit'
  /** A score that only follows another, such as a conversion without a try. */
  | 'out-of-turn'

export interface UnitView {
  key: string
  number: number
  score: number[]
  winner: string | null
  /** The points of the tie-break that this unit came to; absent where there was none. */
  tiebreak?: number[]
}

/** What the clock of a unit was set to, also when that is over; `index` is its place among all units. */
export type TimedUnit = { index: number; key: string; number: number } & ClockSetting

/** Somebody is off for a while of playing time. */
export interface Suspension {
  /** Of the incident that brought it. */
  seq: number
  key: string
  side: string
  player: string | null
  /**
   * When it ends, in milliseconds played of the current unit, as `clock.elapsedMs` counts them; more
   * than the unit is long where it goes on in the next. Over when the clock has got there.
   */
  endsAtMs: number
}

/** Where the match stood right after an event of the timeline that counts. */
export interface Moment {
  seq: number
  unit: number
  /** Played of that unit; null where nobody times it. */
  elapsedMs: number | null
  /** The headline of a period sport, the unit's own score in a set sport. */
  score: number[]
  /** The running game, as it was called. */
  points: string[] | null
}

/** A match as it travels: the scoreboard. */
export interface MatchView {
  id: MatchId
  room: RoomCode
  sport: string
  title: string
  status: MatchStatus
  version: number
  sides: Side[]
  unit: { index: number; key: string; number: number; over: boolean }
  units: UnitView[]
  /** The headline: the sum of the units, or units won in set sports. */
  score: number[]
  /** Which of the two: `won` is a set sport. */
  headline: 'sum' | 'won'
  /** The running game, as it is called: `["40", "Ad"]`; null where a point counts at once. */
  points: string[] | null
  /** The running game is a tie-break, which its points alone do not tell. */
  tiebreak: boolean
  alert: { kind: string; side: string } | null
  serve: string | null
  clock: Clock | null
  /** The units of `units` that were timed, for the minutes of what happened in them. */
  timed: TimedUnit[]
  /**
   * `swapped`: the sides have changed ends an odd number of times. `due`: they change right now.
   * Null where the rules do not tell.
   */
  ends: { swapped: boolean; due: boolean } | null
  /** What was counted in the present period of counting; `limit` is how many are free. */
  counters: { key: string; side: string; count: number; limit: number | null }[]
  suspensions: Suspension[]
  shootout: { score: number[]; kicks: boolean[][] } | null
  winner: string | null
  warnings: Warning[]
  /** The last 20 events, newest first. */
  timeline: MatchEvent[]
  /** Of those events of the timeline that count, newest first. */
  moments: Moment[]
}

/** What a page needs to know of a sport, or of a sport as one match plays it. */
export interface SportView {
  id: string
  name: string
  edition: string
  sides: { min: number; max: number }
  /**
   * `points` null: the sender says how many; `free`: may say another number. `follows`: only right
   * after one of these by the same side.
   */
  keys: { key: string; points: number | null; free?: true; follows?: string[] }[]
  /** `counted`: the counter that it raises. */
  incidents: { key: string; counted: string | null; suspensionMs: number | null }[]
  headline: 'sum' | 'won'
  /** Whether somebody serves, as the rules derive it or an official says. */
  serves: boolean
  /** In a unit with kicks only those two keys mean something, and elsewhere they do not. */
  units: { key: string; number: number; ms: number | null; kicks: Kicks | null; allowed: boolean }[]
  clock: { direction: 'up' | 'down'; atLimit: 'hold' | 'run' } | null
  /** What a match of this sport may set for itself, and what it is here. */
  rules: Rules
}

/** A sport as one match plays it, with the match as it was made: with its log, all that a fold needs. */
export interface PlayedSport extends SportView {
  match: Match
}
