import type { Fault } from '../problem.ts'
import type { Paper, Tally, TallyView } from './kind.ts'

/** Votes for each option; `share` is of people, not of votes, so shares of a multiple choice may pass 1. */
export function countOptions(paper: Paper, tally: Tally): TallyView {
  const options = paper.options.map(({ id }) => {
    const votes = tally.counts.get(id) ?? 0
    return { id, votes, share: tally.ballots === 0 ? 0 : votes / tally.ballots }
  })
  return { result: { options } }
}

/** What is wrong with a choice that should be a list of options, each once. */
export function listFaults(paper: Paper, choice: unknown): Fault[] {
  if (!Array.isArray(choice) || choice.length === 0)
    return [{ pointer: '/choice', detail: 'must be a list of at least one option id' }]
  // Before any entry is looked at: a body has room for thousands.
  if (choice.length > paper.options.length)
    return [{ pointer: '/choice', detail: 'names more than there are options' }]
  return choice.flatMap((id: unknown, index) => {
    const pointer = `/choice/${index}`
    if (!paper.options.some((option) => option.id === id))
      return [{ pointer, detail: 'is not one of the options' }]
    return choice.indexOf(id) < index ? [{ pointer, detail: 'is named twice' }] : []
  })
}
