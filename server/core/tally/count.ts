import type { Choice, ChoiceCount, Tally } from './kind.ts'

export const emptyTally = (): Tally => ({ ballots: 0, counts: new Map() })

/** Plus the new ballot's keys, minus the old one's; either may be absent (a first vote, a withdrawal). */
export function changeOf(before: readonly string[] | null, after: readonly string[] | null): Tally {
  const change = emptyTally()
  for (const key of before ?? []) bump(change.counts, key, -1)
  for (const key of after ?? []) bump(change.counts, key, 1)
  change.ballots = (after ? 1 : 0) - (before ? 1 : 0)
  return change
}

/**
 * Adds one tally to another, in place: a change to a tally, two changes of one batch, the halves of
 * a recount. In place, because a copy would cost more with every distinct ballot already cast.
 */
export function add(tally: Tally, change: Tally): Tally {
  tally.ballots += change.ballots
  for (const [key, votes] of change.counts) bump(tally.counts, key, votes)
  return tally
}

/** Counts ballots from nothing: so many voters made each choice. What every other way must equal. */
export function countUp(keys: (choice: Choice) => string[], choices: Iterable<ChoiceCount>): Tally {
  const tally = emptyTally()
  for (const { choice, voters } of choices) {
    tally.ballots += voters
    for (const key of keys(choice)) bump(tally.counts, key, voters)
  }
  return tally
}

function bump(counts: Map<string, number>, key: string, by: number): void {
  const sum = (counts.get(key) ?? 0) + by
  if (sum === 0) counts.delete(key)
  else counts.set(key, sum)
}
