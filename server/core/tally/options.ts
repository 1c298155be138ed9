import type { Poll } from '../poll.ts'
import type { OptionsResult, Tally } from './rules.ts'

/** Votes for each option; `share` is of people, not of votes, so shares of a multiple choice may pass 1. */
export function countOptions(poll: Poll, tally: Tally): OptionsResult {
  return {
    options: poll.options.map(({ id }) => {
      const votes = tally.counts.get(id) ?? 0
      return { id, votes, share: tally.ballots === 0 ? 0 : votes / tally.ballots }
    }),
  }
}
