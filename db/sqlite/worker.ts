import { parentPort, workerData } from 'node:worker_threads'
import { openEngine } from './engine.ts'
import { serve } from './serve.ts'

// SQLite has a thread of its own, so that no stream waits for an fsync.
if (!parentPort) throw new Error('db/sqlite/worker.ts runs as a worker thread only')
serve(openEngine(workerData as string), parentPort)
