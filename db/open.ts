import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Store } from '../server/live/store.ts'
import { openSqlite } from './sqlite/store.ts'

/** The only place that knows the engines by name. An error's message is fit for the one who started us. */
export async function openDatabase(
  url: string,
  /** A program that only looks must not leave an empty database where it was called by mistake. */
  { create = true }: { create?: boolean } = {},
): Promise<Store> {
  if (/^postgres(ql)?:/.test(url))
    throw new Error('PostgreSQL is not there yet: use a file, such as file:data/tallycast.db')
  if (!url.startsWith('file:') || url === 'file:')
    throw new Error(`A database is named like file:data/tallycast.db, not ${url}`)
  const path = pathOf(url)
  try {
    if (!create && !existsSync(path)) throw new Error('there is no such file')
    if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true })
    return await openSqlite(path)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new Error(`Cannot open the database ${url}: ${why}`, { cause: error })
  }
}

/** `file:data/x.db` is relative to the working directory, which a real file URL cannot say. */
const pathOf = (url: string): string =>
  url.startsWith('file://') ? fileURLToPath(url) : url.slice('file:'.length)
