import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { Worker } from 'node:worker_threads'
import Database from 'better-sqlite3'
import { afterAll, describe, expect, test } from 'vitest'
import type { Store } from '../../server/live/store.ts'
import { storeOver } from '../../db/sqlite/store.ts'
import { recount } from './recount.ts'
import { aVote, at, pollIn, roomIn } from './samples.ts'
import { type SqliteFile, sqliteFile } from './sqlite-file.ts'

const files: SqliteFile[] = []
const newFile = () => {
  files.push(sqliteFile())
  return files.at(-1)!
}
afterAll(() => Promise.all(files.map((file) => file.erase())))

const workerFor = (path: string, script = '../../db/sqlite/worker.ts') => {
  mkdirSync(dirname(path), { recursive: true })
  return new Worker(new URL(script, import.meta.url), { workerData: path })
}

const manyVotes = (poll: string, count: number) =>
  Array.from({ length: count }, (_, index) => aVote(poll, `voter ${index}`, 'b'))

async function expectIntact(store: Store, file: SqliteFile, poll: string, ballots: number) {
  const tally = (await store.loadPoll(poll))?.tally
  expect(tally?.ballots).toBe(ballots)
  expect(tally).toEqual(recount(await file.readVotes(), poll))
}

describe('when the machinery breaks', () => {
  test('a batch that meets a full disk is rejected whole, and the next one is counted', async () => {
    const file = newFile()
    const store = storeOver(workerFor(file.path, './small-disk.worker.ts'))
    const { id } = await pollIn(store)
    await store.commitVotes([aVote(id, 'ann', 'a')])

    const large = store.commitVotes(manyVotes(id, 2000))
    const small = store.commitVotes([aVote(id, 'bob', 'a')])
    await expect(large).rejects.toThrow(/SQLITE_FULL/)
    expect((await small).receipts).toMatchObject([{ outcome: 'counted', version: 3 }])
    await expectIntact(store, file, id, 2)
    expect(await store.findBallot(id, 'voter 0')).toBeUndefined()
    await store.close()
  })

  test('a batch in which one vote breaks leaves no trace of the others', async () => {
    const file = newFile()
    const store = await file.open()
    const { id } = await pollIn(store)
    const beside = new Database(file.path)
    beside.exec(`CREATE TRIGGER trap BEFORE INSERT ON ballots WHEN new.voter = 'voter 7'
      BEGIN SELECT raise(ABORT, 'a torn page'); END`)
    await expect(store.commitVotes(manyVotes(id, 10))).rejects.toThrow(/a torn page/)
    await expectIntact(store, file, id, 0)
    expect((await store.loadPoll(id))?.version).toBe(1)

    beside.exec('DROP TRIGGER trap')
    beside.close()
    const { receipts } = await store.commitVotes(manyVotes(id, 10))
    expect(receipts).toMatchObject(Array(10).fill({ outcome: 'counted', version: 2 }))
    await expectIntact(store, file, id, 10)
    await store.close()
  })

  test('a thread that dies rejects every open call, and every later one', async () => {
    const worker = workerFor(newFile().path)
    const store = storeOver(worker)
    const { id } = await pollIn(store)
    const large = store.commitVotes(manyVotes(id, 200_000))
    const behind = [store.ping(), store.loadPoll(id)]
    const settled = Promise.allSettled([large, ...behind])
    await worker.terminate()
    expect(await store.lost()).toMatchObject({ message: 'the database thread has ended' })
    expect((await settled).map((result) => result.status)).toEqual(Array(3).fill('rejected'))
    await expect(large).rejects.toThrow('the database thread has ended')
    await expect(store.ping()).rejects.toThrow('the database thread has ended')
    await expect(store.close()).rejects.toThrow('the database thread has ended')
  })

  test('what cannot be sent to the thread is rejected and shifts no other answer', async () => {
    const store = await newFile().open()
    const room = await roomIn(store)
    const title = (() => 'a function') as unknown as string
    const [bad, good] = [store.updateRoom(room, { title }, at), store.loadRoom(room)]
    await expect(bad).rejects.toThrow()
    expect(await good).toMatchObject({ code: room })
    await store.close()
  })
})
