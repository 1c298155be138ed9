import { expect, test } from 'vitest'
import { startServer } from '../support/process.ts'
import { histogram } from './follower.ts'
import { herd, percentile } from './herd.ts'

test('after a kill readers come back one after another, and votes are answered meanwhile', async () => {
  await using server = await startServer()
  const { returnedMs, statuses } = await herd(server, 300)
  expect(returnedMs).toHaveLength(300)
  expect(percentile(returnedMs, 0.99) - percentile(returnedMs, 0.01)).toBeGreaterThan(3500)
  expect(Math.max(...histogram(returnedMs, 100))).toBeLessThan(0.12 * 300)
  expect(statuses.length).toBeGreaterThan(300)
  expect(new Set(statuses)).toEqual(new Set([200]))
})
