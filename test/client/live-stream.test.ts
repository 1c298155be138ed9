import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { LiveStream } from '../../client/live/topic.svelte.ts'
import { FakeSource } from './fake-source.ts'

const room = (title: string) => ({ kind: 'room', room: { code: 'K7M2QX', title, items: [] } })

function setUp({
  visibilityState = 'visible',
  ...options
}: { rests?: boolean; visibilityState?: 'visible' | 'hidden' } = {}) {
  const sources: FakeSource[] = []
  const page = Object.assign(new EventTarget(), { visibilityState })
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
    expect(stream.connection.state).toBe('connecting')
    last().send('ping', { now: 1 })
    expect(stream.connection.state).toBe('live')
    last().fail(0)
    expect(stream.connection.state).toBe('behind')
    vi.advanceTimersByTime(2000)
    expect(stream.connection.shown).toBe('behind')
    vi.advanceTimersByTime(6000)
    expect([stream.connection.state, stream.connection.shown]).toEqual(['offline', 'offline'])
    last().send('ping', { now: 1 })
    expect([stream.connection.state, stream.connection.shown]).toEqual(['live', 'live'])
  })

  it('does not call a change of connection a loss, while it is back within a moment', () => {
    const { stream, last } = setUp()
    last().send('update', room('one'), 'e1-1')
    last().fail(0)
    vi.advanceTimersByTime(1400)
    expect([stream.connection.state, stream.connection.shown]).toEqual(['behind', 'live'])
    last().send('update', room('one'), 'e1-1')
    vi.advanceTimersByTime(40_000)
    expect([stream.connection.state, stream.connection.shown]).toEqual(['live', 'live'])
  })

  it('says at once what it knows at once: the server goes, or the network is gone', () => {
    const { stream, last, browser } = setUp()
    last().send('ping', { now: 1 })
    last().send('bye', {})
    expect([stream.connection.state, stream.connection.shown]).toEqual(['behind', 'behind'])
    last().send('ping', { now: 1 })
    browser.dispatchEvent(new Event('offline'))
    expect([stream.connection.state, stream.connection.shown]).toEqual(['offline', 'offline'])
    vi.advanceTimersByTime(60_000)
    expect(stream.connection.state).toBe('offline')
  })

  it('does not sit out its wait when somebody looks, or the network is back', () => {
    const { sources, last, hide, browser } = setUp()
    for (let tries = 0; tries < 5; tries++) {
      const opened = sources.length
      last().fail(2)
      while (sources.length === opened) vi.advanceTimersByTime(100)
    }
    for (const act of [() => hide('visible'), () => browser.dispatchEvent(new Event('online'))]) {
      last().fail(2)
      const opened = sources.length
      act()
      expect(sources.length).toBe(opened + 1)
    }
  })

  it('rests when it was opened in a tab that nobody looks at', () => {
    const { sources, last } = setUp({ visibilityState: 'hidden' })
    vi.advanceTimersByTime(40_000)
    last().send('ping', { now: 1 })
    expect(sources[0]!.readyState).toBe(1)
    vi.advanceTimersByTime(21_000)
    expect(sources.map(({ readyState }) => readyState)).toEqual([2])
  })

  it('looks for itself when the network is back, whatever the old socket says', () => {
    const { sources, last, browser } = setUp()
    last().send('ping', { now: 1 })
    vi.advanceTimersByTime(5000)
    browser.dispatchEvent(new Event('offline'))
    browser.dispatchEvent(new Event('online'))
    expect(sources.map(({ readyState }) => readyState)).toEqual([2, 0])
  })

  it('does not say “connecting” for ever', () => {
    const { stream } = setUp()
    vi.advanceTimersByTime(7900)
    expect(stream.connection.state).toBe('connecting')
    vi.advanceTimersByTime(200)
    expect(stream.connection.state).toBe('offline')
  })

  it('lets go when its page is put aside, and opens anew when that comes back', () => {
    const { stream, sources, last, browser } = setUp()
    last().send('update', room('one'), 'e1-1')
    browser.dispatchEvent(new Event('pagehide'))
    expect(last().readyState).toBe(2)
    vi.advanceTimersByTime(120_000)
    expect(sources).toHaveLength(1)
    browser.dispatchEvent(new Event('pageshow'))
    expect(sources).toHaveLength(2)
    expect(stream.connection.state).toBe('behind')
    last().send('update', room('two'), 'e1-2')
    expect([stream.connection.state, stream.room('K7M2QX')?.title]).toEqual(['live', 'two'])
  })

  it('waits longer each time that the browser gives up, until a stream has lasted', () => {
    const { sources, last } = setUp()
    const waits = Array.from({ length: 6 }, () => {
      last().send('ping', { now: 1 })
      last().fail(2)
      const [opened, from] = [sources.length, Date.now()]
      while (sources.length === opened) vi.advanceTimersByTime(100)
      return Date.now() - from
    })
    expect(Math.max(...waits)).toBeGreaterThan(4000)
    expect(Math.max(...waits)).toBeLessThanOrEqual(30_100)
    last().send('ping', { now: 1 })
    vi.advanceTimersByTime(12_000)
    last().send('ping', { now: 1 })
    last().fail(2)
    const opened = sources.length
    vi.advanceTimersByTime(2100)
    expect(sources.length).toBe(opened + 1)
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
    expect([stream.connection.state, stream.room('K7M2QX')?.title]).toEqual(['live', 'public'])
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
