import { parentPort, workerData } from 'node:worker_threads'
import { openEngine } from '../../db/sqlite/engine.ts'
import { serve } from '../../db/sqlite/serve.ts'

// What SQLite does by itself: a commit is in the log before the answer leaves, but the log is in the
// memory of the machine, and goes with the power.
const engine = openEngine(workerData as string)
engine.db.pragma('synchronous = NORMAL')
serve(engine, parentPort!)
