import type { Tally } from '#core/tally/kind'
import type { LedgerVote } from './store.contract.ts'

/** What the ledger says, counted in the plainest way there is: each voter's last choice counts. */
export function recount(votes: LedgerVote[], poll: string, run = 1): Tally {
  const last = new Map<string, string[] | null>()
  for (const vote of votes)
    if (vote.poll === poll && vote.run === run)
      last.set(vote.voter, vote.choice === null ? null : [vote.choice].flat().map(String))
  const ballots = [...last.values()].filter((choice) => choice !== null)
  const counts = new Map<string, number>()
  for (const key of ballots.flat()) counts.set(key, (counts.get(key) ?? 0) + 1)
  return { ballots: ballots.length, counts }
}
