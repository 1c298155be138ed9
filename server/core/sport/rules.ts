/**
 * A sport is data. A preset says what can be scored, in which units, and how a unit ends; `freeze`
 * works a match's own rules into a copy of it, and the one reducer in `fold.ts` knows only that copy.
 */
export interface Preset {
  id: string
  name: string
  /** Whose rules, of when: shown as “FIFA-style (2025/26)”, never as official. */
  edition: string
  source: string
  sides: { min: number; max: number }
  /** `points` null: the sender says how many. */
  keys: { key: string; points: number | null }[]
  incidents: { key: string }[]
  /** What a match may set for itself, with what it is otherwise. */
  rules: Rules
  /** The units in their order; numbers that are names are looked up in `rules`. */
  stages: Stage[]
  /** `sum`: goals of all units. `won`: units won, and who has won more than half of them has won. */
  headline: 'sum' | 'won'
  clock: { direction: 'up' | 'down'; cumulative: boolean; atLimit: 'hold' | 'run' } | null
  /** Who serves next, where the rules derive it. */
  serve: 'winner' | null
}

export interface Rules {
  units?: number
  unitMs?: number
  bestOf?: number
  to?: number
  winBy?: number
  cap?: number | null
  extraTime?: boolean
  shootout?: boolean
}

export interface Stage {
  /** What one unit is called: half, extra, shootout, set. */
  key: string
  count: number | 'units' | 'bestOf'
  ms?: number | 'unitMs'
  /** The unit is won by score, by the rules' `to`, `winBy` and `cap`; the last one of several to `decider.to`. */
  target?: { decider?: { to: number } }
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
}

/** A unit is won at `to` with a lead of `winBy`, or at `cap` outright. */
export interface Target {
  to: number
  winBy: number
  cap: number | null
}

/** One unit of a match, all worked out. */
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
}

/** A preset with a match's own rules worked in: all that the reducer knows of a sport. */
export interface MatchRules {
  sport: string
  name: string
  edition: string
  /** The preset's rules with what this match has set for itself. */
  rules: Rules
  keys: Preset['keys']
  incidents: Preset['incidents']
  units: Unit[]
  headline: Preset['headline']
  clock: Preset['clock']
  serve: Preset['serve']
}
