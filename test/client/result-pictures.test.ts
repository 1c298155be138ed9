import { flushSync, mount, unmount } from 'svelte'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { PollView } from '#core/poll'
import type { Choice, RankingRound, Result } from '#core/tally/kind'
import { pollKinds, type PollKind } from '#core/tally/rules'
import { meanWords } from '../../client/parts/rating-words.ts'
import ResultChart from '../../client/parts/ResultChart.svelte'
import ResultRounds from '../../client/parts/ResultRounds.svelte'
import Turnout from '../../client/parts/Turnout.svelte'
import { pollView } from './poll-view.ts'

let mounted: object[] = []
afterEach(async () => {
  await Promise.all(mounted.map((part) => unmount(part)))
  mounted = []
})

const plain = (node: Element | null) => node?.textContent.replaceAll(/\s+/g, ' ').trim()
const page = () => plain(document.body)
const rows = () => [...document.querySelectorAll('li')].map(plain)
const meters = () =>
  [...document.querySelectorAll('[role=meter]')].map(
    (meter) => `${meter.getAttribute('aria-label')}: ${meter.getAttribute('aria-valuetext')}`,
  )

const options = ['Tea', 'Coffee', 'Water'].map((label, index) => ({ id: 'abc'[index]!, label }))

/** A poll's picture, once its part has been loaded. */
async function draw(given: Partial<PollView>, mine: Choice | null = null) {
  const props = { poll: pollView({ options, ...given }), mine, live: true }
  mounted.push(mount(ResultChart, { target: document.body, props }))
  await vi.waitFor(() => expect(document.querySelector('ul')).not.toBeNull())
  flushSync()
}

describe('the picture of a rating', () => {
  const scale = { min: 1, max: 5 }
  const counts = [0, 1, 0, 1, 2].map((votes, index) => ({ value: index + 1, votes }))
  const rating: Partial<PollView> = { kind: 'rating', options: [], scale, ballots: 4 }

  it('says of each value its share and its votes, and the mean', async () => {
    await draw({ ...rating, result: { counts, mean: 4 } }, 5)
    expect(meters()).toEqual([
      '1: 0%, 0 votes',
      '2: 25%, 1 vote',
      '3: 0%, 0 votes',
      '4: 25%, 1 vote',
      '5: 50%, 2 votes',
    ])
    expect(page()).toMatch('Mean 4.0 of 5')
    expect(rows()[4]).toMatch('5, your choice')
  })

  it('draws the scale while the result is hidden, and no number', async () => {
    await draw({ ...rating, result: null })
    expect(rows()).toEqual(['1', '2', '3', '4', '5'])
    expect(meters()).toEqual([])
  })

  it('holds a scale of a hundred steps below and above nothing', async () => {
    const wide = Array.from({ length: 101 }, (_, index) => ({ value: index - 50, votes: 0 }))
    wide[0] = { value: -50, votes: 4 }
    const scale = { min: -50, max: 50 }
    await draw({ ...rating, scale, result: { counts: wide, mean: -50 } })
    expect(meters()[0]).toBe('−50: 100%, 4 votes')
    // Ninety-nine times nothing is not read out.
    expect(document.querySelectorAll('li:not([aria-hidden])').length).toBe(1)
    expect(page()).toMatch('−50.0 from −50 to 50')
  })

  it.each([
    [3.66, { min: 1, max: 5 }, '3.7', 'of 5'],
    [8.25, { min: 0, max: 10 }, '8.3', 'of 10'],
    [-0.04, { min: -2, max: 2 }, '0.0', 'from −2 to 2'],
    [-1.26, { min: -2, max: 2 }, '−1.3', 'from −2 to 2'],
    [null, { min: 1, max: 5 }, '–', 'of 5'],
  ])('says a mean of %s on %o as %s %s', (mean, scale, figure, of) => {
    expect(meanWords(mean, scale)).toEqual({ figure, of })
  })
})

const of = (...votes: number[]) =>
  votes.map((count, index) => ({ id: 'abc'[index]!, votes: count }))

describe('the picture of a ranking', () => {
  const result = { first: of(4, 3, 2), last: of(4, 5), exhausted: 0, out: ['c'], winner: 'b' }
  const ranking: Partial<PollView> = { kind: 'ranking', ballots: 9 }

  it('says who is ahead, and what each holds in the last round or when it was out', async () => {
    await draw({ ...ranking, result }, ['b', 'a'])
    expect(page()).toMatch(/Ahead (B )?Coffee after 2 rounds/)
    expect(rows()).toEqual([
      expect.stringMatching(/Tea ?your no. 2 44% 4 votes/),
      expect.stringMatching(/Coffee ?your no. 1 56% 5 votes/),
      expect.stringMatching(/Water out round 1/),
    ])
  })

  it('keeps the order of the paper, whoever leads', async () => {
    await draw({ ...ranking, result: { ...result, last: of(1, 8), winner: 'b' } })
    const order = rows().map((row) => /Tea|Coffee|Water/.exec(row ?? '')?.[0])
    expect(order).toEqual(['Tea', 'Coffee', 'Water'])
  })

  it('says who has won once it is closed, and who ran out of choices', async () => {
    await draw({ ...ranking, status: 'closed', result: { ...result, exhausted: 2 } })
    expect(page()).toMatch(/Winner (B )?Coffee/)
    expect(page()).toMatch('2 had no choice left')
  })

  it('says that nobody voted', async () => {
    const nothing = { first: of(0, 0, 0), last: of(0, 0, 0), exhausted: 0, out: [], winner: null }
    await draw({ ...ranking, ballots: 0, result: nothing })
    expect(page()).toMatch('No votes yet')
  })

  it('is a plain list while the result is hidden', async () => {
    await draw({ ...ranking, result: null })
    expect(meters()).toEqual([])
    expect(page()).not.toMatch(/round|Ahead|votes/)
  })
})

describe('one round of a ranking', () => {
  const rounds: RankingRound[] = [
    { counts: of(4, 3, 2), exhausted: 0, out: 'c' },
    { counts: of(4, 4), exhausted: 1, out: 'a' },
    { counts: [{ id: 'b', votes: 6 }], exhausted: 3, out: null },
  ]
  const show = (at: number, given: Partial<PollView> = {}, counted = rounds) => {
    const props = { poll: pollView({ options, ...given }), rounds: counted, at }
    mounted.push(mount(ResultRounds, { target: document.body, props }))
    flushSync()
  }

  it('begins with the first choices and says who goes out', () => {
    show(0)
    expect(page()).toMatch('Round 1 of 3 Water is last with 2 votes, and goes out next.')
    expect(rows()[2]).toMatch(/Water ?last/)
  })

  it('says to whom the votes of the last one out have gone', () => {
    show(1)
    expect(page()).toMatch('The votes of Water go to their next choice. 1 had no choice left.')
    expect(rows().map((row) => /\+\d/.exec(row ?? '')?.[0])).toEqual([undefined, '+1', undefined])
    expect(rows()[2]).toMatch('out round 1')
  })

  it('ends with who is ahead, or has won once it is closed, and with how many of the votes', () => {
    show(2)
    expect(page()).toMatch('Round 3 of 3 Coffee is ahead with 6 votes of 6.')
    show(2, { status: 'closed' })
    expect(page()).toMatch('Round 3 of 3 Coffee wins with 6 votes of 6.')
  })

  it('says that a tie was decided by the rule', () => {
    show(0, {}, [{ counts: of(2, 1, 1), exhausted: 0, out: 'c' }])
    expect(page()).toMatch('Water ties for last with 1 vote, and goes out next by the tie rule.')
  })
})

describe('the picture of words', () => {
  const words = [
    { text: 'tea', votes: 3 },
    { text: 'שלום 🍵', votes: 1 },
  ]

  it('is a list of every word with its votes, most first', async () => {
    await draw({ kind: 'words', options: [], ballots: 3, result: { words } }, ['tea'])
    expect(rows()).toEqual(['tea, 3 votes, your word', 'שלום 🍵, 1 vote'])
  })

  it('says that there are none yet', async () => {
    await draw({ kind: 'words', options: [], result: { words: [] } })
    expect(page()).toMatch('No words yet')
  })

  it('does not say that nobody voted, where nothing may be shown', async () => {
    await draw({ kind: 'words', options: [], ballots: 3, result: { words: [] } })
    expect(page()).toMatch('No words shown yet')
  })
})

it('has a picture for every kind of poll', async () => {
  const empty: Record<PollKind, Result> = {
    single: { options: [] },
    multiple: { options: [] },
    rating: { counts: [], mean: null },
    ranking: { first: [], last: [], exhausted: 0, out: [], winner: null },
    words: { words: [] },
  }
  for (const kind of pollKinds) {
    await draw({ kind, scale: { min: 1, max: 5 }, result: empty[kind] })
    document.body.replaceChildren()
  }
})

it('says of which run the turnout is, once there are several', () => {
  const props = { poll: pollView({ run: 2, ballots: 12 }), joined: 30 }
  mounted.push(mount(Turnout, { target: document.body, props }))
  expect(page()).toMatch('Run 2 · 12 voted of 30 joined')
})
