import type { Outcome } from '../problem.ts'

export interface PollOption {
  id: string
  label: string
}

/** What stands on the ballot paper: all of a poll that its kind may know. */
export interface Paper {
  /** None where people bring their own words, or a scale says it all. */
  options: PollOption[]
  /** Kind `multiple`: how many options one ballot may hold; null is any number. */
  maxChoices: number | null
  /** Kind `rating`: whole numbers, both ends included. */
  scale: { min: number; max: number } | null
  /** Kind `words`: a word is shown when its host has said so, and not before. */
  approveWords: boolean
  /** Kind `words`: never shown; what was voted stays in the record. */
  hiddenWords: string[]
  /** Kind `words`: what the host has approved. */
  shownWords: string[]
}

export const blankPaper: Paper = {
  options: [],
  maxChoices: null,
  scale: null,
  approveWords: false,
  hiddenWords: [],
  shownWords: [],
}

export type Choice = string | number | string[]

/**
 * The counters of one run of a poll: people who voted, and how many of their ballots named each key.
 * Everything the server stores, batches, changes and recounts is this; only a kind's `keys` and
 * `view` know what a key means. A change to a tally has the same shape, with minus signs.
 */
export interface Tally {
  ballots: number
  counts: Map<string, number>
}

/** How many voters made a choice. */
export interface ChoiceCount {
  choice: Choice
  voters: number
}

export interface OptionVotes {
  id: string
  votes: number
}

export interface OptionsResult {
  /** `share` is votes ÷ ballots, 0 where there are none. */
  options: (OptionVotes & { share: number })[]
}

export interface RatingResult {
  /** Every value of the scale, lowest first. */
  counts: { value: number; votes: number }[]
  /** Null where nobody voted. */
  mean: number | null
}

/** Instant-runoff. */
export interface RankingResult {
  first: OptionVotes[]
  /** The counts of the final round: of the options that were still in it. */
  last: OptionVotes[]
  /** Ballots that name none of those. */
  exhausted: number
  /** In the order in which they went out. */
  out: string[]
  winner: string | null
}

export interface RankingRound {
  /** Of the options still in, in the order of the paper. */
  counts: OptionVotes[]
  exhausted: number
  /** Who goes out after it; null in the final round. */
  out: string | null
}

export interface WordVotes {
  text: string
  votes: number
}

export interface WordsResult {
  /** Most votes first, 100 at most. */
  words: WordVotes[]
}

export type Result = OptionsResult | RatingResult | RankingResult | WordsResult

/** What is seen of a tally. `detail` is what only the result in full adds: it may be large. */
export interface TallyView {
  result: Result
  detail?: { rounds: RankingRound[] }
}

/** A kind of poll: all there is to know about it. `C` is the choice of one voter. */
export interface TallyRules<C extends Choice = Choice> {
  /** The parts of a paper that the kind has, and what stands there where the host says nothing. */
  paper: Partial<Paper>
  /** The choice as it is kept (the same ballot is always the same value), or what is wrong with it. */
  check(paper: Paper, choice: unknown): Outcome<{ choice: C }>
  /** The counters to which a ballot adds one. */
  keys(choice: C): string[]
  view(paper: Paper, tally: Tally): TallyView
}
