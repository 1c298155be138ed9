import { canUnpack, unpackChromium } from './chromium.ts'
import { startServer } from './process.ts'

/**
 * Vitest's global setup: what takes seconds once is not taken out of the first test's time. The first
 * start builds the client, in a process that does not have Vitest's NODE_ENV: with that, Svelte would
 * be built for development and left in client/dist.
 */
export async function setup(): Promise<void> {
  if (canUnpack) await unpackChromium()
  const server = await startServer()
  await server.stop()
}
