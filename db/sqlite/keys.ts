import type { Database } from 'better-sqlite3'
import type { Instant, KeyId, MatchId, RoomCode, VoterId } from '#core/ids'
import type { Scope } from '#core/scopes'
import type { StoredKey } from '../../server/live/store.ts'

interface KeyRow {
  id: string
  hash: string
  name: string
  room: string
  match: string | null
  scopes: string | null
  expires_at: number | null
  revoked_at: number | null
  created_at: number
}

const prepare = (db: Database) => ({
  // By way of its room and match, so that a key to what has just been erased is not kept.
  insert: db.prepare<[KeyRow]>(
    `INSERT INTO keys (id, hash, name, room, match, scopes, expires_at, revoked_at, created_at)
     SELECT @id, @hash, @name, code, @match, @scopes, @expires_at, @revoked_at, @created_at
     FROM rooms WHERE code = @room
       AND (@match IS NULL OR EXISTS (SELECT 1 FROM matches WHERE id = @match))`,
  ),
  byHash: db.prepare<[string], KeyRow>(`SELECT * FROM keys WHERE hash = ?`),
  byMatch: db.prepare<[string], KeyRow>(`SELECT * FROM keys WHERE match = ? ORDER BY rowid`),
  revoke: db.prepare<[Instant, string]>(
    `UPDATE keys SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL`,
  ),
  claim: db.prepare<[string, string]>(
    `INSERT INTO claims (device, key) SELECT ?, id FROM keys WHERE id = ? ON CONFLICT DO NOTHING`,
  ),
  claimed: db.prepare<[string, string], KeyRow>(
    `SELECT keys.* FROM claims JOIN keys ON keys.id = claims.key
     WHERE claims.device = ? AND keys.room = ? ORDER BY keys.rowid`,
  ),
})

export class Keys {
  readonly #sql: ReturnType<typeof prepare>

  constructor(db: Database) {
    this.#sql = prepare(db)
  }

  create(key: StoredKey): void {
    this.#sql.insert.run(rowOf(key))
  }

  find(hash: string): StoredKey | undefined {
    const row = this.#sql.byHash.get(hash)
    return row && keyOf(row)
  }

  ofMatch(match: MatchId): StoredKey[] {
    return this.#sql.byMatch.all(match).map(keyOf)
  }

  revoke(id: KeyId, at: Instant): boolean {
    return this.#sql.revoke.run(at, id).changes === 1
  }

  claim(device: VoterId, key: KeyId): void {
    this.#sql.claim.run(device, key)
  }

  claimed(device: VoterId, room: RoomCode): StoredKey[] {
    return this.#sql.claimed.all(device, room).map(keyOf)
  }
}

const rowOf = (key: StoredKey): KeyRow => ({
  id: key.id,
  hash: key.hash,
  name: key.name,
  room: key.room,
  match: key.opens.kind === 'official' ? key.opens.match : null,
  scopes: key.opens.kind === 'official' ? JSON.stringify(key.opens.scopes) : null,
  expires_at: key.expiresAt,
  revoked_at: key.revokedAt,
  created_at: key.createdAt,
})

const keyOf = (row: KeyRow): StoredKey => ({
  id: row.id,
  hash: row.hash,
  name: row.name,
  room: row.room,
  opens:
    row.match === null
      ? { kind: 'host' }
      : {
          kind: 'official',
          match: row.match,
          scopes: JSON.parse(row.scopes ?? '[]') as Scope[],
        },
  expiresAt: row.expires_at,
  revokedAt: row.revoked_at,
  createdAt: row.created_at,
})
