import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { OutgoingEvent } from '../../client/live/outbox-batch.ts'
import { Outbox } from '../../client/live/outbox.svelte.ts'

const goal = { kind: 'score', side: 'home', key: 'goal' } as const
type Reply = (events: OutgoingEvent[]) => Response | Promise<Response>
let reply: Reply
let sent: OutgoingEvent[][]
/** Server time less `performance.now`; none: the server's time is not known. */
let ahead: number | undefined
/** What a sample would find. */
let found: number | undefined

const clock = {
  at: (moment: number) => (ahead === undefined ? undefined : moment + ahead),
  sync: async () => (ahead ??= found) !== undefined,
}
const open = () => new Outbox({ match: 'm_1', clock, onsent: () => {} })

const recorded: Reply = (events) =>
  Response.json({
    results: events.map(({ id }, index) => ({ id, seq: index + 1, outcome: 'recorded' })),
    match: { timeline: [] },
  })
const noNetwork: Reply = () => Promise.reject(new TypeError('failed to fetch'))

beforeEach(() => {
  vi.useFakeTimers()
  localStorage.clear()
  ahead = found = 1_763_800_000_000
  sent = []
  vi.stubGlobal('fetch', (_path: string, init: RequestInit) => {
    const events = JSON.parse(String(init.body)) as OutgoingEvent[]
    sent.push(events)
    return Promise.resolve(reply(events))
  })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

it('keeps what did not arrive, in order, and sends each event with the same id until it does', async () => {
  reply = noNetwork
  const outbox = open()
  outbox.add(goal, 0)
  outbox.add({ ...goal, side: 'away' }, 0)
  await vi.advanceTimersByTimeAsync(0)
  expect(outbox.late).toBe(true)
  expect(outbox.waiting).toHaveLength(2)

  reply = recorded
  await vi.advanceTimersByTimeAsync(30_000)
  expect(outbox.waiting).toEqual([])
  expect(outbox.late).toBe(false)
  expect(sent.at(-1)!.map((event) => 'side' in event && event.side)).toEqual(['home', 'away'])
  expect(new Set(sent.map(([first]) => first!.id)).size).toBe(1)
})

it('survives a reload', async () => {
  reply = noNetwork
  open().add(goal, 0)
  await vi.advanceTimersByTimeAsync(0)
  expect(open().waiting).toHaveLength(1)
})

it('says that a tap is late when nothing answers for two seconds', async () => {
  reply = () => new Promise(() => {})
  const outbox = open()
  outbox.add(goal, 0)
  await vi.advanceTimersByTimeAsync(1900)
  expect(outbox.late).toBe(false)
  await vi.advanceTimersByTimeAsync(200)
  expect(outbox.late).toBe(true)
})

it('shows a refusal until somebody has read it, and lets the rest through', async () => {
  reply = ([first, ...rest]) =>
    Response.json({
      results: [
        {
          id: first!.id,
          outcome: 'refused',
          problem: { type: '/problems/match-final', title: 'The match is final', status: 409 },
        },
        ...rest.map(({ id }) => ({ id, seq: 1, outcome: 'recorded' })),
      ],
      match: { timeline: [] },
    })
  const outbox = open()
  outbox.add(goal, 0)
  await vi.advanceTimersByTimeAsync(0)
  expect(outbox.waiting).toEqual([])
  expect(outbox.refused.map(({ refused }) => refused?.code)).toEqual(['match-final'])
  outbox.discard(outbox.refused[0]!.event.id)
  expect(outbox.refused).toEqual([])
})

it('keeps every tap when its key was taken back', async () => {
  reply = () =>
    Response.json({ type: '/problems/key-wrong', title: 'no', status: 403 }, { status: 403 })
  const outbox = open()
  outbox.add(goal, 0)
  await vi.advanceTimersByTimeAsync(0)
  expect(outbox.locked?.code).toBe('key-wrong')
  expect(outbox.waiting).toHaveLength(1)
})

it.each(['{', 'null', '{}', '[1, null, {"event": {}}]'])(
  'opens with what can be read where the device kept %s',
  (kept) => {
    localStorage.setItem('tallycast.outbox.m_1', kept)
    expect(open().entries).toEqual([])
  },
)

describe('when a tap happened', () => {
  const start = { kind: 'clock', op: 'start' } as const
  const times = () => sent.at(-1)!.map(({ occurredAt }) => occurredAt)

  it('is written in server time, however wrong the clock of the phone is', async () => {
    reply = recorded
    const outbox = open()
    vi.setSystemTime(0)
    outbox.add(start, 0)
    await vi.advanceTimersByTimeAsync(0)
    expect(times()).toEqual([performance.now() + ahead!])
  })

  it('is worked out before it is sent, if the server was out of reach when it was tapped', async () => {
    ahead = undefined
    reply = noNetwork
    const outbox = open()
    const tapped = performance.now()
    found = undefined
    outbox.add(start, 0)
    await vi.advanceTimersByTimeAsync(60_000)
    found = 1_763_800_000_000
    reply = recorded
    await outbox.flush()
    expect(times()).toEqual([tapped + found])
    expect(outbox.entries).toEqual([])
  })

  it('is left to the server where nobody can know it', async () => {
    ahead = found = undefined
    reply = recorded
    open().add(start, 0)
    await vi.advanceTimersByTimeAsync(0)
    expect(times()).toEqual([undefined])
  })

  it('survives a reload in server time, and where there was none, by how long ago it was', async () => {
    reply = noNetwork
    const before = open()
    before.add(start, 0)
    ahead = found = undefined
    const tapped = performance.now()
    before.add({ ...start, op: 'stop' }, 0)
    await vi.advanceTimersByTimeAsync(60_000)
    const known = before.waiting[0]!.event.occurredAt
    reply = recorded
    // Of another life of the page, whose moments count from its own beginning.
    found = 1_763_900_000_000
    await open().flush()
    expect(times()).toEqual([known, tapped + found])
  })
})

describe('a score by hand after taps that have not arrived', () => {
  const adjust = { kind: 'adjust' as const, score: [3, 0], reason: 'Counted wrong' }
  /** A server whose log was so long before. */
  const counting = (...taken: number[]): Reply => {
    const seqs = [...taken]
    return (events) =>
      Response.json({
        results: events.map(({ id }) => ({ id, seq: seqs.shift(), outcome: 'recorded' })),
        match: { timeline: [] },
      })
  }
  const tapped = async () => {
    reply = noNetwork
    const outbox = open()
    outbox.add(goal, 4)
    outbox.add(goal, 4)
    outbox.add(adjust, 4)
    await vi.advanceTimersByTimeAsync(0)
    sent = []
    return outbox
  }

  it('has seen them', async () => {
    await tapped()
    reply = counting(5, 6, 7)
    await vi.advanceTimersByTimeAsync(30_000)
    expect(sent.map((events) => events.length)).toEqual([2, 1])
    expect(sent[1]).toMatchObject([{ kind: 'adjust', base: 6 }])
  })

  it('has not seen what came in between', async () => {
    await tapped()
    reply = counting(5, 7, 8)
    await vi.advanceTimersByTimeAsync(30_000)
    expect(sent[1]).toMatchObject([{ kind: 'adjust', base: 5 }])
  })
})

it('takes over what another tab has not sent, so that nothing is lost with the tab', async () => {
  reply = noNetwork
  const first = open()
  const second = open()
  for (const outbox of [first, first, first, second, second, first]) {
    outbox.add(goal, 0)
    await vi.advanceTimersByTimeAsync(0)
  }
  // Both are closed; the link is opened again.
  expect(open().waiting).toHaveLength(6)

  reply = recorded
  await vi.advanceTimersByTimeAsync(60_000)
  expect(first.waiting).toEqual([])
  expect(second.waiting).toEqual([])
  expect(new Set(sent.flat().map(({ id }) => id)).size).toBe(6)
  expect(open().waiting).toEqual([])
})

it('sends no more at once than the server takes, in any script', async () => {
  reply = noNetwork
  const outbox = open()
  const note = '試'.repeat(280)
  for (let tap = 0; tap < 90; tap++) outbox.add({ kind: 'incident', key: 'note', note }, 0)
  reply = recorded
  await vi.advanceTimersByTimeAsync(60_000)
  expect(outbox.waiting).toEqual([])
  for (const events of sent)
    expect(new TextEncoder().encode(JSON.stringify(events)).length).toBeLessThan(65_536)
})
