import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { withOptions } from '#core/poll'
import { add, changeOf, countUp, emptyTally } from '#core/tally/count'
import { blankPaper, type Choice, type Paper, type RankingResult } from '#core/tally/kind'
import { moderationOf } from '#core/tally/moderation'
import { rulesOf, type PollKind } from '#core/tally/rules'
import { foldWord } from '#core/tally/words'

const three: Paper = { ...blankPaper, options: withOptions(['Anna', 'Ben', 'Cleo']) }

const seen = (kind: PollKind, paper: Paper, choices: Choice[]) => {
  const { check, keys, view } = rulesOf(kind)
  const kept = choices.map((sent) => {
    const checked = check(paper, sent)
    if ('problem' in checked) throw new Error(JSON.stringify(checked.problem))
    return { choice: checked.choice, voters: 1 }
  })
  return view(paper, countUp(keys, kept))
}

const faultsOf = (kind: PollKind, paper: Paper, choice: unknown) => {
  const checked = rulesOf(kind).check(paper, choice)
  return 'problem' in checked ? checked.problem.faults : undefined
}

describe('single and multiple', () => {
  test('share is of people: shares of a multiple choice may pass 1', () => {
    expect(seen('multiple', three, [['a', 'b'], ['a'], ['a', 'c']]).result).toEqual({
      options: [
        { id: 'a', votes: 3, share: 1 },
        { id: 'b', votes: 1, share: 1 / 3 },
        { id: 'c', votes: 1, share: 1 / 3 },
      ],
    })
  })

  test('a multiple choice is kept in the order of the options, and holds so many at most', () => {
    const paper = { ...three, maxChoices: 2 }
    expect(rulesOf('multiple').check(paper, ['c', 'a'])).toEqual({ choice: ['a', 'c'] })
    expect(faultsOf('multiple', paper, ['a', 'b', 'c'])).toEqual([
      { pointer: '/choice', detail: 'may hold 2 at most' },
    ])
  })

  test.each(['multiple', 'ranking'] as const)('every fault of a %s is named', (kind) => {
    const paper = { ...three, options: withOptions(['1', '2', '3', '4']) }
    expect(faultsOf(kind, paper, ['a', 'z', 'a'])).toMatchObject([
      { pointer: '/choice/1' },
      { pointer: '/choice/2' },
    ])
    expect(faultsOf(kind, paper, Array(5).fill('a'))).toMatchObject([{ pointer: '/choice' }])
  })
})

describe('rating', () => {
  const paper: Paper = { ...blankPaper, scale: { min: -1, max: 2 } }

  test('shows every value of the scale, and the mean', () => {
    expect(seen('rating', paper, [2, 2, -1, 0]).result).toEqual({
      counts: [
        { value: -1, votes: 1 },
        { value: 0, votes: 1 },
        { value: 1, votes: 0 },
        { value: 2, votes: 2 },
      ],
      mean: 0.75,
    })
    expect(seen('rating', paper, []).result).toMatchObject({ mean: null })
  })

  test.each([3, -2, 0.5, '1', [1]])('takes no %j', (choice) => {
    expect(faultsOf('rating', paper, choice)).toEqual([
      { pointer: '/choice', detail: 'must be a whole number from -1 to 2' },
    ])
  })

  test('minus zero is zero', () => {
    expect(rulesOf('rating').check(paper, -0)).toEqual({ choice: 0 })
  })
})

/** Instant-runoff as one would do it by hand: look at every ballot anew in every round. */
function byHand(ids: string[], ballots: string[][]) {
  const firsts = (alive: string[]) =>
    alive.map((id) => ballots.filter((each) => each.find((one) => alive.includes(one)) === id))
  const first = new Map(ids.map((id, index) => [id, firsts(ids)[index]?.length ?? 0]))
  const rounds = []
  for (let alive = ids; ;) {
    const votes = firsts(alive).map((pile) => pile.length)
    const counted = votes.reduce((all, one) => all + one, 0)
    const exhausted = ballots.length - counted
    const counts = alive.map((id, index) => ({ id, votes: votes[index] ?? 0 }))
    const top = counts.find((one) => one.votes * 2 > counted)
    if (top || counted === 0) {
      rounds.push({ counts, exhausted, out: null })
      return { rounds, winner: top?.id ?? null }
    }
    const [out] = counts.toSorted(
      (one, other) =>
        one.votes - other.votes ||
        (first.get(one.id) ?? 0) - (first.get(other.id) ?? 0) ||
        ids.indexOf(other.id) - ids.indexOf(one.id),
    )
    rounds.push({ counts, exhausted, out: out?.id ?? null })
    alive = alive.filter((id) => id !== out?.id)
  }
}

describe('ranking', () => {
  test('the lowest goes out, one a round, until one holds more than half', () => {
    const view = seen('ranking', three, [
      ['a', 'b'],
      ['a', 'c'],
      ['b'],
      ['b', 'c'],
      ['c', 'b', 'a'],
    ])
    expect(view.result).toEqual({
      first: [
        { id: 'a', votes: 2 },
        { id: 'b', votes: 2 },
        { id: 'c', votes: 1 },
      ],
      last: [
        { id: 'a', votes: 2 },
        { id: 'b', votes: 3 },
      ],
      exhausted: 0,
      out: ['c'],
      winner: 'b',
    })
    expect(view.detail?.rounds.map(({ out }) => out)).toEqual(['c', null])
  })

  test('a tie at the bottom goes against the fewer first choices, then the later in the list', () => {
    const tied = seen('ranking', three, [['a'], ['b'], ['c']]).result as RankingResult
    expect(tied).toMatchObject({ out: ['c', 'b'], winner: 'a', exhausted: 2 })
    const four = { ...blankPaper, options: withOptions(['1', '2', '3', '4']) }
    // d goes out and lifts c to a tie with b, which had more first choices.
    const ballots = [['a'], ['a'], ['a'], ['b'], ['b'], ['c'], ['d', 'c'], ['a'], ['b'], ['c']]
    expect(seen('ranking', four, ballots).result).toMatchObject({ out: ['d', 'c'] })
  })

  test('nobody wins where nobody voted', () => {
    expect(seen('ranking', three, []).result).toMatchObject({ out: [], winner: null, exhausted: 0 })
  })

  test('equals the count by hand, whatever was voted', () => {
    const anyPaper = fc.integer({ min: 2, max: 34 }).map((count) => ({
      ...blankPaper,
      options: withOptions(Array.from({ length: count }, (_, index) => `${index}`)),
    }))
    const cases = anyPaper.chain((paper) => {
      const ids = paper.options.map(({ id }) => id)
      const order = fc.shuffledSubarray(ids, { minLength: 1 })
      return fc.tuple(fc.constant(paper), fc.array(order, { maxLength: 40 }))
    })
    fc.assert(
      fc.property(cases, ([paper, ballots]) => {
        const hand = byHand(
          paper.options.map(({ id }) => id),
          ballots,
        )
        const view = seen('ranking', paper, ballots)
        expect(view.detail).toEqual({ rounds: hand.rounds })
        expect(view.result).toMatchObject({ winner: hand.winner })
      }),
    )
  })
})

test('a ranking that grew, shrank and changed is seen like one that is counted from nothing', () => {
  const ids = three.options.map(({ id }) => id)
  const order = fc.shuffledSubarray(ids, { minLength: 1 })
  const step = fc.tuple(fc.nat(8), fc.option(order))
  fc.assert(
    fc.property(fc.array(fc.array(step, { maxLength: 12 }), { maxLength: 6 }), (looks) => {
      const { keys, view } = rulesOf('ranking')
      const tally = emptyTally()
      const ballots = new Map<number, string[]>()
      for (const steps of looks) {
        for (const [voter, choice] of steps) {
          const before = ballots.get(voter)
          add(tally, changeOf(before ? keys(before) : null, choice && keys(choice)))
          if (choice) ballots.set(voter, choice)
          else ballots.delete(voter)
        }
        const fresh = countUp(
          keys,
          [...ballots.values()].map((choice) => ({ choice, voters: 1 })),
        )
        expect(view(three, tally)).toEqual(view(three, fresh))
      }
    }),
  )
})

describe('words', () => {
  const paper: Paper = blankPaper
  const textsOf = (over: Partial<Paper>, choices: Choice[]) =>
    seen('words', { ...paper, ...over }, choices).result

  test('case, width and spacing are folded, and a ballot names a word once', () => {
    expect(textsOf({}, [['Joy', ' JOY '], ['ｊｏｙ'], ['good  \u3000 news']])).toEqual({
      words: [
        { text: 'joy', votes: 2 },
        { text: 'good news', votes: 1 },
      ],
    })
  })

  test.each([
    ['a\u200B b', 'a b'],
    ['a \u200B b', 'a b'],
    ['a\tb\n', 'a b'],
    ['e\u200B\u0301', 'é'],
    ['\u202Eoj', 'oj'],
  ])('%j is %j', (sent, kept) => {
    expect(rulesOf('words').check(paper, [sent])).toEqual({ choice: [kept] })
  })

  test.each([
    ['\u034F', 'da\u034Fmn'],
    ['a joiner', 'damn\u200D'],
    ['a non-joiner', 'da\u200Cmn'],
    ['a look', 'damn\uFE0F'],
    ['a filler', 'damn\u3164'],
    ['a tag', 'damn\u{E0041}'],
    ['a turn', '\u202Edamn'],
  ])('with %s that nobody sees, a word is still that word', (_, spelling) => {
    expect(textsOf({ hiddenWords: ['damn'] }, [[spelling]])).toEqual({ words: [] })
  })

  test.each(['👨‍👩‍👧', '🏳️‍🌈', 'می‌خواهم'])('%s keeps the joiners that make it', (word) => {
    expect(foldWord(word)).toContain(word.includes('\u200C') ? '\u200C' : '\u200D')
  })

  test('a tower of marks is cut down, and one of thousands is not even folded', () => {
    expect([...foldWord(`a${'\u0316'.repeat(30)}`)]).toHaveLength(5)
    const bomb = `a${'\u0301\u0316'.repeat(16_000)}`
    expect(faultsOf('words', paper, [bomb])).toMatchObject([{ pointer: '/choice/0' }])
  })

  test('folding what is folded changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 20 }), (text) => {
        expect(foldWord(foldWord(text))).toBe(foldWord(text))
      }),
      { numRuns: 2000 },
    )
  })

  test('what is kept of a ballot is a ballot again', () => {
    const word = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 })
    const check = (choice: unknown) => rulesOf('words').check(paper, choice)
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 3 }), (sent) => {
        const once = check(sent)
        fc.pre(!('problem' in once))
        if ('choice' in once) expect(check(once.choice)).toEqual(once)
      }),
      { numRuns: 500 },
    )
  })

  test.each([
    [['x'.repeat(41)], 0],
    [['joy', '   '], 1],
    [['joy', '\u200B\u2060'], 1],
    [['joy', 7], 1],
  ])('takes no %j', (choice, at) => {
    expect(faultsOf('words', paper, choice)).toMatchObject([{ pointer: `/choice/${at}` }])
  })

  test('forty signs are counted as people count them', () => {
    expect(faultsOf('words', paper, ['🎉'.repeat(40)])).toBeUndefined()
    expect(faultsOf('words', paper, ['joy', 'fun', 'luck', 'sun'])).toMatchObject([
      { pointer: '/choice' },
    ])
  })

  test('a hidden word is not seen and stays in the record', () => {
    const choices = [['joy'], ['joy'], ['rude']]
    expect(textsOf({ hiddenWords: ['joy'] }, choices)).toEqual({
      words: [{ text: 'rude', votes: 1 }],
    })
    const tally = countUp((choice) => choice as string[], [{ choice: ['joy'], voters: 2 }])
    expect(moderationOf({ ...paper, hiddenWords: ['joy'] }, tally).words).toEqual([
      { text: 'joy', votes: 2, state: 'hidden' },
    ])
  })

  test('where the host approves first, nothing else is seen; what is hidden is hidden', () => {
    const choices = [['joy'], ['fun'], ['rude']]
    const rule = { approveWords: true, shownWords: ['fun', 'rude'], hiddenWords: ['rude'] }
    expect(textsOf(rule, choices)).toEqual({ words: [{ text: 'fun', votes: 1 }] })
  })

  test('of many words a hundred are seen: most votes first, then by their signs', () => {
    const tally = emptyTally()
    for (let index = 0; index < 3000; index++)
      tally.counts.set(`w${String((index * 7919) % 3000).padStart(4, '0')}`, 1 + (index % 3))
    const all = [...tally.counts].map(([text, votes]) => ({ text, votes }))
    const sorted = all.toSorted((one, other) =>
      one.votes === other.votes ? (one.text < other.text ? -1 : 1) : other.votes - one.votes,
    )
    const { result } = rulesOf('words').view(paper, tally)
    expect(result).toEqual({ words: sorted.slice(0, 100) })
  })
})

test('a change that comes to nothing leaves no counter behind', () => {
  expect(changeOf(['a>b'], ['a>b'])).toEqual(emptyTally())
})
