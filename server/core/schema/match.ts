import { z } from 'zod'
import type { NewEvent } from '../match.ts'
import type { Scope } from '../scopes.ts'
import { sportIds } from '../sport/presets.ts'
import { id, text } from './text.ts'

const side = z.strictObject({
  name: text(1, 60),
  short: text(1, 6).optional(),
  color: z
    .string()
    .regex(/^#[0-9a-fA-F]{6}$/, 'must be a colour as #rrggbb')
    .optional(),
})

const sides = z.array(side).min(2).max(8)

export const newMatchSchema = z.strictObject({
  sport: z.enum(sportIds, { error: 'is not known' }),
  title: text(1, 120).optional(),
  sides,
  /** Which of them a sport takes, and with which values, is for `freeze` to say. */
  rules: z
    .strictObject({
      bestOf: z.number(),
      units: z.number(),
      unitMs: z.number().nullable(),
      to: z.number(),
      winBy: z.number(),
      cap: z.number().nullable(),
      noAd: z.boolean(),
      finalSet: z.enum(['tiebreak7', 'tiebreak10', 'advantage']),
      tieTo: z.number(),
      tieWinBy: z.number(),
      extraTime: z.boolean(),
      shootout: z.boolean(),
    })
    .partial()
    .optional(),
})

export type NewMatch = z.infer<typeof newMatchSchema>

export const matchPatchSchema = z.strictObject({
  title: text(1, 120).optional(),
  sides: sides.optional(),
})

const scope = z
  .string()
  .regex(/^(score|clock|incident|head|score:[a-z0-9]+)$/, 'is no scope')
  .transform((value) => value as Scope)

export const newOfficialSchema = z.strictObject({
  name: text(1, 60),
  scopes: z.array(scope).min(1).max(16).optional(),
  expiresAt: z.int().positive().optional(),
})

const sender = {
  id: id.optional(),
  base: z.int().min(0).optional(),
  occurredAt: z.int().min(0).optional(),
}
const unit = z.int().min(0).max(99)
const longest = 24 * 60 * 60 * 1000
const points = z.int().min(-1000).max(1000)
/** Half points are chess’s. */
const score = z.array(z.number().multipleOf(0.5).min(-9999).max(9999)).min(2).max(8)
const player = text(1, 60)
const note = text(1, 280)
const ms = z.int().min(0).max(longest)

/** Which of these an event of its kind has to amend is for `check` to say. */
const patch = z
  .strictObject({
    side: id.nullable(),
    key: id.nullable(),
    unit: unit.nullable(),
    player: player.nullable(),
    points: points.nullable(),
    note: note.nullable(),
    ms: ms.nullable(),
    score: score.nullable(),
    reason: note.nullable(),
  })
  .partial()

/** Any event that is well formed; whether it fits the match is for `check` to say. */
export const eventSchema: z.ZodType<NewEvent> = z.discriminatedUnion('kind', [
  z.strictObject({
    ...sender,
    kind: z.literal('score'),
    side: id,
    key: id,
    unit: unit.optional(),
    player: player.optional(),
    points: points.optional(),
  }),
  z.strictObject({
    ...sender,
    kind: z.literal('incident'),
    key: id,
    side: id.optional(),
    player: player.optional(),
    note: note.optional(),
  }),
  z.discriminatedUnion('op', [
    z.strictObject({ ...sender, kind: z.literal('clock'), op: z.enum(['start', 'stop']) }),
    z.strictObject({
      ...sender,
      kind: z.literal('clock'),
      op: z.enum(['set', 'added']),
      ms,
    }),
  ]),
  z.strictObject({ ...sender, kind: z.literal('unit'), from: unit, to: unit }),
  z.strictObject({ ...sender, kind: z.literal('serve'), side: id }),
  z.strictObject({
    ...sender,
    kind: z.literal('status'),
    to: z.enum(['live', 'review', 'final', 'abandoned']),
    side: id.optional(),
  }),
  z.strictObject({
    ...sender,
    kind: z.literal('adjust'),
    unit: unit.optional(),
    score,
    reason: note,
  }),
  z.strictObject({ ...sender, kind: z.literal('amend'), target: id, patch }),
  z.strictObject({ ...sender, kind: z.literal('void'), target: id, why: note.optional() }),
  z.strictObject({ ...sender, kind: z.literal('confirm'), target: id }),
])

/** What the API's document says of a post of events. */
export const eventsTold = z.union([eventSchema, z.array(eventSchema).min(1).max(100)])

/** One event or up to a hundred; each is judged by itself, so that a bad one does not sink the rest. */
export const eventsSchema = z.union(
  [z.array(z.unknown()).min(1).max(100), z.record(z.string(), z.unknown())],
  { error: 'must be an event, or a list of 1 to 100 of them' },
)
