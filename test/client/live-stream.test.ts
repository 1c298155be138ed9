import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { LiveStream } from '../../client/live/topic.svelte.ts'

/** An EventSource in the hand: the test says what comes, and sees whether it was closed. */
class FakeSource extends EventTarget {
  readyState = 0
  close = () => (this.readyState = 2)

  send(name: string, data: unknown, lastEventId = '') {
    this.readyState = 1
    this.dispatchEvent(new MessageEvent(name, { data: JSON.stringify(data), lastEventId }))
  }

  fail(readyState: number) {
    this.readyState = readyState
    this.dispatchEvent(new Event('error'))
  }
}

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
  return { stream, sources, stop: stream.start(), hide, last: () => sources.at(-1)! }
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

  it('takes the same version again: it may be the fuller view', () => {
    const { stream, last } = setUp()
    last().send('update', room('public'), 'e1-2')
    stream.reopen()
    last().send('update', room('full'), 'e1-2')
    expect(stream.room('K7M2QX')?.title).toBe('full')
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

  it('ends for good when its page ends', () => {
    const { sources, last, stop } = setUp()
    last().send('ping', { now: 1 })
    stop()
    vi.advanceTimersByTime(120_000)
    expect(sources).toHaveLength(1)
    expect(sources[0]!.readyState).toBe(2)
  })
})
