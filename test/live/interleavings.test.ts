import fc from 'fast-check'
import { test } from 'vitest'
import { pollKinds } from '#core/tally/rules'
import { interleavings } from './interleavings.ts'

test.each(pollKinds)(
  'whatever happens to a poll of kind %s, what is shown is what its record says',
  (kind) => fc.assert(interleavings(kind), { numRuns: 30 }),
)
