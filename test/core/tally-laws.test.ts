import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Poll } from '#core/poll'
import { withOptions } from '#core/poll'
import { refused } from '#core/problem'
import { add, changeOf, emptyTally } from '#core/tally/count'
import type { Choice, Tally } from '#core/tally/kind'
import { pollKinds, rulesOf, type PollKind } from '#core/tally/rules'

// What makes batching, changing a vote, recounting and adding up nodes safe, for every kind there is.

const pollOf = (kind: PollKind, options: number, maxChoices: number | null): Poll => ({
  id: 'p_1',
  room: 'ABCDEF',
  kind,
  question: 'Which?',
  options: withOptions(Array.from({ length: options }, (_, index) => `Option ${index}`)),
  maxChoices,
  scale: null,
  results: 'live',
  allowChange: true,
  voters: 'device',
  status: 'open',
  run: 1,
  closesAt: null,
})

const polls = (kind: PollKind) =>
  fc
    .tuple(fc.integer({ min: 2, max: 30 }), fc.option(fc.integer({ min: 1, max: 30 })))
    .map(([options, most]) => pollOf(kind, options, kind === 'multiple' ? most : null))

/** Whatever a phone might send; `check` says which of it is a choice of this kind. */
const sent = (poll: Poll) => {
  const ids = fc.constantFrom(...poll.options.map(({ id }) => id))
  return fc.oneof(ids, fc.uniqueArray(ids, { minLength: 1 }))
}

const ballots = (poll: Poll) =>
  fc.array(sent(poll), { maxLength: 60 }).map((all) =>
    all.flatMap((choice) => {
      const checked = rulesOf(poll.kind).check(poll, choice)
      return refused(checked) ? [] : [checked.choice]
    }),
  )

const keysOf = (poll: Poll, choice: Choice): string[] => rulesOf(poll.kind).keys(choice)

const count = (poll: Poll, choices: readonly Choice[]): Tally =>
  choices.reduce<Tally>(
    (tally, choice) => add(tally, changeOf(null, keysOf(poll, choice))),
    emptyTally(),
  )

const cases = (kind: PollKind) =>
  polls(kind).chain((poll) => fc.tuple(fc.constant(poll), ballots(poll)))

describe.each(pollKinds)('votes of kind %s', (kind) => {
  test('count the same in any order', () => {
    const shuffled = cases(kind).chain(([poll, cast]) =>
      fc.tuple(
        fc.constant(poll),
        fc.constant(cast),
        fc.shuffledSubarray(cast, { minLength: cast.length }),
      ),
    )
    fc.assert(
      fc.property(shuffled, ([poll, cast, other]) => {
        expect(count(poll, other)).toEqual(count(poll, cast))
      }),
    )
  })

  test('changed, count as if the first had never been cast', () => {
    fc.assert(
      fc.property(cases(kind), ([poll, cast]) => {
        fc.pre(cast.length >= 2)
        const [first = '', changed = '', ...rest] = cast
        const tally = count(poll, [first, ...rest])
        add(tally, changeOf(keysOf(poll, first), keysOf(poll, changed)))
        expect(tally).toEqual(count(poll, [changed, ...rest]))
      }),
    )
  })

  test('withdrawn, leave nothing behind', () => {
    fc.assert(
      fc.property(cases(kind), ([poll, cast]) => {
        const tally = count(poll, cast)
        for (const choice of cast) add(tally, changeOf(keysOf(poll, choice), null))
        expect(tally).toEqual(emptyTally())
      }),
    )
  })

  test('of two halves add up to the votes of all', () => {
    fc.assert(
      fc.property(cases(kind), fc.nat(), ([poll, cast], cut) => {
        const at = cut % (cast.length + 1)
        const halves = add(count(poll, cast.slice(0, at)), count(poll, cast.slice(at)))
        expect(halves).toEqual(count(poll, cast))
      }),
    )
  })

  test('are shown as people, never as more than there were', () => {
    fc.assert(
      fc.property(cases(kind), ([poll, cast]) => {
        const { options } = rulesOf(kind).view(poll, count(poll, cast))
        expect(options.map(({ id }) => id)).toEqual(poll.options.map(({ id }) => id))
        for (const { votes, share } of options) {
          expect(votes).toBeLessThanOrEqual(cast.length)
          expect(share).toBe(cast.length === 0 ? 0 : votes / cast.length)
        }
      }),
    )
  })

  test('are kept in one form, which is a choice again', () => {
    fc.assert(
      fc.property(cases(kind), ([poll, cast]) => {
        for (const choice of cast)
          expect(rulesOf(kind).check(poll, JSON.parse(JSON.stringify(choice)))).toEqual({ choice })
      }),
    )
  })

  test.each([undefined, null, 1, true, {}, '', 'z', [], ['a', 'a'], ['a', 'z'], [['a']], [null]])(
    'are refused as ballots that do not fit: %j',
    (choice) => {
      const checked = rulesOf(kind).check(pollOf(kind, 3, null), choice)
      expect(checked).toMatchObject({ problem: { code: 'ballot-invalid' } })
    },
  )
})

test('a multiple choice is kept in the order of the options, and holds so many at most', () => {
  const poll = pollOf('multiple', 4, 2)
  expect(rulesOf('multiple').check(poll, ['c', 'a'])).toEqual({ choice: ['a', 'c'] })
  expect(rulesOf('multiple').check(poll, ['a', 'b', 'c'])).toMatchObject({
    problem: { faults: [{ pointer: '/choice', detail: 'may hold 2 at most' }] },
  })
})

test('every fault of a multiple choice is named', () => {
  const checked = rulesOf('multiple').check(pollOf('multiple', 4, null), ['a', 'z', 'a'])
  expect(checked).toMatchObject({
    problem: { faults: [{ pointer: '/choice/1' }, { pointer: '/choice/2' }] },
  })
})
