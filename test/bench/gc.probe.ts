import { isMainThread } from 'node:worker_threads'

// Imported before a server: at SIGUSR2 it collects garbage and says how much heap is left.

const say = () => {
  // What the first one finalizes is let go by the second.
  globalThis.gc?.()
  globalThis.gc?.()
  process.stdout.write(`heap ${process.memoryUsage().heapUsed}\n`)
}
if (isMainThread) process.on('SIGUSR2', say)
