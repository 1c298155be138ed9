import { expect, test } from 'vitest'
import { Churn, strayOf } from '../crowd/churn.ts'
import { startMeasured } from '../support/measured.ts'

test('twenty thousand who come and go leave nothing behind', async () => {
  await using server = await startMeasured()
  const churn = await Churn.at(server)
  const start = await churn.held(0)
  await churn.until(5000)
  const early = await churn.held(0)
  await churn.until(20_000)
  const late = await churn.held(0)
  const perReader = (late.bytes - early.bytes) / 15_000
  console.log(`${perReader.toFixed(1)} bytes for each who came and went`)
  expect(perReader).toBeLessThan(50)
  expect(strayOf(late, start)).toBeLessThan(10)
  expect(server.output()).not.toMatch(/Warning|"level":[5-6]0/)
})
