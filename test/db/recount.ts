import type { Choice, Tally } from '#core/tally/kind'
import type { PollKind } from '#core/tally/rules'
import type { LedgerVote } from './store.contract.ts'

/**
 * The counters that a ballot adds one to, said a second time on purpose: what checks the counters
 * must not ask the counters' own code.
 */
export const keysOf = (kind: PollKind, choice: Choice): string[] =>
  kind === 'ranking' ? [[choice].flat().join('>')] : [choice].flat().map(String)

/** What the ledger says, counted in the plainest way there is: each voter's last choice counts. */
export function recount(
  votes: LedgerVote[],
  poll: string,
  run = 1,
  kind: PollKind = 'single',
): Tally {
  const last = new Map<string, Choice | null>()
  for (const vote of votes)
    if (vote.poll === poll && vote.run === run) last.set(vote.voter, vote.choice)
  const ballots = [...last.values()].filter((choice) => choice !== null)
  const counts = new Map<string, number>()
  for (const key of ballots.flatMap((choice) => keysOf(kind, choice)))
    counts.set(key, (counts.get(key) ?? 0) + 1)
  return { ballots: ballots.length, counts }
}
