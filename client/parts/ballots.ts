import type { Component } from 'svelte'
import type { PollView } from '#core/poll'
import type { Choice } from '#core/tally/kind'
import type { PollKind } from '#core/tally/rules'
import BallotMultiple, { ballotOf as someOf } from './BallotMultiple.svelte'
import BallotSingle, { ballotOf as oneOf } from './BallotSingle.svelte'

export interface BallotProps {
  poll: PollView
  /** Half made, or what was sent; null: nothing yet. */
  choice: Choice | null
  locked: boolean
  onpick: (choice: Choice) => void
  /** Whoever writes on a keyboard need not look for the button. */
  onvote: () => void
}

/** The ballot of one kind, and all that the page knows of the kind. */
export interface Ballot {
  default: Component<BallotProps>
  /** What is sent of a half-made choice, as the server will keep it; null: nothing to be sent yet. */
  ballotOf: (choice: Choice, poll: PollView) => Choice | null
  /** What is to be done before the button is pressed; where nothing is said, to choose. */
  prompt?: string
  /** A tap is the vote, where a slip can be put right. */
  tapVotes?: boolean
}

/** What most polls are comes with the page; the rest when a phone sees such a poll. */
export const ballots: Record<PollKind, () => Ballot | Promise<Ballot>> = {
  single: () => ({ default: BallotSingle, ballotOf: oneOf, tapVotes: true }),
  multiple: () => ({ default: BallotMultiple, ballotOf: someOf }),
  rating: () => import('./BallotRating.svelte'),
  ranking: () => import('./BallotRanking.svelte'),
  words: () => import('./BallotWords.svelte'),
}
