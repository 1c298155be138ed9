import { afterAll, beforeAll, describe } from 'vitest'
import type { Choice } from '#core/tally/kind'
import type { Store } from '../../server/live/store.ts'
import { booksContract } from './contract/books.ts'
import { batchesContract } from './contract/batches.ts'
import { keysContract } from './contract/keys.ts'
import { matchesContract } from './contract/matches.ts'
import { modelContract } from './contract/model.ts'
import { pollsContract } from './contract/polls.ts'
import { racesContract } from './contract/races.ts'
import { reopenContract } from './contract/reopen.ts'
import { roomsContract } from './contract/rooms.ts'
import { runsContract } from './contract/runs.ts'
import { votesContract } from './contract/votes.ts'

/** A database of an engine under test. */
export interface TestDatabase {
  /** Opens it, or opens it again after it was closed. */
  open(): Promise<Store>
  /** The votes ledger in its order, read past the engine's own code. */
  readVotes(): Promise<LedgerVote[]>
  /** Erases it after it was closed. */
  erase(): Promise<void>
}

export interface LedgerVote {
  seq: number
  poll: string
  run: number
  voter: string
  choice: Choice | null
}

/** What a part of the suite works on: one open store that its tests share. */
export interface Bench {
  store: Store
  database: TestDatabase
}

/** What `server/live/store.ts` promises, said once for every engine. */
export function storeContract(name: string, create: () => TestDatabase): void {
  describe(`the store on ${name}`, () => {
    const bench = {} as Bench
    beforeAll(async () => {
      bench.database = create()
      bench.store = await bench.database.open()
    })
    afterAll(async () => {
      await bench.store.close()
      await bench.database.erase()
    })

    describe('votes', () => votesContract(bench))
    describe('batches of votes', () => batchesContract(bench))
    describe('races', () => racesContract(bench))
    describe('any sequence', () => modelContract(bench))
    describe('polls', () => pollsContract(bench))
    describe('runs', () => runsContract(bench))
    describe('the books', () => booksContract(bench))
    describe('rooms', () => roomsContract(bench))
    describe('matches', () => matchesContract(bench))
    describe('keys and joins', () => keysContract(bench))
    describe('opened again', () => reopenContract(create))
  })
}
