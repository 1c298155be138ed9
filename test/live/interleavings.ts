import fc from 'fast-check'
import type { PollKind } from '#core/tally/rules'
import type { Fate } from './mortal-house.ts'
import { type Order, Play, type Step } from './play.ts'

const aStep: fc.Arbitrary<Step> = fc.record({
  votes: fc.array(
    fc.record({
      voter: fc.constantFrom('ann', 'bob', 'cyd'),
      colour: fc.option(fc.nat({ max: 3 }), { freq: 4 }),
    }),
    { maxLength: 5 },
  ),
  fate: fc.oneof(
    { weight: 5, arbitrary: fc.constant<Fate>('kept') },
    { weight: 1, arbitrary: fc.constantFrom<Fate>('dropped', 'silent') },
  ),
  order: fc.option(
    fc.record({ what: fc.constantFrom<Order>('close', 'open', 'run'), place: fc.nat({ max: 5 }) }),
  ),
  closeInMs: fc.oneof(
    { weight: 3, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 4000 }) },
  ),
  passMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 5000 })),
  restart: fc.boolean(),
})

/** However votes, changes, withdrawals, closes, openings, runs, time and crashes fall together. */
export const interleavings = (kind: PollKind) =>
  fc.asyncProperty(
    fc.array(aStep, { minLength: 1, maxLength: 10 }),
    fc.boolean(),
    (steps, mayChange) => new Play(kind, mayChange).follow(steps),
  )
