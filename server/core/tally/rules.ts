import type { TallyRules } from './kind.ts'
import { multiple } from './multiple.ts'
import { single } from './single.ts'

const rules = { single, multiple }

export type PollKind = keyof typeof rules

export const pollKinds = Object.keys(rules) as [PollKind, ...PollKind[]]

/** The table's only cast: a poll's kind and its choices go together because `check` made the choice. */
export const rulesOf = (kind: PollKind): TallyRules => rules[kind] as unknown as TallyRules
