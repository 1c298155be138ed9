/**
 * A sport is data. A preset says what can be scored, in which units, and how a unit ends; `freeze`
 * works a match's own rules into a copy of it, and the one reducer in `fold.ts` knows only that copy.
 * Whatever a preset leaves out, the sport does not have.
 */
export interface Preset {
  id: string
  name: string
  /** Whose rules, of when: shown as “IFAB-style (2025/26)”, never as official. */
  edition: string
  source: string
  /** The day (ISO, UTC) from which this edition is played; an earlier one stands until then. */
  since?: string
  sides: { min: number; max: number }
  keys: ScoreKey[]
  incidents: IncidentKey[]
  /** What a match may set for itself, with what it is otherwise. */
  rules: Rules
  /** What a rule brings along: where all of `when` holds, `brings` holds too, unless the match says else. */
  variants?: { when: Rules; brings: Rules }[]
  /** The units in their order; numbers that are names are looked up in `rules`. */
  stages: Stage[]
  /** `sum`: goals of all units. `won`: units won, and who has won more than half of them has won. */
  headline: 'sum' | 'won'
  clock: { direction: 'up' | 'down'; cumulative: boolean; atLimit: 'hold' | 'run' } | null
  serve: Serve | null
  ends?: Ends
}

export interface ScoreKey {
  key: string
  /** Null: the sender says how many. */
  points: number | null
  /** The sender may say another number of points. */
  free?: true
  /** Only right after one of these, by the same side: a conversion follows a try. */
  follows?: string[]
}

export interface IncidentKey {
  key: string
  counter?: CounterRule
  suspension?: SuspensionRule
}

/** Counted by side, afresh in each period of counting. */
export interface CounterRule {
  /** The counter's name, where several incidents count as one; otherwise the incident's own key. */
  as?: string
  /** `half`: the first and the second half of the regular units. */
  per: 'unit' | 'half' | 'match'
  /** How many are free; a pair is of the two halves. */
  limit?: number | [number, number]
  /** How many of them are free in all periods together. */
  most?: number
  /** In what comes after the regular units: as many in each of them, or the count simply goes on. */
  later?: number | 'goes-on'
  /** More than the limit cannot be, so it warns. Elsewhere more has consequences, as fouls have. */
  hard?: true
}

/** Who is off for so long of playing time. */
export interface SuspensionRule {
  ms: number
  /**
   * A goal by the other side, while this one has more players off, ends the part of it that runs: all
   * of a minor, the first half of a double.
   */
  partMs?: number
  /** The side plays on in full number, so nobody is short of players by it. */
  replaced?: true
}

export type FinalSet = 'tiebreak7' | 'tiebreak10' | 'advantage'

export interface Rules {
  units?: number
  /** Null: nobody times it. */
  unitMs?: number | null
  bestOf?: number
  to?: number
  winBy?: number
  cap?: number | null
  noAd?: boolean
  finalSet?: FinalSet
  /** A tie-break is won at so many points, by so many. */
  tieTo?: number
  tieWinBy?: number
  extraTime?: boolean
  shootout?: boolean
}

export interface Stage {
  /** What one unit is called: half, extra, shootout, set. */
  key: string
  count: number | 'units' | 'bestOf'
  ms?: number | 'unitMs'
  /**
   * The unit is won by score. What is not said here is the rules' `to`, `winBy` and `cap`; the last
   * one of several is won at `decider.to`.
   */
  target?: { to?: number; decider?: { to: number } }
  /** A point counts in a game, and a game won is what the unit counts. */
  games?: { key: string; to: number; labels: string[] }
  kicks?: Kicks
  /** The rule that allows this stage. Its indexes stay where they are when it does not. */
  when?: 'extraTime' | 'shootout'
}

/**
 * A unit of kicks: a score key that went in, an incident key that did not. They are told in
 * `shootout`, neither in `score` nor in `units`. A sport has one such unit at most.
 */
export interface Kicks {
  scored: string
  missed: string
  /** So many for each side, then one each until they differ. Absent: an official says when it is over. */
  rounds?: number
  /** The winner's headline rises by so much, in sports that write it like that. */
  adds?: number
}

/** A unit is won at `to` with a lead of `winBy`, or at `cap` outright. */
export interface Target {
  to: number
  winBy: number
  cap: number | null
}

/** The games inside a unit; at `tie.at` for both sides a tie-break decides. */
export interface Games {
  key: string
  target: Target
  labels: string[]
  tie: { at: number; target: Target } | null
}

export interface Serve {
  /**
   * Who serves: whoever won the last point (`winner`); each side for `turns` points, one where one more
   * point might decide (`turns`); each side for a game, tie-breaks by the usual 1, 2, 2 … (`games`).
   */
  order: 'winner' | 'turns' | 'games'
  turns?: number
  /**
   * Who begins the next unit: not who began this one (`other`), who won it (`winner`), whose turn it is
   * (`goes-on`). Null: it is tossed or agreed, and nobody serves until somebody says so.
   */
  next: 'other' | 'winner' | 'goes-on' | null
  /** Before the last unit of several a coin is tossed. */
  decider?: 'toss'
}

/** When sides change ends. */
export interface Ends {
  /** After each unit, or after half of the regular ones. */
  after?: 'each' | 'half'
  within?: EndsWithin
  /** Within the last unit of several. */
  decider?: EndsWithin
}

export type EndsWithin =
  /** Whenever the points of both together are a multiple. */
  | { every: number }
  /** Once, when a side reaches so many, or half of what it takes to win. */
  | { at: number | 'half' }
  /** After each odd game, and after every six points of a tie-break. */
  | 'odd-games'

/** One unit of a match, all worked out. What is absent it does not have. */
export interface Unit {
  key: string
  number: number
  /** Length; null: nobody times it. */
  ms: number | null
  /** What stands on the clock when it begins. */
  offsetMs: number
  /** Null: the unit ends by hand, when the official says so. */
  target: Target | null
  kicks: Kicks | null
  /** False: this match does not play it; its index stays taken. */
  allowed: boolean
  games?: Games
  /** The last one of several. */
  decides?: true
  /** Sides change ends when it is over. */
  changesEnds?: true
  /** For each counter the period of counting that this unit belongs to, and how many are free in it. */
  counts?: Record<string, Counting>
}

/** `most`: how many are free in all periods together. */
export interface Counting {
  period: number
  limit: number | null
  most?: number
}

/** A preset with a match's own rules worked in: all that the reducer knows of a sport. */
export interface MatchRules {
  sport: string
  name: string
  edition: string
  /** The preset's rules with what this match has set for itself. */
  rules: Rules
  keys: ScoreKey[]
  incidents: IncidentKey[]
  units: Unit[]
  headline: Preset['headline']
  clock: Preset['clock']
  serve: Serve | null
  ends?: Ends
}
