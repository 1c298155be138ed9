import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { pino } from 'pino'
import { api } from '#core/paths'
import type { PollView } from '#core/poll'
import { ConfigError, loadConfig } from '../config.ts'
import { start } from '../start.ts'
import { buildClient, clientRoot } from '../build-client.ts'
import { beliefIn } from './demo/crowd.ts'
import { final2022, finalMoments } from './demo/final-2022.ts'
import { openHall, putOnAir, type Hall } from './demo/hall.ts'
import { Referee, type Moment } from './demo/referee.ts'
import { invitation, reportLine, summaryOf } from './demo/report.ts'

/** How long each kind of moment stays, in ninety seconds; and how much of the crowd thinks again. */
const pace: Record<Moment['kind'], { stayMs: number; rethinks: number }> = {
  start: { stayMs: 1000, rethinks: 0 },
  minute: { stayMs: 280, rethinks: 1 / 60 },
  goal: { stayMs: 2400, rethinks: 1 / 4 },
  kick: { stayMs: 1300, rethinks: 1 / 6 },
  break: { stayMs: 1500, rethinks: 0 },
  interval: { stayMs: 500, rethinks: 0 },
  final: { stayMs: 1000, rethinks: 1 / 4 },
}
/** With the poll on air, people come or think again in so many parts, so that bars are seen to move. */
const parts = 20
const partMs = 450

const say = (text: string): boolean => process.stdout.write(`${text}\n`)
const leaving = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => leaving.abort())

function readArguments(): { speed: number; phones: number; exit: boolean } {
  const { values } = parseArgs({
    options: {
      speed: { type: 'string', default: '1' },
      phones: { type: 'string', default: '300' },
      exit: { type: 'boolean', default: false },
    },
  })
  const [speed, phones] = [Number(values.speed), Number(values.phones)]
  if (!(speed > 0)) throw new ConfigError(['--speed: must be above 0; 2 is twice as fast'])
  if (!Number.isInteger(phones) || phones < 1 || phones > 5000)
    throw new ConfigError(['--phones: must be a whole number from 1 to 5000'])
  return { speed, phones, exit: values.exit }
}

/** The user's own port, but nothing else that is theirs: the data is in memory and goes with us. */
function demoConfig() {
  const plain = { TLS_CERT: undefined, TLS_KEY: undefined, CREATE_KEY: undefined }
  return { ...loadConfig(), ...plain, DATABASE_URL: 'file::memory:' }
}

type Wait = (ms: number) => Promise<void>

/** From here on everything goes by the public API, as it would from another machine. */
async function play(hall: Hall, phones: number, wait: Wait): Promise<void> {
  const { host, match, poll, crowd } = hall
  const referee = await Referee.appoint(host, match.id, 'Referee')
  await putOnAir(hall, poll)
  say(`${phones} phones come in and say who wins …`)
  for (let left = parts; left > 0; left--) {
    await crowd.arrive(Math.ceil((phones - crowd.size) / left), beliefIn(match))
    await wait(partMs)
  }
  await referee.replay(finalMoments(), async (moment, board) => {
    const { stayMs, rethinks } = pace[moment.kind]
    if (moment.kind === 'start' || moment.kind === 'final') await putOnAir(hall, match)
    await crowd.thinkAgain(Math.ceil(phones * rethinks), beliefIn(board))
    if (moment.line) say(reportLine(moment, board, await host.get<PollView>(api.poll(poll.id))))
    await wait(stayMs)
    if (moment.kind === 'interval') await askAgain(hall, beliefIn(board), wait)
  })
  await host.patch(api.poll(poll.id), { status: 'closed' })
}

async function askAgain(hall: Hall, belief: number, wait: Wait): Promise<void> {
  await putOnAir(hall, hall.poll)
  for (let part = 0; part < parts; part++) {
    await hall.crowd.thinkAgain(Math.ceil(hall.crowd.size / parts), belief)
    await wait(partMs)
  }
}

async function main(): Promise<void> {
  const { speed, phones, exit } = readArguments()
  const config = demoConfig()
  say('Tallycast plays the World Cup final of 2022 for you. One moment …')
  await buildClient({ ifStale: true })
  const log = pino({ level: config.LOG_LEVEL }, pino.destination(2))
  // The demo is tried beside a server that runs: then any free port will do.
  const running = await start({ config, log, clientRoot }).catch((error: Error) => {
    if ((error.cause as NodeJS.ErrnoException | undefined)?.code !== 'EADDRINUSE') throw error
    return start({ config: { ...config, PORT: 0 }, log, clientRoot })
  })
  const wait: Wait = (ms) => sleep(ms / speed, undefined, { signal: leaving.signal })
  try {
    const hall = await openHall(running.url, final2022)
    say(invitation(hall))
    await play(hall, phones, wait)
    say(await summaryOf(hall))
    if (exit) return
    say('\nThe screen stays up; Ctrl-C ends it, and nothing is kept.')
    if (!leaving.signal.aborted) await once(leaving.signal, 'abort')
  } catch (error) {
    // Leaving in the middle is no fault.
    if (!leaving.signal.aborted) throw error
  } finally {
    await running.stop()
  }
}

await main().catch((error: Error & { code?: string }) => {
  // What the one who started us can mend is told in a sentence; anything else is our fault.
  const theirs = error instanceof ConfigError || error.code?.startsWith('ERR_PARSE_ARGS')
  if (!theirs) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
})
