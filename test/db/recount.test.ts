import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { aVote, pollIn } from './samples.ts'
import { sqliteFile } from './sqlite-file.ts'

const command = join(import.meta.dirname, '../../server/commands/recount.ts')
const run = promisify(execFile)

/** What `npm run recount` says of a file, and with which exit code. */
const recount = (path: string) =>
  run(process.execPath, [command], { env: { DATABASE_URL: `file:${path}` } }).then(
    ({ stdout }) => ({ code: 0, said: stdout }),
    (failure: { code: number; stdout: string; stderr: string }) => ({
      code: failure.code,
      said: failure.stdout + failure.stderr,
    }),
  )

const newFile = () => {
  const file = sqliteFile()
  onTestFinished(file.erase)
  return file
}

test('a recount agrees beside an open database, and finds a counter that somebody bent', async () => {
  const file = newFile()
  const store = await file.open()
  const poll = await pollIn(store, { question: 'Bent?' })
  await store.commitVotes([aVote(poll.id, 'ann', 'a'), aVote(poll.id, 'bob', 'b')])
  expect(await recount(file.path)).toEqual({
    code: 0,
    said:
      `${poll.id} run 1: 2 ballots, agrees  "Bent?"\n` +
      '1 runs, 2 ballots: the counters are what the record says.\n',
  })
  const beside = new Database(file.path)
  beside.exec(`UPDATE counters SET votes = 5 WHERE key = 'a'`)
  beside.exec(`UPDATE ballots SET choice = '"c"' WHERE voter = 'bob'`)
  beside.close()
  const { code, said } = await recount(file.path)
  expect(code).toBe(1)
  expect(said).toContain('counters have 5 for "a", the record 1')
  expect(said).toContain('newest ballots have 1 for "c", the record 0')
  expect(said).toContain('In 1 of 1 runs the books differ.')
  await store.close()
})

test('a recount of a file that is not there says so, and makes none', async () => {
  const { path } = newFile()
  const { code, said } = await recount(path)
  expect([code, existsSync(path)]).toEqual([1, false])
  expect(said).toContain('DATABASE_URL: Cannot open the database')
  expect(said).toContain('there is no such file')
})
