import { Worker } from 'node:worker_threads'
import { storeOver } from '../../db/sqlite/store.ts'
import { loadConfig } from '../../server/config.ts'
import { start } from '../../server/start.ts'

// The real server over a database thread that breaks a promise: what checks the promise must see it.
const script = new URL(process.argv[2]!, import.meta.url)
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }
const { url } = await start({
  config: loadConfig(),
  log: silent,
  clientRoot: undefined,
  open: async (url) => storeOver(new Worker(script, { workerData: url.slice('file:'.length) })),
})
process.stdout.write(`${url}\n`)
