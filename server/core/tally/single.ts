import { refuse } from '../problem.ts'
import { countOptions } from './options.ts'
import type { TallyRules } from './kind.ts'

/** One choice of the options. */
export const single: TallyRules<string> = {
  paper: { options: [] },
  check(paper, choice) {
    return typeof choice === 'string' && paper.options.some((option) => option.id === choice)
      ? { choice }
      : refuse('ballot-invalid', undefined, [
          { pointer: '/choice', detail: 'must be the id of one of the options' },
        ])
  },
  keys: (choice) => [choice],
  view: countOptions,
}
