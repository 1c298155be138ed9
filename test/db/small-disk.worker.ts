import { parentPort, workerData } from 'node:worker_threads'
import { openEngine } from '../../db/sqlite/engine.ts'
import { serve } from '../../db/sqlite/serve.ts'

// The database's own thread on a disk with room for a few more pages; the limit is the connection's.
const engine = openEngine(workerData as string)
const pages = engine.db.pragma('page_count', { simple: true }) as number
engine.db.pragma(`max_page_count = ${pages + 12}`)
serve(engine, parentPort!)
