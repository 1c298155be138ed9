import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { onTestFinished } from 'vitest'
import { storeOver } from '../../db/sqlite/store.ts'
import type { Store } from '../../server/live/store.ts'

/** Is it full, is it read-only: shared with the database's thread. */
export type DiskState = Int32Array<SharedArrayBuffer>

export interface BrokenDisk {
  path: string
  /** For `startApp`. */
  open: () => Promise<Store>
  fill(): void
  lock(): void
  mend(): void
}

/** A disk that does as it is told. The next call that the database gets finds it so. */
export function brokenDisk(): BrokenDisk {
  const folder = mkdtempSync(join(tmpdir(), 'tallycast-disk-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, 'test.db')
  const disk: DiskState = new Int32Array(new SharedArrayBuffer(8))
  const worker = new URL('./broken-disk.worker.ts', import.meta.url)
  return {
    path,
    open: async () => storeOver(new Worker(worker, { workerData: { path, disk } })),
    fill: () => void Atomics.store(disk, 0, 1),
    lock: () => void Atomics.store(disk, 1, 1),
    mend: () => void disk.fill(0),
  }
}
