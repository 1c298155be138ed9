import type { TallyRules } from './kind.ts'
import { multiple } from './multiple.ts'
import { ranking } from './ranking.ts'
import { rating } from './rating.ts'
import { single } from './single.ts'
import { words } from './words.ts'

const rules = { single, multiple, rating, ranking, words }

export type PollKind = keyof typeof rules

export const pollKinds = Object.keys(rules) as [PollKind, ...PollKind[]]

/** The table's only cast: a poll's kind and its choices go together because `check` made the choice. */
export const rulesOf = (kind: PollKind): TallyRules => rules[kind] as unknown as TallyRules
