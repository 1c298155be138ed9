import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { elapsedAt, type Clock } from '#core/clock'
import type { MatchEvent } from '#core/match'
import { RefereePad } from '../../client/live/referee-pad.svelte.ts'
import { ServerClock } from '../../client/live/now.svelte.ts'
import { LiveStream } from '../../client/live/topic.svelte.ts'
import type { OutgoingEvent } from '../../client/live/outbox.svelte.ts'
import { FakeSource } from './fake-source.ts'
import { logged, matchView } from './match-view.ts'

const ahead = 300_000
const goal = { kind: 'score', side: 'home', key: 'goal' } as const
const stopped: Clock = {
  running: false,
  elapsedMs: 0,
  since: null,
  direction: 'up',
  limitMs: 2_700_000,
  offsetMs: 0,
  addedMs: 0,
  atLimit: 'run',
}

let reach: boolean
let refuses: boolean
let revoked: boolean
let log: MatchEvent[]

beforeEach(() => {
  vi.useFakeTimers()
  localStorage.clear()
  reach = true
  refuses = revoked = false
  log = []
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    if (!reach) throw new TypeError('no network')
    if (path === '/api/time') return Response.json({ now: Date.now() + ahead })
    if (path.endsWith('/sport'))
      return Response.json({ keys: [{ key: 'goal', points: 1 }], units: [] })
    if (revoked) return Response.json({ type: '/problems/key-missing' }, { status: 401 })
    return Response.json(take(JSON.parse(String(init.body)) as OutgoingEvent[]))
  })
})
afterEach(async () => {
  // What is on its way arrives in the test that sent it.
  reach = false
  await settle()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function take(events: OutgoingEvent[]) {
  const results = events.map((event) => {
    const problem = { type: '/problems/match-final', title: 'The match is final', status: 409 }
    if (refuses) return { id: event.id, outcome: 'refused', problem }
    log.push(logged(log.length + 1, event))
    return { id: event.id, seq: log.length, outcome: 'recorded' }
  })
  const version = log.length + 1
  return { results, match: matchView({ version, timeline: log.toReversed() }) }
}

const settle = () => vi.advanceTimersByTimeAsync(0)

async function setUp(clock: Clock | null = null) {
  const source = new FakeSource()
  const stream = new LiveStream('/stream', { open: () => source })
  onTestFinished(stream.start())
  source.send('update', { kind: 'match', match: matchView({ clock }) }, 'e1-1')
  const time = new ServerClock()
  const pad = new RefereePad('m_1', stream, time)
  await pad.loadSport()
  return { pad, time }
}

describe('what a referee sees of a tap that is not confirmed', () => {
  it('is counted ahead of the score, for its side, until the server has it', async () => {
    const { pad } = await setUp()
    pad.post(goal)
    pad.post(goal)
    pad.post({ ...goal, side: 'away' })
    expect(pad.ahead).toEqual({ home: 2, away: 1 })
    await settle()
    expect(pad.ahead).toEqual({})
  })

  it('counts an undo back, and a put-back forward again', async () => {
    const { pad } = await setUp()
    pad.post(goal)
    await settle()
    reach = false
    pad.undo()
    expect(pad.ahead).toEqual({ home: -1 })
    pad.redo()
    expect(pad.ahead['home']).toBe(0)
  })

  it('runs the clock from the moment of the tap, also before the time of the server is known', async () => {
    reach = false
    const { pad, time } = await setUp(stopped)
    pad.post({ kind: 'clock', op: 'start' })
    await vi.advanceTimersByTimeAsync(10_000)
    expect(elapsedAt(pad.clock!, time.read())).toBe(10_000)
    reach = true
    await time.sync()
    expect(elapsedAt(pad.clock!, time.read())).toBe(10_000)
    pad.post({ kind: 'clock', op: 'stop' })
    expect(pad.clock).toMatchObject({ running: false, elapsedMs: 10_000 })
  })

  it('is taken back when the server refuses it, and kept for a person to read', async () => {
    refuses = true
    const { pad } = await setUp()
    pad.post(goal)
    await settle()
    expect([pad.ahead, pad.pending]).toEqual([{}, []])
    expect(pad.outbox.refused.map(({ refused }) => refused?.code)).toEqual(['match-final'])
  })
})

describe('a phone whose link was revoked', () => {
  it('shows the score as it is, and keeps what was tapped', async () => {
    revoked = true
    const { pad } = await setUp(stopped)
    pad.post(goal)
    pad.post({ kind: 'clock', op: 'start' })
    await settle()
    expect([pad.ahead, pad.pending, pad.clock?.running]).toEqual([{}, [], false])
    expect(pad.outbox.waiting).toHaveLength(2)
  })

  it('has a way out: what cannot be sent is discarded', async () => {
    revoked = true
    const { pad } = await setUp()
    pad.post(goal)
    await settle()
    pad.outbox.discardWaiting()
    expect(pad.outbox.entries).toEqual([])
    expect(pad.outbox.locked?.code).toBe('key-missing')
  })

  it('sends what it kept once it has a new link', async () => {
    revoked = true
    const { pad } = await setUp()
    pad.post(goal)
    await settle()
    revoked = false
    await pad.outbox.flush()
    expect(pad.outbox.locked).toBeUndefined()
    expect(log).toMatchObject([goal])
  })
})

describe('undo', () => {
  it('takes back the newest event that stands, confirmed or not', async () => {
    const { pad } = await setUp()
    pad.post(goal)
    await settle()
    reach = false
    pad.post({ ...goal, side: 'away' })
    expect(pad.undoable).toMatchObject({ side: 'away' })
    pad.undo()
    expect(pad.undoable).toMatchObject({ side: 'home' })
    pad.undo()
    expect(pad.undoable).toBeUndefined()
  })

  it('can be put back until something else happens', async () => {
    const { pad } = await setUp()
    expect(pad.redoable).toBeUndefined()
    pad.post(goal)
    pad.undo()
    expect(pad.redoable).toMatchObject(goal)
    pad.redo()
    expect(pad.undoable).toMatchObject(goal)
    expect(pad.redoable).toBeUndefined()
    pad.undo()
    pad.post({ ...goal, side: 'away' })
    expect(pad.redoable).toBeUndefined()
  })

  it('can be put back as often as it was pressed, confirmed or not', async () => {
    const { pad } = await setUp()
    pad.post(goal)
    pad.post({ ...goal, side: 'away' })
    pad.undo()
    pad.undo()
    await settle()
    pad.redo()
    await settle()
    expect(pad.redoable).toMatchObject({ side: 'away' })
    reach = false
    pad.redo()
    expect(pad.ahead).toEqual({ away: 1, home: 0 })
    expect(pad.redoable).toBeUndefined()
    expect(pad.undoable).toMatchObject({ side: 'away' })
  })

  it('opens a match again by taking back what ended it', async () => {
    const { pad } = await setUp()
    pad.post({ kind: 'status', to: 'final' })
    await settle()
    pad.reopen()
    await settle()
    expect(log.at(-1)).toMatchObject({ kind: 'void', target: log[0]!.id })
  })
})
