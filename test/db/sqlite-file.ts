import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { openDatabase } from '../../db/open.ts'
import type { LedgerVote, TestDatabase } from './store.contract.ts'

export interface SqliteFile extends TestDatabase {
  path: string
}

/** A SQLite file in a folder of its own. */
export function sqliteFile(): SqliteFile {
  const folder = mkdtempSync(join(tmpdir(), 'tallycast-db-'))
  const path = join(folder, 'data', 'test.db')
  return {
    path,
    open: () => openDatabase(`file:${path}`),
    readVotes: async () => readVotes(path),
    erase: async () => rmSync(folder, { recursive: true }),
  }
}

function readVotes(path: string): LedgerVote[] {
  const beside = new Database(path, { readonly: true })
  const rows = beside.prepare('SELECT * FROM votes ORDER BY seq').all() as (LedgerVote & {
    choice: string | null
  })[]
  beside.close()
  return rows.map((row) => ({
    ...row,
    choice: row.choice === null ? null : (JSON.parse(row.choice) as string | string[]),
  }))
}
