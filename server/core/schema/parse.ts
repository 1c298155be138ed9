import { z } from 'zod'
import { refuse, type Fault, type Outcome } from '../problem.ts'

export type Schema<T> = z.ZodType<T>

/** The value as the schema makes it, or every fault of it; `at` is where in the body the value stands. */
export function parse<T>(
  schema: Schema<T>,
  value: unknown,
  code: 'body-invalid' | 'event-invalid' = 'body-invalid',
  at = '',
): Outcome<{ value: T }> {
  const parsed = schema.safeParse(value)
  return parsed.success
    ? { value: parsed.data }
    : refuse(
        code,
        undefined,
        parsed.error.issues.flatMap((issue) => faultsOf(issue, at)),
      )
}

function faultsOf(issue: z.core.$ZodIssue, at: string): Fault[] {
  const pointer = at + pointerOf(issue.path)
  return issue.code === 'unrecognized_keys'
    ? issue.keys.map((key) => ({
        pointer: pointer + pointerOf([key]),
        detail: 'is not known here',
      }))
    : [{ pointer, detail: issue.message }]
}

/** JSON Pointer, RFC 6901. */
const pointerOf = (path: readonly PropertyKey[]): string =>
  path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

/** What the schema takes, as JSON Schema for the OpenAPI document. */
export const jsonSchema = (schema: Schema<unknown>): object =>
  z.toJSONSchema(schema, { io: 'input', target: 'draft-2020-12', unrepresentable: 'any' })
