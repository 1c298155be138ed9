import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import Database from 'better-sqlite3'
import { afterAll, describe, expect, test } from 'vitest'
import { pendingMigrations } from '../../db/migrate.ts'
import { migrate } from '../../db/sqlite/schema.ts'

const folders: string[] = []
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })))

function folderOf(files: Record<string, string>): URL {
  const folder = mkdtempSync(join(tmpdir(), 'tallycast-migrations-'))
  folders.push(folder)
  for (const [name, sql] of Object.entries(files)) writeFileSync(join(folder, name), sql)
  return pathToFileURL(`${folder}/`)
}

const tablesOf = (db: Database.Database) =>
  db.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`).pluck().all()

describe('migrations', () => {
  test('are the numbered files of a folder that are still to come, in order', () => {
    const folder = folderOf({ '002_b.sql': 'B', '001_a.sql': 'A', '003_c.sql': 'C', 'x.ts': '' })
    expect(pendingMigrations(folder, 1)).toEqual([
      { version: 2, name: '002_b.sql', sql: 'B' },
      { version: 3, name: '003_c.sql', sql: 'C' },
    ])
    expect(pendingMigrations(folder, 3)).toEqual([])
    expect(() => pendingMigrations(folder, 4)).toThrow(/newer version.*schema is 4.*knows 3/)
  })

  test.each([
    ['a gap', { '001_a.sql': '', '003_c.sql': '' }],
    ['a twin', { '001_a.sql': '', '001_b.sql': '' }],
  ])('refuse %s in their numbers', (_, files) => {
    expect(() => pendingMigrations(folderOf(files as Record<string, string>), 0)).toThrow(
      /number 2/,
    )
  })

  test('run once each', () => {
    const db = new Database(':memory:')
    const files = { '001_a.sql': 'CREATE TABLE a (x)' }
    migrate(db, folderOf(files))
    migrate(db, folderOf(files))
    migrate(db, folderOf({ ...files, '002_b.sql': 'CREATE TABLE b (x)' }))
    expect(tablesOf(db)).toEqual(['a', 'b'])
    expect(db.pragma('user_version', { simple: true })).toBe(2)
  })

  test('leave nothing of themselves when one of them fails', () => {
    const db = new Database(':memory:')
    const folder = folderOf({
      '001_a.sql': 'CREATE TABLE a (x)',
      '002_b.sql': 'CREATE TABLE b (x); CREATE TABLE a (x)',
    })
    expect(() => migrate(db, folder)).toThrow(/already exists/)
    expect(tablesOf(db)).toEqual([])
    expect(db.pragma('user_version', { simple: true })).toBe(0)
  })

  test('may rebuild a table without losing what hangs on it', () => {
    const db = new Database(':memory:')
    const first = `CREATE TABLE p (id TEXT PRIMARY KEY);
      CREATE TABLE v (p TEXT REFERENCES p ON DELETE CASCADE);
      INSERT INTO p VALUES ('x'); INSERT INTO v VALUES ('x')`
    const rebuild = `CREATE TABLE new_p (id TEXT PRIMARY KEY, more TEXT);
      INSERT INTO new_p SELECT id, 'm' FROM p; DROP TABLE p; ALTER TABLE new_p RENAME TO p`
    migrate(db, folderOf({ '001_a.sql': first, '002_b.sql': rebuild }))
    expect(db.prepare('SELECT count(*) FROM v').pluck().get()).toBe(1)
    expect(db.pragma('foreign_keys', { simple: true })).toBe(1)
  })

  test('may not leave rows that hang on nothing', () => {
    const db = new Database(':memory:')
    const sql = `CREATE TABLE p (id TEXT PRIMARY KEY); CREATE TABLE v (p TEXT REFERENCES p);
      INSERT INTO v VALUES ('x')`
    expect(() => migrate(db, folderOf({ '001_a.sql': sql }))).toThrow(/rows whose/)
  })
})
