import { expect, it } from 'vitest'
import { shownAt, type Clock } from '#core/clock'
import { elapsedWhenShown, faceAt, parseFace } from '../../client/parts/clock-entry.ts'

const up: Clock = {
  running: false,
  elapsedMs: 65_400,
  since: null,
  direction: 'up',
  limitMs: 2_700_000,
  offsetMs: 2_700_000,
  addedMs: 0,
  atLimit: 'run',
}
const down: Clock = { ...up, direction: 'down', limitMs: 600_000, offsetMs: 0, atLimit: 'hold' }

it.each([
  ['12:05', 725_000],
  [' 92.30 ', 5_550_000],
  [':40', 40_000],
  ['7', 420_000],
  ['7:60', undefined],
  ['', undefined],
  ['about 7', undefined],
])('reads %j as a person means it', (text, ms) => expect(parseFace(text)).toBe(ms))

it.each([
  ['that counts up', up, '46:05'],
  ['that counts down', down, '8:55'],
])('sets a clock %s to what is typed, and shows it', (_, clock, face) => {
  expect(faceAt(clock, 0)).toBe(face)
  const elapsedMs = elapsedWhenShown(clock, parseFace('50:10')!)
  const want = clock.direction === 'up' ? '50:10' : '10:00'
  expect(faceAt({ ...clock, elapsedMs }, 0)).toBe(want)
  const exact = elapsedWhenShown(clock, shownAt(clock, 0))
  expect(exact).toBe(clock.elapsedMs)
})
