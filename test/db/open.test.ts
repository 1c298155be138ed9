import { existsSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { pathToFileURL } from 'node:url'
import Database from 'better-sqlite3'
import { afterAll, describe, expect, test } from 'vitest'
import { openDatabase } from '../../db/open.ts'
import { type SqliteFile, sqliteFile } from './sqlite-file.ts'

const files: SqliteFile[] = []
const newFile = () => {
  files.push(sqliteFile())
  return files.at(-1)!
}
afterAll(() => Promise.all(files.map((file) => file.erase())))

describe('openDatabase', () => {
  test('creates the folder of the file', async () => {
    const { path, open } = newFile()
    const store = await open()
    expect(existsSync(path)).toBe(true)
    await store.close()
  })

  test('takes a file URL of three slashes as well', async () => {
    const { path } = newFile()
    const store = await openDatabase(pathToFileURL(path).href)
    expect(existsSync(path)).toBe(true)
    await store.close()
  })

  test('keeps a database in memory where no file is wanted', async () => {
    const stores = await Promise.all([openDatabase('file::memory:'), openDatabase('file::memory:')])
    const [one, two] = await Promise.all(stores.map((store) => store.identity()))
    expect(one?.epoch).not.toBe(two?.epoch)
    await Promise.all(stores.map((store) => store.close()))
  })

  test('leaves one file behind when it is closed, with nothing beside it to forget in a copy', async () => {
    const { path, open } = newFile()
    const store = await open()
    await store.close()
    expect(existsSync(`${path}-wal`)).toBe(false)
  })

  test.each(['postgres://localhost/tallycast', 'postgresql://localhost/tallycast'])(
    'says that %s is not there yet',
    (url) => expect(openDatabase(url)).rejects.toThrow(/PostgreSQL is not there yet/),
  )

  test.each(['mysql://localhost', 'data/tallycast.db', 'file:', ''])('refuses %j', (url) =>
    expect(openDatabase(url)).rejects.toThrow(/file:data\/tallycast.db/),
  )

  test('says which file it cannot open, and why', async () => {
    const { path, open } = newFile()
    await (await open()).close()
    writeFileSync(path, 'This is a letter to my aunt, and long enough to be a database.'.repeat(99))
    await expect(open()).rejects.toThrow(`Cannot open the database file:${path}: file is not a`)
    await expect(openDatabase(`file:${path}/x.db`)).rejects.toThrow(/Cannot open .*x\.db/)
    await expect(openDatabase(`file:${dirname(path)}`)).rejects.toThrow(/Cannot open/)
  })

  test('leaves a database of a newer program alone', async () => {
    const { path, open } = newFile()
    await (await open()).close()
    const beside = new Database(path)
    beside.pragma('user_version = 999')
    beside.close()
    await expect(open()).rejects.toThrow(/written by a newer version of this program.*update/)
  })
})
