import { refuse } from '../problem.ts'
import type { TallyRules } from './kind.ts'
import { listFaults } from './options.ts'
import { separator } from './orders.ts'
import { runoff, winnerOf } from './runoff.ts'

/**
 * Options in order, best first; those left out are ranked nowhere. The counter is the whole order,
 * so that every way to look at rankings can be had from the counters alone. There are as many
 * counters as people have different opinions.
 */
export const ranking: TallyRules<string[]> = {
  paper: { options: [] },
  check(paper, choice) {
    const faults = listFaults(paper, choice)
    return faults.length > 0
      ? refuse('ballot-invalid', undefined, faults)
      : { choice: [...(choice as string[])] }
  },
  keys: (choice) => [choice.join(separator)],
  view({ options }, { counts }) {
    const rounds = runoff(
      options.map(({ id }) => id),
      counts,
    )
    const final = rounds.at(-1) ?? { counts: [], exhausted: 0, out: null }
    return {
      result: {
        first: rounds[0]?.counts ?? [],
        last: final.counts,
        exhausted: final.exhausted,
        out: rounds.flatMap(({ out }) => out ?? []),
        winner: winnerOf(final.counts),
      },
      detail: { rounds },
    }
  },
}
