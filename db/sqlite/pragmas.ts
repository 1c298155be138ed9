import type { Database } from 'better-sqlite3'

const pragmas = [
  // A reader beside us (a backup, a person with sqlite3) and a commit never wait for each other.
  { name: 'journal_mode', value: 'WAL', reads: 'wal' },
  // This build's default in WAL is NORMAL, which may lose the last commits with the power. FULL is
  // one fsync per commit; group commit is what pays for it.
  { name: 'synchronous', value: 'FULL', reads: 2 },
  // macOS answers a plain fsync before the disk has the data. Elsewhere these two do nothing.
  { name: 'fullfsync', value: 'ON', reads: 1 },
  { name: 'checkpoint_fullfsync', value: 'ON', reads: 1 },
  // Erasing a room erases what hangs on it. Costs an indexed look-up per vote.
  { name: 'foreign_keys', value: 'ON', reads: 1 },
  // A program beside us that writes (a recount) delays a commit by this at most; then it fails.
  { name: 'busy_timeout', value: '5000', reads: 5000 },
  // 32 MB of log between two checkpoints instead of 4: a page that many votes touch is written back
  // to the file less often. Measured with 100,000 voters: 1.4 times the votes a second.
  { name: 'wal_autocheckpoint', value: '8000', reads: 8000 },
  // One large commit (a room erased) must not leave a large log file behind for ever.
  { name: 'journal_size_limit', value: '67108864', reads: 67_108_864 },
] as const

export function setPragmas(db: Database): void {
  for (const { name, value } of pragmas) db.pragma(`${name} = ${value}`)
}

/**
 * SQLite says nothing when a pragma does not take (a file system without shared memory keeps its
 * old journal), and a server that only believes it is durable is worse than one that does not start.
 */
export function assertPragmas(db: Database): void {
  for (const { name, value, reads } of pragmas) {
    const wanted = name === 'journal_mode' && db.memory ? 'memory' : reads
    const found = db.pragma(name, { simple: true })
    if (found !== wanted)
      throw new Error(`SQLite did not take ${name} = ${value}: it reads ${String(found)}`)
  }
}
