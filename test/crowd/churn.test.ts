import { expect, test } from 'vitest'
import { startMeasured } from '../support/measured.ts'
import { Churn, strayOf } from './churn.ts'

test('two thousand who come and go leave nothing behind', async () => {
  await using server = await startMeasured()
  const churn = await Churn.at(server)
  const watcher = await churn.watch()
  await churn.until(1000)
  const before = await churn.held(1)
  await churn.until(3000)
  const after = await churn.held(1)
  // What a process learns in its first seconds is no leak; a reader that is left costs five times that.
  expect((after.bytes - before.bytes) / 2000).toBeLessThan(1024)
  expect(strayOf(after, before)).toBeLessThan(10)
  const alone = await watcher.next(
    ({ event, data }) => event === 'presence' && data.startsWith('{"connected":1,'),
  )
  expect(alone.id).toBeUndefined()
  expect(server.output()).not.toMatch(/Warning|"level":[5-6]0/)
})
