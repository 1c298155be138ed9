import { parentPort, workerData } from 'node:worker_threads'
import { openEngine } from '../../db/sqlite/engine.ts'
import { serve } from '../../db/sqlite/serve.ts'
import type { DiskState } from './broken-disk.ts'

// The database's own thread on a disk that a test fills, locks and mends. Both limits belong to the
// connection, and SQLite answers them as it answers the real ones: SQLITE_FULL, SQLITE_READONLY.
const { path, disk } = workerData as { path: string; disk: DiskState }
const { db, call } = openEngine(path)
const roomForever = 0xfffffffe

serve(
  {
    db,
    call(method, args) {
      const [full = 0, locked = 0] = disk
      // No lower than what there is: SQLite takes that as no further page.
      db.pragma(`max_page_count = ${full ? 1 : roomForever}`)
      db.pragma(`query_only = ${locked}`)
      return call(method, args)
    },
  },
  parentPort!,
)
