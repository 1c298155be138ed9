import { randomBytes } from 'node:crypto'
import type { Database } from 'better-sqlite3'

/** Made once with the file, and then never changed; only a restore renews the epoch. */
export function identityOf(db: Database): { epoch: string; secret: string } {
  const setting = (name: string, fresh: string): string => {
    db.prepare(`INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING`).run(
      name,
      fresh,
    )
    const kept = db.prepare<[string], string>(`SELECT value FROM settings WHERE name = ?`)
    return kept.pluck().get(name) as string
  }
  return {
    // Hexadecimal, because a dash parts it from the version in an event's id.
    epoch: setting('epoch', randomBytes(6).toString('hex')),
    secret: setting('secret', randomBytes(32).toString('base64url')),
  }
}
