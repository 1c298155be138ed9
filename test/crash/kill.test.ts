import { expect, test } from 'vitest'
import { newSeed } from '../support/chance.ts'
import { startServer } from '../support/process.ts'
import { startCareless } from './careless.ts'
import { weather } from './faults.ts'

test('whenever the server is killed, every acknowledged vote is kept once and nothing else is', async () => {
  const seed = newSeed()
  await using server = await startServer()
  const { faults } = await weather({ server, seed, kills: 4, acks: 500, phones: 48 })
  expect(faults, `again with SEED=${seed}`).toEqual([])
})

test('a server that answers before it has committed is found out', async () => {
  const seed = newSeed()
  await using server = await startCareless('hasty')
  const { faults } = await weather({ server, seed, kills: 1, acks: 800, phones: 48 })
  expect(faults.join('\n'), `again with SEED=${seed}`).toMatch(/does not follow in the record/)
})
