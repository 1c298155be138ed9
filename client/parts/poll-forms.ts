import type { ResultsRule } from '#core/poll'
import type { PollKind } from '#core/tally/rules'

/** What a form asks for a kind of poll besides its question. */
interface FormParts {
  /** As a host would say it. */
  words: string
  options?: true
  /** How many of them one ballot may hold. */
  most?: true
  scale?: true
  approval?: true
}

export const formParts: Record<PollKind, FormParts> = {
  single: { words: 'One choice', options: true },
  multiple: { words: 'Several', options: true, most: true },
  rating: { words: 'Rating', scale: true },
  ranking: { words: 'Ranking', options: true },
  words: { words: 'Words', approval: true },
}

/** When people see the result. */
export const resultsWords: Record<ResultsRule, string> = {
  live: 'live',
  voted: 'after voting',
  closed: 'after closing',
  host: 'only to me',
}

/** `30 s`, `1 min`: the times that a host picks from are short. */
export const durationWords = (ms: number): string =>
  ms < 60_000 ? `${ms / 1000} s` : `${Math.round(ms / 6000) / 10} min`
