import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { withOptions } from '#core/poll'
import { refused } from '#core/problem'
import { add, changeOf, countUp, emptyTally } from '#core/tally/count'
import { blankPaper, type Choice, type Paper, type Tally } from '#core/tally/kind'
import { pollKinds, rulesOf, type PollKind } from '#core/tally/rules'

// What makes batching, changing a vote, recounting and adding up nodes safe, for every kind there is.

const paperOf = (kind: PollKind, options: number, over: Partial<Paper> = {}): Paper => ({
  ...blankPaper,
  ...rulesOf(kind).paper,
  ...(rulesOf(kind).paper.options && {
    options: withOptions(Array.from({ length: options }, (_, index) => `Option ${index}`)),
  }),
  ...over,
})

const someOptions = fc.integer({ min: 2, max: 30 })
const papers: Record<PollKind, fc.Arbitrary<Paper>> = {
  single: someOptions.map((count) => paperOf('single', count)),
  multiple: fc
    .tuple(someOptions, fc.option(fc.integer({ min: 1, max: 30 })))
    .map(([count, maxChoices]) => paperOf('multiple', count, { maxChoices })),
  rating: fc
    .tuple(fc.integer({ min: -10, max: 10 }), fc.integer({ min: 1, max: 20 }))
    .map(([min, steps]) => paperOf('rating', 0, { scale: { min, max: min + steps } })),
  ranking: someOptions.map((count) => paperOf('ranking', count)),
  words: fc.constant(paperOf('words', 0)),
}

/** Whatever a phone might send; `check` says which of it is a choice of this kind. */
const sent = ({ options, scale }: Paper) => {
  const ids = fc.constantFrom(...options.map(({ id }) => id), 'Joy', ' joy ', 'ＪＯＹ', 'Σας')
  return fc.oneof(
    ids,
    fc.uniqueArray(ids, { minLength: 1 }),
    fc.integer(scale ?? {}),
    fc.array(fc.string({ unit: 'binary' }), { maxLength: 3 }),
  )
}

const ballots = (kind: PollKind, paper: Paper) =>
  fc.array(sent(paper), { maxLength: 60 }).map((all) =>
    all.flatMap((choice) => {
      const checked = rulesOf(kind).check(paper, choice)
      return refused(checked) ? [] : [checked.choice]
    }),
  )

const count = (kind: PollKind, choices: readonly Choice[]): Tally =>
  choices.reduce<Tally>(
    (tally, choice) => add(tally, changeOf(null, rulesOf(kind).keys(choice))),
    emptyTally(),
  )

const cases = (kind: PollKind) =>
  papers[kind].chain((paper) => fc.tuple(fc.constant(paper), ballots(kind, paper)))

describe.each(pollKinds)('votes of kind %s', (kind) => {
  test('count the same in any order', () => {
    const shuffled = cases(kind).chain(([paper, cast]) =>
      fc.tuple(
        fc.constant(paper),
        fc.constant(cast),
        fc.shuffledSubarray(cast, { minLength: cast.length }),
      ),
    )
    fc.assert(
      fc.property(shuffled, ([, cast, other]) => {
        expect(count(kind, other)).toEqual(count(kind, cast))
      }),
    )
  })

  test('changed, count as if the first had never been cast', () => {
    fc.assert(
      fc.property(cases(kind), ([, cast]) => {
        fc.pre(cast.length >= 2)
        const [first = '', changed = '', ...rest] = cast as Choice[]
        const tally = count(kind, [first, ...rest])
        add(tally, changeOf(rulesOf(kind).keys(first), rulesOf(kind).keys(changed)))
        expect(tally).toEqual(count(kind, [changed, ...rest]))
      }),
    )
  })

  test('withdrawn, leave nothing behind', () => {
    fc.assert(
      fc.property(cases(kind), ([, cast]) => {
        const tally = count(kind, cast)
        for (const choice of cast) add(tally, changeOf(rulesOf(kind).keys(choice), null))
        expect(tally).toEqual(emptyTally())
      }),
    )
  })

  test('of two halves add up to the votes of all', () => {
    fc.assert(
      fc.property(cases(kind), fc.nat(), ([, cast], cut) => {
        const at = cut % (cast.length + 1)
        const halves = add(count(kind, cast.slice(0, at)), count(kind, cast.slice(at)))
        expect(halves).toEqual(count(kind, cast))
      }),
    )
  })

  test('counted up from nothing are the tally that grew vote by vote', () => {
    fc.assert(
      fc.property(cases(kind), ([, cast]) => {
        const once = cast.map((choice) => ({ choice, voters: 1 }))
        expect(countUp((choice) => rulesOf(kind).keys(choice), once)).toEqual(count(kind, cast))
      }),
    )
  })

  test('are kept in one form, which is a choice again', () => {
    fc.assert(
      fc.property(cases(kind), ([paper, cast]) => {
        for (const choice of cast)
          expect(rulesOf(kind).check(paper, JSON.parse(JSON.stringify(choice)))).toEqual({ choice })
      }),
    )
  })

  test.each([undefined, null, true, {}, '', [], [['a']], [null], 1.5, NaN, ['a', 'b', '\u200B']])(
    'are refused as ballots that do not fit: %j',
    (choice) => {
      const checked = rulesOf(kind).check(paperOf(kind, 3), choice)
      expect(checked).toMatchObject({ problem: { code: 'ballot-invalid' } })
    },
  )

  test('are seen of an empty tally without a division by nothing', () => {
    const { result } = rulesOf(kind).view(paperOf(kind, 3), emptyTally())
    expect(JSON.stringify(result)).not.toMatch(/NaN|Infinity/)
  })
})
