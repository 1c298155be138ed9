import { join } from 'node:path'
import { pino } from 'pino'
import { createServer } from 'vite'
import { loadConfig } from '../config.ts'
import { start } from '../start.ts'

const config = loadConfig()
const log = pino({ level: config.LOG_LEVEL }, pino.destination(2))
// The proxy hands on the Host that was asked for, without which the server would take our own page
// for another site's. So links carry Vite's port, and by the same HOST an address phones reach.
const running = await start({
  config: { ...config, PORT: 0, TLS_CERT: undefined, TLS_KEY: undefined },
  log,
  clientRoot: undefined,
})
const api = { target: running.url, changeOrigin: false }
const vite = await createServer({
  root: join(import.meta.dirname, '../../client'),
  clearScreen: false,
  server: {
    host: config.HOST,
    port: config.PORT,
    strictPort: true,
    // With the slash: somebody may type the code of a room that begins with api.
    proxy: { '/api/': api, '/healthz': api },
  },
})
await vite.listen()
process.stdout.write(`\nTallycast, for developers   ${vite.resolvedUrls?.local[0]}\n`)
