import { expect, test } from 'vitest'
import { histogram } from '../crowd/follower.ts'
import { herd, percentile } from '../crowd/herd.ts'
import { startServer } from '../support/process.ts'

const readers = 5000

test('after a kill five thousand come back one after another, and votes are answered meanwhile', async () => {
  await using server = await startServer()
  const { returnedMs, statuses, tookMs } = await herd(server, readers)
  const perTenth = histogram(returnedMs, 100)
  console.log(`Returns in each tenth of a second: ${perTenth.join(' ')}`)
  const p99Ms = percentile(tookMs, 0.99)
  console.log(`${statuses.length} votes, p99 ${p99Ms.toFixed()} ms`)
  expect(returnedMs).toHaveLength(readers)
  expect(percentile(returnedMs, 0.99) - percentile(returnedMs, 0.01)).toBeGreaterThan(3500)
  expect(Math.max(...perTenth)).toBeLessThan(0.12 * readers)
  expect(new Set(statuses)).toEqual(new Set([200]))
  expect(p99Ms).toBeLessThan(1000)
})
