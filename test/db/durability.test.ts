import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import Database from 'better-sqlite3'
import { afterAll, describe, expect, test } from 'vitest'
import { openEngine } from '../../db/sqlite/engine.ts'
import { assertPragmas, setPragmas } from '../../db/sqlite/pragmas.ts'
import { openSqlite } from '../../db/sqlite/store.ts'
import { recount } from './recount.ts'
import { pollIn } from './samples.ts'
import { type SqliteFile, sqliteFile } from './sqlite-file.ts'

const files: SqliteFile[] = []
const newFile = () => {
  files.push(sqliteFile())
  const file = files.at(-1)!
  mkdirSync(dirname(file.path))
  return file
}
afterAll(() => Promise.all(files.map((file) => file.erase())))

describe('durability', () => {
  // `synchronous` belongs to a connection and cannot be seen from beside, so this asks the one that
  // `openEngine`, the worker's only way to a file, has opened. 2 is FULL; NORMAL is 1.
  test('the connection syncs the log with every commit', () => {
    const { db } = openEngine(newFile().path)
    expect(db.pragma('synchronous', { simple: true })).toBe(2)
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal')
    expect(db.pragma('foreign_keys', { simple: true })).toBe(1)
    db.close()
  })

  test.each(['synchronous = NORMAL', 'journal_mode = DELETE', 'foreign_keys = OFF'])(
    'a connection with %s is refused',
    (pragma) => {
      const db = new Database(newFile().path)
      setPragmas(db)
      assertPragmas(db)
      db.pragma(pragma)
      expect(() => assertPragmas(db)).toThrow(`SQLite did not take ${pragma.split(' ')[0]}`)
      db.close()
    },
  )

  test('a database that silently keeps another journal does not open', async () => {
    // SQLite's nameless temporary file is one for which WAL is not an error, and does not happen.
    await expect(openSqlite('')).rejects.toThrow(/did not take journal_mode = WAL: it reads delete/)
  })

  test('every acknowledged vote survives kill -9', async () => {
    const file = newFile()
    let store = await file.open()
    const { id } = await pollIn(store)
    await store.close()

    const acknowledged = await voteUntilKilled(file.path, id, 300)
    store = await file.open()
    for (const [voter, receipt] of acknowledged)
      expect(await store.findBallot(id, voter)).toEqual({ choice: 'a', receipt })
    const tally = (await store.loadPoll(id))?.tally
    expect(tally?.ballots).toBeGreaterThanOrEqual(acknowledged.length)
    expect(tally).toEqual(recount(await file.readVotes(), id))
    await store.close()
  })
})

async function voteUntilKilled(path: string, poll: string, enough: number) {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'voter.child.ts'), `file:${path}`, poll],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const acknowledged: [voter: string, receipt: string][] = []
  for await (const line of createInterface(child.stdout)) {
    // The last line may have been cut off by the kill.
    if (line.endsWith(']')) acknowledged.push(JSON.parse(line) as [string, string])
    if (acknowledged.length === enough) child.kill('SIGKILL')
  }
  return acknowledged
}
