import { flushSync, mount, unmount } from 'svelte'
import { expect, it } from 'vitest'
import { withOptions, type PollView } from '#core/poll'
import { blankPaper, type Choice } from '#core/tally/kind'
import { rulesOf, type PollKind } from '#core/tally/rules'
import { ballots } from '../../client/parts/ballots.ts'
import Countdown from '../../client/parts/Countdown.svelte'
import { pollView } from './poll-view.ts'

const options = withOptions(['Tea', 'Coffee', 'Juice'])
const scale = { min: -2, max: 2 }

/** Half-made choices, and what of them may be sent; null: nothing yet. */
const drafts: [PollKind, Partial<PollView>, Choice, Choice | null][] = [
  ['single', { options }, 'b', 'b'],
  ['single', { options }, 'gone', null],
  ['multiple', { options }, ['c', 'a'], ['a', 'c']],
  ['multiple', { options }, ['c', 'gone'], ['c']],
  ['multiple', { options }, [], null],
  ['rating', { scale }, -2, -2],
  ['rating', { scale }, 0, 0],
  ['rating', { scale }, 3, null],
  ['ranking', { options }, ['c', 'a'], ['c', 'a']],
  ['ranking', { options }, ['gone', 'b'], ['b']],
  ['ranking', { options }, [], null],
  ['words', {}, ['  Deep  SEA', '', 'deep sea'], ['deep sea']],
  ['words', {}, ['Zoo', 'ｱﾘ', 'ant'], ['ant', 'zoo', 'アリ']],
  ['words', {}, ['', ' ', '\u200b'], null],
  ['words', {}, ['ﷺﷺﷺ', 'short', ''], null],
]

it.each(drafts)('of a draft of kind %s %j: %j goes out as %j', async (kind, given, draft, sent) => {
  const poll = pollView({ kind, options: [], ...given })
  const { ballotOf } = await ballots[kind]()
  expect(ballotOf(draft, poll)).toEqual(sent)
  if (sent === null) return
  // As the server keeps it, or the phone would take its own vote for somebody else's.
  const { options, scale } = poll
  expect(rulesOf(kind).check({ ...blankPaper, options, scale }, sent)).toEqual({ choice: sent })
})

it.each([
  [95_000, '1:35 left', '1 minute 35 seconds left', ''],
  [60_000, '1:00 left', '1 minute left', ''],
  [15_000, '0:15 left', '15 seconds left', 'Less than a minute left'],
  [9001, '0:10 left', '10 seconds left', 'Less than a minute left'],
  [1, '0:01 left', '1 second left', 'Less than 10 seconds left'],
  [-5000, '0:00 left', '0 seconds left', 'Time is up'],
  [7_265_000, '2:01:05 left', '2 hours 1 minute 5 seconds left', ''],
  [93_600_000, '1 day 2 hours left', '1 day 2 hours left', ''],
])('a countdown with %i ms to go reads %s', async (leftMs, face, words, aloud) => {
  const props = { closesAt: 1_800_000_000_000, now: 1_800_000_000_000 - leftMs }
  const part = mount(Countdown, { target: document.body, props })
  flushSync()
  const timer = document.querySelector('[role=timer]')!
  expect(timer.textContent.trim()).toBe(face)
  expect(timer.getAttribute('aria-label')).toBe(words)
  expect(document.querySelector('[role=status]')!.textContent).toBe(aloud)
  await unmount(part)
})
