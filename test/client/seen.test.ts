import { expect, it } from 'vitest'
import { Seen } from '../../client/live/seen.ts'

it('takes what was there first as seen, and what came since when an eye has had time', () => {
  const seen = new Seen()
  expect(seen.upTo(0)).toBe(0)
  seen.show(7, 0)
  expect(seen.upTo(0)).toBe(7)
  seen.show(8, 5000)
  seen.show(9, 5400)
  expect(seen.upTo(5900)).toBe(7)
  expect(seen.upTo(6000)).toBe(8)
  expect(seen.upTo(6400)).toBe(9)
})

it('is not taken back by an older frame', () => {
  const seen = new Seen()
  seen.show(7, 0)
  seen.show(5, 10)
  seen.show(7, 20)
  expect(seen.upTo(9000)).toBe(7)
})
