import fc from 'fast-check'
import { test } from 'vitest'
import { pollKinds } from '#core/tally/rules'
import { interleavings } from '../live/interleavings.ts'

test.each(pollKinds)(
  'whatever happens to a poll of kind %s, over and over, what is shown is what its record says',
  (kind) => fc.assert(interleavings(kind), { numRuns: 1500 }),
)
