import type { Database } from 'better-sqlite3'
import { pendingMigrations } from '../migrate.ts'

/** Gives the file the newest tables: all pending migrations or, if one of them fails, none. */
export function migrate(db: Database, folder = new URL('./', import.meta.url)): void {
  // A table is changed by copying it and dropping the old one; with foreign keys on, dropping
  // `polls` would erase every vote. Outside the transaction, because inside it is silently ignored.
  db.pragma('foreign_keys = OFF')
  db.transaction(() => {
    const version = db.pragma('user_version', { simple: true }) as number
    const pending = pendingMigrations(folder, version)
    for (const migration of pending) {
      db.exec(migration.sql)
      db.pragma(`user_version = ${migration.version}`)
    }
    // Reads every row there is: the price of a migration, not of a start.
    if (pending.length === 0) return
    if ((db.pragma('foreign_key_check') as unknown[]).length > 0)
      throw new Error('a migration left rows whose room, poll, match or key is gone')
  }).immediate()
  db.pragma('foreign_keys = ON')
}
