import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ServerClock } from '../../client/live/now.svelte.ts'

const now = 1_763_800_000_000
/** The server's clock is this much ahead of the device's. */
const ahead = 300_000

/** How long the way there and the way back take; none: no answer. */
let trips: ([there: number, back: number] | undefined)[]
let asked: number

const passes = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

beforeEach(() => {
  vi.useFakeTimers({ now })
  trips = []
  asked = 0
  vi.stubGlobal('fetch', async () => {
    asked++
    const trip = trips.length > 1 ? trips.shift() : trips[0]
    if (!trip) throw new TypeError('no network')
    await passes(trip[0])
    const answer = Response.json({ now: Date.now() + ahead })
    await passes(trip[1])
    return answer
  })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const error = (clock: ServerClock) => clock.read() - (Date.now() + ahead)

it('takes the time from the shortest of several round trips', async () => {
  trips = [
    [900, 100],
    [20, 20],
    [10, 490],
    [700, 0],
  ]
  const clock = new ServerClock()
  const sampled = clock.sync()
  await vi.runAllTimersAsync()
  expect(await sampled).toBe(true)
  expect(error(clock)).toBe(0)
  expect(asked).toBe(4)
})

it('knows no server time before it has asked, and says so', async () => {
  const clock = new ServerClock()
  const tapped = performance.now()
  expect(clock.at(tapped)).toBeUndefined()
  expect(await clock.sync()).toBe(false)
  expect(clock.at(tapped)).toBeUndefined()
  trips = [[10, 10]]
  const sampled = clock.sync()
  await vi.runAllTimersAsync()
  await sampled
  expect(clock.at(tapped)).toBe(now + ahead)
})

it('does not trust a sample from before its machine slept, or its user set the clock', async () => {
  trips = [[10, 10]]
  const clock = new ServerClock()
  const sampled = clock.sync()
  await vi.runAllTimersAsync()
  await sampled
  // The wall clock went on without `performance.now`, which stood still.
  vi.setSystemTime(Date.now() + 600_000)
  expect(clock.at(performance.now())).toBeUndefined()
})

it('tries again, more and more slowly, until it has a sample', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0)
  const clock = new ServerClock()
  const stop = clock.keep()
  await vi.advanceTimersByTimeAsync(3500)
  expect(asked).toBe(4)
  expect(clock.at(0)).toBeUndefined()
  trips = [[10, 10]]
  await vi.advanceTimersByTimeAsync(2000)
  expect(error(clock)).toBe(0)
  stop()
})

it('samples again every few minutes, and when its page comes back, until it is let go', async () => {
  trips = [[10, 10]]
  const stop = new ServerClock().keep()
  await vi.advanceTimersByTimeAsync(1000)
  expect(asked).toBe(4)
  await vi.advanceTimersByTimeAsync(300_000)
  expect(asked).toBe(8)
  document.dispatchEvent(new Event('visibilitychange'))
  await vi.advanceTimersByTimeAsync(1000)
  expect(asked).toBe(12)
  stop()
  document.dispatchEvent(new Event('visibilitychange'))
  await vi.advanceTimersByTimeAsync(900_000)
  expect(asked).toBe(12)
})
