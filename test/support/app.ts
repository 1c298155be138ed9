import { onTestFinished } from 'vitest'
import { loadConfig } from '../../server/config.ts'
import { start } from '../../server/start.ts'
import type { Logger } from '../../server/http/context.ts'
import type { Store } from '../../server/live/store.ts'
import type { Time } from '../../server/live/time.ts'

/** A server of its own for one test: in memory, on a free port, gone when the test is. */
export interface TestApp {
  url: string
  /** Everything that was logged as broken; a test that expects none need not look. */
  broken: object[]
  stop(): Promise<void>
}

export async function startApp(
  options: {
    env?: Record<string, string>
    clientRoot?: string
    time?: Time
    open?: (url: string) => Promise<Store>
  } = {},
): Promise<TestApp> {
  const broken: object[] = []
  const log: Logger = {
    info: () => undefined,
    warn: () => undefined,
    error: (fields) => void broken.push(fields),
  }
  const config = loadConfig({
    PORT: '0',
    HOST: '127.0.0.1',
    DATABASE_URL: 'file::memory:',
    ...options.env,
  })
  const running = await start({
    config,
    log,
    clientRoot: options.clientRoot,
    ...(options.time && { time: options.time }),
    ...(options.open && { open: options.open }),
  })
  let stopped: Promise<void> | undefined
  const stop = () => (stopped ??= running.stop())
  onTestFinished(stop)
  return { url: running.url, broken, stop }
}
