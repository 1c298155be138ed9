import { resolve } from 'node:path'
import { startServer, type ServerProcess } from './process.ts'

/** What a process holds once all that nobody refers to is collected. */
export interface Held {
  /** Of memory, as far as JavaScript knows of it: the heap and the buffers beside it. */
  bytes: number
  /** How many there are of each kind of handle and request. */
  resources: Record<string, number>
}

export interface MeasuredServer extends ServerProcess {
  held(): Promise<Held>
}

const program = [resolve(import.meta.dirname, 'measured.child.ts')]

/** The real server in a process of its own, which can be asked what it holds. */
export async function startMeasured(): Promise<MeasuredServer> {
  const server = await startServer({ program })
  const [, port] = /what it holds: port (\d+)/.exec(server.output()) ?? []
  const held = async () => (await fetch(`http://127.0.0.1:${port}/`)).json() as Promise<Held>
  return Object.assign(server, { held })
}
