import { resolve } from 'node:path'
import { type ServerProcess, startServer } from '../support/process.ts'

/** The real server over a database thread that breaks one of its promises. */
export const startCareless = (worker: 'hasty' | 'unsynced'): Promise<ServerProcess> =>
  startServer({
    program: [resolve(import.meta.dirname, 'careless.child.ts'), `./${worker}.worker.ts`],
  })
