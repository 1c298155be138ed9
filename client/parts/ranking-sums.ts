import type { OptionVotes } from '#core/tally/kind'

export const votesById = (counts: readonly OptionVotes[] = []): ReadonlyMap<string, number> =>
  new Map(counts.map(({ id, votes }) => [id, votes]))

export const sum = (votes: ReadonlyMap<string, number>): number =>
  [...votes.values()].reduce((all, one) => all + one, 0)
