import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Outbox, type OutgoingEvent } from '../../client/live/outbox.svelte.ts'

const goal = { kind: 'score', side: 'home', key: 'goal' } as const
type Reply = (events: OutgoingEvent[]) => Response | Promise<Response>
let reply: Reply
let sent: OutgoingEvent[][]

const recorded: Reply = (events) =>
  Response.json({
    results: events.map(({ id }, index) => ({ id, seq: index + 1, outcome: 'recorded' })),
    match: { timeline: [] },
  })
const noNetwork: Reply = () => Promise.reject(new TypeError('failed to fetch'))

beforeEach(() => {
  vi.useFakeTimers()
  localStorage.clear()
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
  const outbox = new Outbox('m_1', () => {})
  outbox.add(goal, 0, 1)
  outbox.add({ ...goal, side: 'away' }, 0, 2)
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
  new Outbox('m_1', () => {}).add(goal, 0, 1)
  await vi.advanceTimersByTimeAsync(0)
  expect(new Outbox('m_1', () => {}).waiting).toHaveLength(1)
})

it('says that a tap is late when nothing answers for two seconds', async () => {
  reply = () => new Promise(() => {})
  const outbox = new Outbox('m_1', () => {})
  outbox.add(goal, 0, 1)
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
  const outbox = new Outbox('m_1', () => {})
  outbox.add(goal, 0, 1)
  await vi.advanceTimersByTimeAsync(0)
  expect(outbox.waiting).toEqual([])
  expect(outbox.refused.map(({ refused }) => refused?.code)).toEqual(['match-final'])
  outbox.discard(outbox.refused[0]!.event.id)
  expect(outbox.refused).toEqual([])
})

it('keeps every tap when its key was taken back', async () => {
  reply = () =>
    Response.json({ type: '/problems/key-wrong', title: 'no', status: 403 }, { status: 403 })
  const outbox = new Outbox('m_1', () => {})
  outbox.add(goal, 0, 1)
  await vi.advanceTimersByTimeAsync(0)
  expect(outbox.locked?.code).toBe('key-wrong')
  expect(outbox.waiting).toHaveLength(1)
})
