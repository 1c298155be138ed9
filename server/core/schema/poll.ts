import { z } from 'zod'
import { pollKinds } from '../tally/rules.ts'
import { text } from './text.ts'

const options = z.array(text(1, 120)).min(2).max(50)
const results = z.enum(['live', 'closed', 'host'])

export const newPollSchema = z
  .strictObject({
    question: text(1, 280),
    kind: z.enum(pollKinds),
    options,
    maxChoices: z.int().min(1).max(50).nullable().optional(),
    results: results.optional(),
    allowChange: z.boolean().optional(),
    voters: z.enum(['device']).optional(),
    status: z.enum(['draft', 'open']).optional(),
  })
  .superRefine((poll, check) => {
    if (poll.maxChoices == null) return
    const fault = (message: string) =>
      check.addIssue({ code: 'custom', path: ['maxChoices'], message })
    if (poll.kind !== 'multiple') fault('is for kind multiple only')
    else if (poll.maxChoices > poll.options.length) fault('is more than there are options')
  })

export type NewPoll = z.infer<typeof newPollSchema>

export const pollPatchSchema = z.strictObject({
  status: z.enum(['open', 'closed'], { error: 'must be "open" or "closed"' }).optional(),
  results: results.optional(),
  question: text(1, 280).optional(),
  options: options.optional(),
})

/** What is inside `choice` is for the poll's kind to judge. */
export const ballotSchema = z
  .strictObject({ choice: z.unknown() })
  .refine((body) => body.choice !== undefined, { path: ['choice'], error: 'is missing' })
