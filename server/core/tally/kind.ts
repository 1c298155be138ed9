import type { Outcome } from '../problem.ts'

export interface PollOption {
  id: string
  label: string
}

/** What stands on the ballot paper: all of a poll that its kind may know. */
export interface Paper {
  options: PollOption[]
  /** Kind `multiple`: how many options one ballot may hold; null is any number. */
  maxChoices: number | null
  scale: { min: number; max: number } | null
}

export type Choice = string | string[]

/**
 * The counters of one run of a poll: people who voted, and how many of their ballots named each key.
 * Everything the server stores, batches, changes and recounts is this; only a kind's `keys` and
 * `view` know what a key means. A change to a tally has the same shape, with minus signs.
 */
export interface Tally {
  ballots: number
  counts: Map<string, number>
}

export interface OptionsResult {
  options: { id: string; votes: number; share: number }[]
}

export type Result = OptionsResult

/** A kind of poll: all there is to know about it. `C` is the choice of one voter. */
export interface TallyRules<C extends Choice = Choice> {
  /** The choice as it is kept (the same ballot is always the same value), or what is wrong with it. */
  check(paper: Paper, choice: unknown): Outcome<{ choice: C }>
  /** The counters to which a ballot adds one. */
  keys(choice: C): string[]
  view(paper: Paper, tally: Tally): Result
}
