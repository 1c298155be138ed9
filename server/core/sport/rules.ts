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
  /** The unit is won by score, by the rules' `to`, `winBy` and `cap`. */
  target?: { decider?: Partial<Target> }
  /** Kicks are told in `shootout`, neither in `score` nor in `units`. */
  kicks?: { scored: string; missed: string }
  /** The rule that allows this stage. Its indexes stay where they are when it does not. */
  when?: 'extraTime' | 'shootout'
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
  ms: number | null
  offsetMs: number
  /** Null: the unit ends by hand, when the official says so. */
  target: Target | null
  kicks: { scored: string; missed: string } | null
  allowed: boolean
}

/** A preset with a match's own rules worked in: all that the reducer knows of a sport. */
export interface MatchRules {
  sport: string
  edition: string
  keys: Preset['keys']
  incidents: Preset['incidents']
  units: Unit[]
  headline: Preset['headline']
  clock: Preset['clock']
  serve: Preset['serve']
}
