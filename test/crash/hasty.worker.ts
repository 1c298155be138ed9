import { parentPort, workerData } from 'node:worker_threads'
import { openEngine } from '../../db/sqlite/engine.ts'
import { serve } from '../../db/sqlite/serve.ts'

// The fault that must never slip in: it answers first and commits a little later. Inside an open
// transaction, the engine's own are savepoints.
const { db, call } = openEngine(workerData as string)
db.exec('BEGIN IMMEDIATE')
setInterval(() => db.exec('COMMIT; BEGIN IMMEDIATE'), 50)
serve({ db, call }, parentPort!)
