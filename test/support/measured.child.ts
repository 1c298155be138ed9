import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

// The real server, and beside it a door at which it can be asked what it holds. Of it nothing is touched.

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** More than once: what a finalizer lets go of is found by the next. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 4; turn++) {
    collect()
    await new Promise((next) => setImmediate(next))
  }
}

async function held() {
  await settle()
  const { heapUsed, external } = process.memoryUsage()
  const resources: Record<string, number> = {}
  for (const kind of process.getActiveResourcesInfo()) resources[kind] = (resources[kind] ?? 0) + 1
  return { bytes: heapUsed + external, resources }
}

const door = createServer((_, response) => {
  response.setHeader('connection', 'close')
  void held().then((all) => response.end(JSON.stringify(all)))
})
door.listen(0, '127.0.0.1')
await once(door, 'listening')
door.unref()
process.stdout.write(`what it holds: port ${(door.address() as AddressInfo).port}\n`)

await import('../../server/main.ts')
