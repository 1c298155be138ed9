import { refuse, type Fault } from '../problem.ts'
import { countOptions } from './options.ts'
import type { TallyRules } from './kind.ts'

/** Any number of the options, or up to `maxChoices`; kept in the order of the options. */
export const multiple: TallyRules<string[]> = {
  check(paper, choice) {
    if (!Array.isArray(choice) || choice.length === 0)
      return refuse('ballot-invalid', undefined, [
        { pointer: '/choice', detail: 'must be a list of at least one option id' },
      ])
    // Before any entry is looked at: a body has room for thousands.
    if (choice.length > paper.options.length)
      return refuse('ballot-invalid', undefined, [
        { pointer: '/choice', detail: 'names more than there are options' },
      ])
    const ids = paper.options.map((option) => option.id)
    const faults: Fault[] = choice.flatMap((id: unknown, index) => {
      const pointer = `/choice/${index}`
      if (!ids.includes(id as string)) return [{ pointer, detail: 'is not one of the options' }]
      return choice.indexOf(id) < index ? [{ pointer, detail: 'is named twice' }] : []
    })
    if (paper.maxChoices !== null && choice.length > paper.maxChoices)
      faults.push({ pointer: '/choice', detail: `may hold ${paper.maxChoices} at most` })
    return faults.length > 0
      ? refuse('ballot-invalid', undefined, faults)
      : { choice: ids.filter((id) => choice.includes(id)) }
  },
  keys: (choice) => choice,
  view: countOptions,
}
