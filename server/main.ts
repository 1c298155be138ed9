import { pino } from 'pino'
import { renderUnicodeCompact } from 'uqr'
import { buildClient, clientRoot } from './build-client.ts'
import { ConfigError, loadConfig } from './config.ts'
import { start, type Running } from './start.ts'

/** The next thing a person does is scan it. */
function greet({ url, reach }: Running): void {
  process.stdout.write(
    `\nTallycast is up.\n\n  On this machine  ${url}\n  On the network   ${reach}\n\n${renderUnicodeCompact(reach)}\n`,
  )
}

async function serve(): Promise<void> {
  const config = loadConfig()
  // Standard output is for people; the log is for machines and goes to standard error.
  const log = pino({ level: config.LOG_LEVEL }, pino.destination(2))
  if (await buildClient({ ifStale: true })) log.info('the client was built')
  const running = await start({ config, log, clientRoot })
  greet(running)
  void running.lost.then((err) => {
    log.fatal({ err }, 'the database is lost')
    process.exit(1)
  })
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => {
      log.info({ signal }, 'draining')
      running.stop().then(
        () => process.exit(0),
        (err: unknown) => {
          log.error({ err }, 'could not stop in order')
          process.exit(1)
        },
      )
    })
}

await serve().catch((error: unknown) => {
  // What the one who started us can mend is told in a sentence; anything else is our fault.
  if (!(error instanceof ConfigError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
})
