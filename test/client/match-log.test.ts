import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { MatchEvent } from '#core/match'
import { MatchLog } from '../../client/live/match-log.svelte.ts'

const event = (seq: number): MatchEvent => ({
  seq,
  id: `e_${seq}`,
  at: seq,
  occurredAt: seq,
  official: null,
  held: false,
  kind: 'score',
  side: 'home',
  key: 'goal',
})
/** As a scoreboard's timeline has them: newest first. */
const events = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => event(to - index))

/** How long the server's log is; none: it cannot be reached. */
let length: number | undefined
let asked: string[]

beforeEach(() => {
  vi.useFakeTimers()
  asked = []
  vi.stubGlobal('fetch', async (path: string) => {
    asked.push(path)
    if (length === undefined) throw new TypeError('no network')
    const since = Number(new URL(path, 'http://hall.test').searchParams.get('since'))
    return Response.json({ events: events(since + 1, length).toReversed() })
  })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const seqs = (log: MatchLog) => log.events.map(({ seq }) => seq)
const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1)

it('adds what is new of a timeline, oldest first, without asking', () => {
  const log = new MatchLog('m_1')
  log.add(events(1, 3))
  log.add(events(2, 5))
  expect(seqs(log)).toEqual(upTo(5))
  expect(asked).toEqual([])
})

it('asks for what is missing between what it has and a timeline', async () => {
  length = 40
  const log = new MatchLog('m_1')
  log.add(events(1, 3))
  log.add(events(21, 40))
  await vi.advanceTimersByTimeAsync(0)
  expect(asked).toEqual(['/api/matches/m_1/events?since=3'])
  expect(seqs(log)).toEqual(upTo(40))
})

it('asks again for what came while it was asking', async () => {
  length = 40
  const log = new MatchLog('m_1')
  log.add(events(21, 40))
  length = 70
  log.add(events(51, 70))
  await vi.advanceTimersByTimeAsync(0)
  expect(seqs(log)).toEqual(upTo(70))
})

it('goes on asking until the gap is closed, and takes nothing from beyond it', async () => {
  length = undefined
  const log = new MatchLog('m_1')
  log.add(events(1, 3))
  log.add(events(21, 40))
  await vi.advanceTimersByTimeAsync(0)
  expect(seqs(log)).toEqual(upTo(3))
  length = 40
  await vi.advanceTimersByTimeAsync(2000)
  expect(seqs(log)).toEqual(upTo(40))
})
