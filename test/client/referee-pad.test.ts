import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { elapsedAt } from '#core/clock'
import { RefereePad } from '../../client/live/referee-pad.svelte.ts'
import { ServerClock } from '../../client/live/now.svelte.ts'
import { LiveStream } from '../../client/live/topic.svelte.ts'
import type { OutgoingEvent } from '../../client/live/outbox-batch.ts'
import { FakeMatch } from './fake-match.ts'
import { FakeSource } from './fake-source.ts'

const ahead = 300_000
const goal = { kind: 'score', side: 'home', key: 'goal' } as const
let reach: boolean
let refuses: boolean
let revoked: boolean
let match: FakeMatch
let sent: OutgoingEvent[]

beforeEach(() => {
  vi.useFakeTimers()
  localStorage.clear()
  reach = true
  refuses = revoked = false
  sent = []
  match = new FakeMatch('football')
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    if (!reach) throw new TypeError('no network')
    if (path === '/api/time') return Response.json({ now: Date.now() + ahead })
    if (path.endsWith('/sport')) return Response.json(match.sport)
    if (path.includes('/events?')) return Response.json({ events: match.log })
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
  sent.push(...events)
  if (!refuses) return match.post(...events)
  const problem = { type: '/problems/match-final', title: 'The match is final', status: 409 }
  const results = events.map(({ id }) => ({ id, outcome: 'refused', problem }))
  return { results, match: match.view }
}

const settle = () => vi.advanceTimersByTimeAsync(0)
/** Long enough for whatever waits to be tried again. */
const delivered = () => vi.advanceTimersByTimeAsync(60_000)

async function setUp() {
  const source = new FakeSource()
  const stream = new LiveStream('/stream', { open: () => source })
  onTestFinished(stream.start())
  /** The stream tells what the server has by now. */
  const tell = () => {
    source.send('update', { kind: 'match', match: match.view }, `e1-${match.view.version}`)
    pad.hear(match.view.timeline)
  }
  const time = new ServerClock()
  const pad = new RefereePad('m_1', stream, time)
  tell()
  await pad.loadSport()
  await settle()
  return { pad, time, tell }
}

type Pad = Awaited<ReturnType<typeof setUp>>['pad']
const undo = (pad: Pad) => pad.takeBack(pad.undoable?.id)
const redo = (pad: Pad) => pad.takeBack(pad.redoable?.by)

describe('what a referee sees of a tap that is not confirmed', () => {
  it('is the score as it will be, and is the same when the server has it', async () => {
    const { pad } = await setUp()
    reach = false
    pad.post(goal)
    pad.post(goal)
    pad.post({ ...goal, side: 'away' })
    expect(pad.match?.score).toEqual([2, 1])
    expect(pad.sendsFor('home')).toBe(true)
    reach = true
    await delivered()
    expect([pad.match?.score, pad.pending]).toEqual([[2, 1], []])
    expect(match.view.score).toEqual([2, 1])
  })

  it('counts an undo back, and a put-back forward again', async () => {
    const { pad } = await setUp()
    pad.post(goal)
    await settle()
    reach = false
    undo(pad)
    expect(pad.match?.score).toEqual([0, 0])
    redo(pad)
    expect(pad.match?.score).toEqual([1, 0])
  })

  it('comes on top of what others have done meanwhile', async () => {
    const { pad, tell } = await setUp()
    reach = false
    pad.post(goal)
    match.post({ ...goal, side: 'away' })
    tell()
    expect(pad.match?.score).toEqual([1, 1])
  })

  it('is not guessed at over a log of which something is missing, and keeps nobody from tapping', async () => {
    const { pad, tell } = await setUp()
    reach = false
    await settle()
    pad.post(goal)
    for (let other = 0; other < 25; other++) match.post({ ...goal, side: 'away' })
    tell()
    expect([pad.match?.score, pad.behind]).toEqual([[0, 25], true])
    reach = true
    pad.hear(match.view.timeline)
    await settle()
    await delivered()
    expect([pad.match?.score, pad.behind]).toEqual([[1, 25], false])
  })

  it('runs the clock from the moment of the tap, also before the time of the server is known', async () => {
    const { pad, time } = await setUp()
    reach = false
    pad.post({ kind: 'clock', op: 'start' })
    await vi.advanceTimersByTimeAsync(10_000)
    expect(elapsedAt(pad.match!.clock!, time.read())).toBe(10_000)
    reach = true
    await time.sync()
    expect(elapsedAt(pad.match!.clock!, time.read())).toBe(10_000)
    reach = false
    pad.post({ kind: 'clock', op: 'stop' })
    expect(pad.match?.clock).toMatchObject({ running: false, elapsedMs: 10_000 })
  })

  it('goes on through sets and halves with no network at all', async () => {
    match = new FakeMatch('volleyball')
    const { pad } = await setUp()
    reach = false
    const rally = { kind: 'score', side: 'home', key: 'point' } as const
    for (let point = 0; point < 25; point++) pad.post(rally)
    expect(pad.match).toMatchObject({ unit: { index: 0, over: true }, score: [1, 0] })
    pad.post({ kind: 'unit', from: 0, to: 1 })
    pad.post(rally)
    expect(pad.match).toMatchObject({ unit: { index: 1 }, score: [1, 0] })
    expect(pad.match?.units.map(({ score }) => score)).toEqual([
      [25, 0],
      [1, 0],
    ])
    reach = true
    await delivered()
    expect(pad.pending).toEqual([])
    expect(pad.match).toEqual(match.view)
  })

  it('is taken back when the server refuses it, and kept for a person to read', async () => {
    refuses = true
    const { pad } = await setUp()
    pad.post(goal)
    await settle()
    expect([pad.match?.score, pad.pending]).toEqual([[0, 0], []])
    expect(pad.outbox.refused.map(({ refused }) => refused?.code)).toEqual(['match-final'])
  })
})

describe('a phone whose link was revoked', () => {
  it('shows the score as it is, and keeps what was tapped', async () => {
    revoked = true
    const { pad } = await setUp()
    pad.post(goal)
    pad.post({ kind: 'clock', op: 'start' })
    await settle()
    expect([pad.match?.score, pad.pending, pad.match?.clock?.running]).toEqual([[0, 0], [], false])
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
    expect(match.log).toMatchObject([goal])
  })
})

it('says to have seen what an eye has had time for, not what came just before the tap', async () => {
  match.post(goal)
  const { pad, tell } = await setUp()
  match.post(goal)
  tell()
  pad.post(goal)
  await settle()
  await vi.advanceTimersByTimeAsync(1000)
  pad.post(goal)
  await settle()
  expect(sent.map(({ base }) => base)).toEqual([1, 3])
})

describe('undo', () => {
  it('takes back the newest event that stands, confirmed or not', async () => {
    const { pad } = await setUp()
    pad.post(goal)
    await settle()
    reach = false
    pad.post({ ...goal, side: 'away' })
    expect(pad.undoable).toMatchObject({ side: 'away' })
    undo(pad)
    expect(pad.undoable).toMatchObject({ side: 'home' })
    undo(pad)
    expect(pad.undoable).toBeUndefined()
  })

  it('can be put back until something else happens', async () => {
    const { pad } = await setUp()
    expect(pad.redoable).toBeUndefined()
    pad.post(goal)
    undo(pad)
    expect(pad.redoable?.event).toMatchObject(goal)
    redo(pad)
    expect(pad.undoable).toMatchObject(goal)
    expect(pad.redoable).toBeUndefined()
    undo(pad)
    pad.post({ ...goal, side: 'away' })
    expect(pad.redoable).toBeUndefined()
  })

  it('can be put back as often as it was pressed, confirmed or not', async () => {
    const { pad } = await setUp()
    pad.post(goal)
    pad.post({ ...goal, side: 'away' })
    undo(pad)
    undo(pad)
    await settle()
    redo(pad)
    await settle()
    expect(pad.redoable?.event).toMatchObject({ side: 'away' })
    reach = false
    redo(pad)
    expect(pad.match?.score).toEqual([1, 1])
    expect(pad.redoable).toBeUndefined()
    expect(pad.undoable).toMatchObject({ side: 'away' })
  })

  it('opens a match again by taking back what ended it', async () => {
    const { pad } = await setUp()
    pad.post({ kind: 'status', to: 'final' })
    await settle()
    pad.reopen()
    await settle()
    expect(match.log.at(-1)).toMatchObject({ kind: 'void', target: match.log[0]!.id })
  })
})
