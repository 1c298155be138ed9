import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { LiveStream } from '../../client/live/topic.svelte.ts'
import { FakeSource } from './fake-source.ts'

const room = (title: string) => ({ kind: 'room', room: { code: 'K7M2QX', title, items: [] } })

function setUp(options: { rests?: boolean } = {}) {
  const sources: FakeSource[] = []
  const page = Object.assign(new EventTarget(), { visibilityState: 'visible' as const })
  const browser = new EventTarget()
  const stream = new LiveStream('/stream', {
    ...options,
    open: () => {
      sources.push(new FakeSource())
      return sources.at(-1)!
    },
    page: page as unknown as Document,
    browser: browser as unknown as Window,
  })
  const hide = (visibilityState: 'visible' | 'hidden') => {
    Object.assign(page, { visibilityState })
    page.dispatchEvent(new Event('visibilitychange'))
  }
  return { stream, sources, stop: stream.start(), hide, browser, last: () => sources.at(-1)! }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('a live stream', () => {
  it('shows the newest frame of a topic and drops an older one of the same epoch', () => {
    const { stream, last } = setUp()
    last().send('update', room('two'), 'e1-2')
    last().send('update', room('one'), 'e1-1')
    expect(stream.room('K7M2QX')?.title).toBe('two')
  })

  it('takes a lower version of a new epoch: the database was restored', () => {
    const { stream, last } = setUp()
    last().send('update', room('before'), 'e-1-9')
    last().send('update', room('after'), 'e-2-1')
    expect(stream.room('K7M2QX')?.title).toBe('after')
  })

  it('takes the same version again: a stream that comes back begins with what it last said', () => {
    const { stream, last } = setUp()
    last().send('update', room('public'), 'e1-2')
    last().send('update', room('full'), 'e1-2')
    expect(stream.room('K7M2QX')?.title).toBe('full')
  })

  it('hears that a room is gone, whatever topic spoke before', () => {
    const { stream, last } = setUp()
    last().send('update', room('hall'), 'e1-12')
    last().send('update', { kind: 'poll', poll: { id: 'p_1' } }, 'e1-3')
    // The news has no id of its own: a browser hands over the last one that came.
    last().send('update', { kind: 'room', id: 'K7M2QX', gone: true }, 'e1-3')
    expect(stream.isGone({ kind: 'room', id: 'K7M2QX' })).toBe(true)
  })

  it('shows a topic that was gone and has come back, at whatever version', () => {
    const { stream, last } = setUp()
    last().send('update', room('hall'), 'e1-12')
    last().send('update', { kind: 'room', id: 'K7M2QX', gone: true }, 'e1-12')
    last().send('update', room('again'), 'e1-1')
    expect(stream.room('K7M2QX')?.title).toBe('again')
  })

  it('says how fresh it is', () => {
    const { stream, last } = setUp()
    expect(stream.freshness).toBe('connecting')
    last().send('ping', { now: 1 })
    expect(stream.freshness).toBe('live')
    last().fail(0)
    expect(stream.freshness).toBe('behind')
    vi.advanceTimersByTime(8000)
    expect(stream.freshness).toBe('offline')
  })

  it('comes back by itself when the browser has given up', () => {
    const { sources, last } = setUp()
    last().fail(2)
    expect(sources).toHaveLength(1)
    vi.advanceTimersByTime(2000)
    expect(sources).toHaveLength(2)
  })

  it('does not trust a socket that has been silent for 45 seconds', () => {
    const { sources, last } = setUp()
    last().send('ping', { now: 1 })
    vi.advanceTimersByTime(44_000)
    expect(sources).toHaveLength(1)
    vi.advanceTimersByTime(1000)
    expect(sources).toHaveLength(2)
    expect(sources[0]!.readyState).toBe(2)
  })

  it('rests while its tab is hidden for a minute, and opens on return', () => {
    const { sources, last, hide } = setUp()
    last().send('ping', { now: 1 })
    hide('hidden')
    for (let s = 0; s < 4; s++) {
      vi.advanceTimersByTime(14_000)
      last().send('ping', { now: 1 })
    }
    vi.advanceTimersByTime(4000)
    expect(sources[0]!.readyState).toBe(2)
    hide('visible')
    expect(sources).toHaveLength(2)
  })

  it('rests in a hidden tab although the network came and went meanwhile', () => {
    const { sources, last, hide, browser } = setUp()
    last().send('ping', { now: 1 })
    hide('hidden')
    vi.advanceTimersByTime(30_000)
    last().send('ping', { now: 1 })
    browser.dispatchEvent(new Event('online'))
    vi.advanceTimersByTime(30_000)
    expect(sources.map(({ readyState }) => readyState)).toEqual([2])
    browser.dispatchEvent(new Event('online'))
    expect(sources).toHaveLength(1)
  })

  it('never rests on a screen', () => {
    const { sources, last, hide } = setUp({ rests: false })
    hide('hidden')
    for (let s = 0; s < 5; s++) {
      vi.advanceTimersByTime(14_000)
      last().send('ping', { now: 1 })
    }
    expect(sources).toHaveLength(1)
    expect(sources[0]!.readyState).toBe(1)
  })

  it('opens anew when what it may see has changed, and shows what it knew meanwhile', () => {
    const { stream, sources, last } = setUp()
    last().send('update', room('public'), 'e1-2')
    stream.reopen()
    expect(sources.map(({ readyState }) => readyState)).toEqual([2, 0])
    expect([stream.freshness, stream.room('K7M2QX')?.title]).toEqual(['live', 'public'])
    last().send('update', room('full'), 'e1-2')
    expect(stream.room('K7M2QX')?.title).toBe('full')
  })

  it('does not wake a tab that rests, because what it may see has changed', () => {
    const { stream, sources, last, hide } = setUp()
    last().send('ping', { now: 1 })
    hide('hidden')
    vi.advanceTimersByTime(30_000)
    last().send('ping', { now: 1 })
    vi.advanceTimersByTime(30_000)
    stream.reopen()
    expect(sources).toHaveLength(1)
  })

  it('ends for good when its page ends', () => {
    const { sources, last, stop } = setUp()
    last().send('ping', { now: 1 })
    stop()
    vi.advanceTimersByTime(120_000)
    expect(sources).toHaveLength(1)
    expect(sources[0]!.readyState).toBe(2)
  })
})
