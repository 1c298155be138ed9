import { z } from 'zod'
import { isShown } from '../text.ts'

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
    .refine((value) => value.length < Math.max(min, 1) || isShown(value), {
      error: 'must show something',
    })
    .meta({ minLength: min, maxLength: max })

export const id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'must match [A-Za-z0-9_-]{1,64}')
