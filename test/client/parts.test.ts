import { flushSync, mount, unmount, type Component } from 'svelte'
import { afterEach, describe, expect, it } from 'vitest'
import type { PollView } from '#core/poll'
import { MyVote } from '../../client/live/my-vote.svelte.ts'
import Bar from '../../client/parts/Bar.svelte'
import Segments from '../../client/parts/Segments.svelte'
import Turnout from '../../client/parts/Turnout.svelte'
import VoteDock from '../../client/parts/VoteDock.svelte'
import { pollView } from './poll-view.ts'

let mounted: object[] = []
afterEach(async () => {
  await Promise.all(mounted.map((part) => unmount(part)))
  mounted = []
})

/** Puts a part on the page, and finds in it what has a role. */
function show<P extends Record<string, unknown>>(Part: Component<P>, props: P) {
  mounted.push(mount(Part, { target: document.body, props }))
  flushSync()
  const byRole = (role: string) => document.querySelector(`[role=${role}]`)
  return { byRole, text: () => document.body.textContent.replaceAll(/\s+/g, ' ').trim() }
}

describe('a bar', () => {
  const meter = (props: { votes?: number; share?: number }) =>
    show(Bar, { index: 1, label: 'Coffee', ...props }).byRole('meter')

  it('is a meter that says its share and its votes', () => {
    const bar = meter({ votes: 2, share: 2 / 3 })!
    const told = (name: string) => bar.getAttribute(`aria-${name}`)
    expect(told('label')).toBe('Coffee')
    expect(['valuemin', 'valuemax', 'valuenow'].map(told)).toEqual(['0', '100', '67'])
    expect(told('valuetext')).toBe('67%, 2 votes')
    const fill = bar.firstElementChild as HTMLElement
    expect(Number(fill.style.getPropertyValue('--share'))).toBeCloseTo(2 / 3)
  })

  it('says one vote of one', () => {
    expect(meter({ votes: 1, share: 1 })!.getAttribute('aria-valuetext')).toBe('100%, 1 vote')
  })

  it('is none while the result is hidden', () => {
    expect(meter({})).toBeNull()
  })
})

describe('under a ballot', () => {
  const words = (
    vote: Partial<MyVote>,
    given: Partial<PollView> = {},
    onvote?: () => void,
    changed = false,
  ) => {
    const poll = pollView(given)
    const mine = Object.assign(new MyVote('p_1', 1), vote)
    const open = poll.status === 'open'
    const props = { poll, vote: mine, open, changed, ready: changed && open, onvote }
    return show(VoteDock, props).byRole('status')!.textContent.replaceAll(/\s+/g, ' ').trim()
  }
  const closed = { status: 'closed' } as const
  const takenBack = { poll: 'p_1', run: 1, choice: null, at: 0 }
  const late = { state: 'refused', problem: { code: 'poll-closed' } } as const

  it.each([
    ['Tap to vote', words.bind(null, {})],
    ['Choose, then vote', words.bind(null, {}, {}, () => {})],
    ['Not sent yet', words.bind(null, {}, {}, () => {}, true)],
    ['Sending…', words.bind(null, { state: 'sending' })],
    [
      'Waiting to send Your choice is kept and goes out by itself.',
      words.bind(null, { state: 'waiting' }),
    ],
    ['Saved ✓ You can still change it.', words.bind(null, { state: 'saved', saved: 'a' })],
    ['Saved ✓', words.bind(null, { state: 'saved', saved: 'a' }, { allowChange: false })],
    [
      'Change not sent Your earlier vote counts.',
      words.bind(null, { state: 'saved', saved: 'a' }, {}, () => {}, true),
    ],
    ['Saved ✓ Voting is closed.', words.bind(null, { state: 'saved', saved: 'a' }, closed)],
    ['Voting is closed', words.bind(null, {}, closed)],
    ['Voting is closed This phone did not vote.', words.bind(null, { asked: true }, closed)],
    [
      'Voting is closed Your choice was not sent.',
      words.bind(null, { asked: true }, closed, undefined, true),
    ],
    [
      'Saved ✓ Voting is closed. Your change was not sent.',
      words.bind(null, { state: 'saved', saved: 'a' }, closed, undefined, true),
    ],
    ['Taking it back…', words.bind(null, { state: 'sending', unsent: takenBack })],
    [
      'Waiting to send Your vote is taken back as soon as there is a network.',
      words.bind(null, { state: 'waiting', unsent: takenBack }),
    ],
    ['Vote taken back You can vote again.', words.bind(null, { state: 'withdrawn' })],
    ['Vote taken back Voting is closed.', words.bind(null, { state: 'withdrawn' }, closed)],
    ['Too late Voting closed before your vote arrived.', words.bind(null, late, closed)],
    ['Too late Your earlier vote counts.', words.bind(null, { ...late, saved: 'b' }, closed)],
  ])('says: %s', (expected, told) => {
    expect(told()).toBe(expected)
  })
})

describe('the turnout', () => {
  const poll = (ballots: number) => pollView({ ballots })

  it('says how many of those who joined have voted, and how it was taken', () => {
    const { text } = show(Turnout, { poll: poll(180), joined: 240 })
    expect(text()).toBe('180 voted of 240 joined One vote per device')
  })

  it('never says that more voted than joined: who joined may be told a moment later', () => {
    const { text } = show(Turnout, { poll: poll(195), joined: 180 })
    expect(text()).toBe('195 voted One vote per device')
  })
})

describe('a choice of few', () => {
  const rules = [
    { value: 'live', words: 'live' },
    { value: 'host', words: 'only to me' },
  ]
  const chosen = () =>
    [...document.querySelectorAll('input')].flatMap((input) => (input.checked ? input.value : []))

  it.each([
    ['shows what was taken', true, 'host'],
    ['does not show as chosen what was refused', undefined, 'live'],
  ])('%s', async (_, taken, shown) => {
    const asked: string[] = []
    const onchange = (value: string) => Promise.resolve(asked.push(value) && taken)
    show(Segments, { legend: 'Show results', values: rules, value: 'live', onchange })
    document.querySelectorAll('input')[1]!.click()
    await expect.poll(chosen).toEqual([shown])
    expect(asked).toEqual(['host'])
  })
})
