import { z } from 'zod'

/**
 * A text that people wrote, of so many characters (code points), blanks around it dropped. NUL and
 * half a surrogate pair become U+FFFD: a database or UTF-8 would refuse or change them later.
 */
export const text = (min: number, max: number) =>
  z
    .string()
    .overwrite((raw) => raw.toWellFormed().replaceAll('\0', '\uFFFD').trim())
    .refine((value) => value.length >= min && [...value].length <= max, {
      error: `must be ${min} to ${max} characters`,
    })
    .meta({ minLength: min, maxLength: max })

export const id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'must match [A-Za-z0-9_-]{1,64}')
