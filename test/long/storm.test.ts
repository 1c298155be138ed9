import { expect, test } from 'vitest'
import { weather } from '../crash/faults.ts'
import { newSeed } from '../support/chance.ts'
import { startServer } from '../support/process.ts'

test('a hundred kills later, every acknowledged vote is kept once and nothing else is', async () => {
  const seed = newSeed()
  await using server = await startServer()
  const { faults, acknowledged, lost } = await weather({
    server,
    seed,
    kills: 100,
    acks: 3000,
    phones: 96,
  })
  console.log(`SEED=${seed}: ${acknowledged} acknowledged, ${lost} lost with the server`)
  expect(faults, `again with SEED=${seed}`).toEqual([])
})
