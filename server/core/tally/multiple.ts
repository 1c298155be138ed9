import { refuse } from '../problem.ts'
import type { TallyRules } from './kind.ts'
import { countOptions, listFaults } from './options.ts'

/** Any number of the options, or up to `maxChoices`; kept in the order of the options. */
export const multiple: TallyRules<string[]> = {
  paper: { options: [], maxChoices: null },
  check(paper, choice) {
    const faults = listFaults(paper, choice)
    const chosen = choice as string[]
    if (paper.maxChoices !== null && chosen?.length > paper.maxChoices)
      faults.push({ pointer: '/choice', detail: `may hold ${paper.maxChoices} at most` })
    return faults.length > 0
      ? refuse('ballot-invalid', undefined, faults)
      : { choice: paper.options.map(({ id }) => id).filter((id) => chosen.includes(id)) }
  },
  keys: (choice) => choice,
  view: countOptions,
}
