import { expect, test } from 'vitest'
import { elapsedAt, shownAt, type Clock } from '#core/clock'

const minute = 60_000
const clock = (over: Partial<Clock>): Clock => ({
  running: true,
  elapsedMs: 2 * minute,
  since: 1000 * minute,
  direction: 'up',
  limitMs: 45 * minute,
  offsetMs: 45 * minute,
  addedMs: 0,
  atLimit: 'run',
  ...over,
})

test('a running clock shows what stood on it when the unit began, and what was played since', () => {
  expect(shownAt(clock({}), 1003 * minute)).toBe(50 * minute)
})

test('a stopped clock stands', () => {
  expect(shownAt(clock({ running: false, since: null }), 2000 * minute)).toBe(47 * minute)
})

test('a clock that plays on passes its limit, one that holds does not', () => {
  expect(shownAt(clock({}), 1050 * minute)).toBe(97 * minute)
  expect(shownAt(clock({ atLimit: 'hold' }), 1050 * minute)).toBe(90 * minute)
})

test('a clock that counts down ends at nothing', () => {
  const down = clock({ direction: 'down', limitMs: 10 * minute, offsetMs: 0 })
  expect(shownAt(down, 1003 * minute)).toBe(5 * minute)
  expect(shownAt(down, 1100 * minute)).toBe(0)
})

test('a device whose time is behind the server’s sees no negative time', () => {
  expect(elapsedAt(clock({ elapsedMs: 0 }), 999 * minute)).toBe(0)
})
