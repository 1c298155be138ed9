import type { OptionsResult, Paper, Tally } from './kind.ts'

/** Votes for each option; `share` is of people, not of votes, so shares of a multiple choice may pass 1. */
export function countOptions(paper: Paper, tally: Tally): OptionsResult {
  return {
    options: paper.options.map(({ id }) => {
      const votes = tally.counts.get(id) ?? 0
      return { id, votes, share: tally.ballots === 0 ? 0 : votes / tally.ballots }
    }),
  }
}
