import { beforeEach, expect, it } from 'vitest'
import type { Happening, MatchEvent, NewEvent } from '#core/match'
import { check } from '#core/sport/check'
import { advance, fold } from '#core/sport/fold'
import { football } from '#core/sport/presets/football'
import { start } from '#core/sport/state'
import { entry, matchOf } from './matches.ts'

/** The events that were folded: in a sport with a clock only a step asks when something happened. */
const folded = new Set<number>()
beforeEach(() => folded.clear())

function watched(seq: number, event: NewEvent): MatchEvent {
  const { occurredAt, ...taken } = entry(seq, event)
  return Object.defineProperty(taken as MatchEvent, 'occurredAt', {
    enumerable: true,
    get() {
      folded.add(seq)
      return occurredAt
    },
  })
}

const match = matchOf(football)
const goal = { kind: 'score', side: 'home', key: 'goal' } as const

const plain: Happening[] = [
  goal,
  { kind: 'incident', side: 'away', key: 'yellow' },
  { kind: 'clock', op: 'start' },
  { kind: 'serve', side: 'home' },
  { kind: 'adjust', score: [3, 4], reason: 'x' },
  { kind: 'status', to: 'review' },
  { kind: 'unit', from: 0, to: 1 },
]

const count = 5000
const log = Array.from({ length: count }, (_, index) =>
  watched(index + 1, plain[index % (plain.length - 1)]!),
)
const long = fold(match, log)

/** One event posted on top of a log: decided, then folded. */
function post(state: typeof long, before: readonly MatchEvent[], event: Happening): number[] {
  folded.clear()
  const posted = watched(before.length + 1, event)
  expect(check(match, state, before, { ...event, base: before.length })).toEqual({
    outcome: 'recorded',
  })
  advance(match, state, before, posted)
  return [...folded]
}

it.each(plain.map((event) => [event.kind, event] as const))(
  'folds one event for the first %s of a match, and one for that after five thousand others',
  (_, event) => {
    expect(post(start(match), [], event)).toEqual([1])
    expect(post(long, log, event)).toEqual([count + 1])
  },
)

it.each([
  ['void', { kind: 'void', target: 'e_7' }, count - 1],
  ['amendment', { kind: 'amend', target: 'e_7', patch: { side: 'away' } }, count],
] as const)('folds what counts of the whole log for a %s', (_, event, steps) => {
  advance(match, long, log, entry(count + 1, event))
  expect(folded.size).toBe(steps)
})
