import { z } from 'zod'
import { widestScale } from '../tally/rating.ts'
import { foldWord, isWord, longestRaw, longestWord } from '../tally/words.ts'
import { pollKinds, rulesOf } from '../tally/rules.ts'
import { text } from './text.ts'

const options = z.array(text(1, 120)).min(2).max(50)
const results = z.enum(['live', 'voted', 'closed', 'host'])
const closesAt = z.int().positive().nullable()
const run = z.int().min(1)

const end = z.int().min(-1000).max(1000)
const scale = z
  .strictObject({ min: end, max: end })
  .refine(({ min, max }) => max > min && max - min <= widestScale, {
    error: `must go up, by ${widestScale} at most`,
  })

/** Words as a host names them: folded like those of the ballots, each once. */
const wordList = z
  .array(
    z
      .string()
      .max(longestRaw, { abort: true })
      .overwrite(foldWord)
      .refine(isWord, { error: `must be a text of 1 to ${longestWord} signs` }),
  )
  .max(1000)
  .overwrite((all) => [...new Set(all)])

/** The parts of a ballot paper that a host sets; which of them a kind has, its rules say. */
const paper = {
  options: options.optional(),
  maxChoices: z.int().min(1).max(50).nullable().optional(),
  scale: scale.nullable().optional(),
  approveWords: z.boolean().optional(),
}
const parts = Object.keys(paper) as (keyof typeof paper)[]

export const newPollSchema = z
  .strictObject({
    question: text(1, 280),
    kind: z.enum(pollKinds),
    ...paper,
    results: results.optional(),
    allowChange: z.boolean().optional(),
    closesAt: closesAt.optional(),
    voters: z.enum(['device']).optional(),
    status: z.enum(['draft', 'open']).optional(),
  })
  .superRefine((poll, check) => {
    const fault = (part: string, message: string) =>
      check.addIssue({ code: 'custom', path: [part], message })
    const has = rulesOf(poll.kind).paper
    for (const part of parts)
      if (poll[part] != null && !(part in has)) fault(part, `is not for kind ${poll.kind}`)
    if (has.options && !poll.options) fault('options', 'is missing')
    if ((poll.maxChoices ?? 0) > (poll.options?.length ?? Infinity))
      fault('maxChoices', 'is more than there are options')
  })

export type NewPoll = z.infer<typeof newPollSchema>

export const pollPatchSchema = z.strictObject({
  status: z.enum(['open', 'closed'], { error: 'must be "open" or "closed"' }).optional(),
  results: results.optional(),
  question: text(1, 280).optional(),
  options: options.optional(),
  closesAt: closesAt.optional(),
  hiddenWords: wordList.optional(),
  shownWords: wordList.optional(),
})

/**
 * What is inside `choice` is for the poll's kind to judge. `run` is the run that the voter saw: a
 * vote that was long on its way must not count in the next one.
 */
export const ballotSchema = z
  .strictObject({ choice: z.unknown(), run: run.optional() })
  .refine((body) => body.choice !== undefined, { path: ['choice'], error: 'is missing' })
