import type { Poll } from '../poll.ts'
import type { Outcome } from '../problem.ts'
import { multiple } from './multiple.ts'
import { single } from './single.ts'

/**
 * The counters of one run of a poll: people who voted, and how many of their ballots named each key.
 * Everything the server stores, batches, changes and recounts is this; only a kind's `keys` and
 * `view` know what a key means. A change to a tally has the same shape, with minus signs.
 */
export interface Tally {
  ballots: number
  counts: Map<string, number>
}

export type Choice = string | string[]

export interface OptionsResult {
  options: { id: string; votes: number; share: number }[]
}

export type Result = OptionsResult

/** A kind of poll: all there is to know about it. `C` is the choice of one voter. */
export interface TallyRules<C extends Choice = Choice> {
  /** The choice as it is kept (the same ballot is always the same value), or what is wrong with it. */
  check(poll: Poll, choice: unknown): Outcome<{ choice: C }>
  /** The counters to which a ballot adds one. */
  keys(choice: C): string[]
  view(poll: Poll, tally: Tally): Result
}

const rules = { single, multiple }

export type PollKind = keyof typeof rules

export const pollKinds = Object.keys(rules) as [PollKind, ...PollKind[]]

/** The table's only cast: a poll's kind and its choices go together because `check` made the choice. */
export const rulesOf = (kind: PollKind): TallyRules => rules[kind] as unknown as TallyRules
