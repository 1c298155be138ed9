import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

export interface ServerOptions {
  /** Settings besides `PORT`, `HOST` and `DATABASE_URL`; the tester's own environment is left out. */
  env?: Record<string, string>
  /** 0: any free one. */
  port?: number
  /** The database; by default one in a folder that goes when the server is stopped. */
  file?: string
  /** Another program that prints its address, and its arguments; by default the real one. */
  program?: readonly string[]
}

export interface ServerProcess extends AsyncDisposable {
  /** `http://127.0.0.1:<port>`; the same after a restart. */
  readonly url: string
  readonly port: number
  readonly file: string
  readonly pid: number
  /** All it has written, both streams; the first thing to look at when a test fails. */
  output(): string
  /** Sends the signal and waits until it is gone; answers its exit code, null when it was killed. */
  kill(signal?: NodeJS.Signals): Promise<number | null>
  /** Kills what is left and starts again on the same port and the same file. */
  restart(): Promise<void>
  /** Kills what is left and removes its folder. */
  stop(): Promise<void>
}

const main = resolve(import.meta.dirname, '../../server/main.ts')
/** The first start builds the client. */
const startMs = 30_000
const exitMs = 20_000

/** The real program in a process of its own, ready to be asked when this resolves. */
export async function startServer(options: ServerOptions = {}): Promise<ServerProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'tallycast-'))
  const file = options.file ?? join(folder, 'test.db')
  let output = ''
  let url = ''
  let port = options.port ?? 0
  let child: ChildProcess

  async function start(): Promise<void> {
    const { PATH = '', HOME = '' } = process.env
    const settings = { PORT: String(port), HOST: '127.0.0.1', DATABASE_URL: `file:${file}` }
    const env = { PATH, HOME, ...settings, ...options.env }
    child = spawn(process.execPath, options.program ?? [main], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    // A test run that is cut short leaves no server behind.
    const own = child
    const reap = () => own.kill('SIGKILL')
    process.once('exit', reap)
    own.once('exit', () => process.off('exit', reap))
    const address = await addressOf(child, (text) => (output += text))
    url = address.origin
    port = Number(address.port)
  }

  async function kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<number | null> {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
    const gone = once(child, 'exit', { signal: AbortSignal.timeout(exitMs) })
    child.kill(signal)
    await gone.catch((cause: unknown) => {
      throw new Error(`Still there ${exitMs} ms after ${signal}:\n${output}`, { cause })
    })
    return child.exitCode
  }

  async function stop(): Promise<void> {
    await kill()
    rmSync(folder, { recursive: true, force: true })
  }

  try {
    await start()
  } catch (fault) {
    await stop()
    throw fault
  }
  return {
    get url() {
      return url
    },
    get port() {
      return port
    },
    get pid() {
      return child.pid ?? 0
    },
    file,
    output: () => output,
    kill,
    async restart() {
      await kill()
      await start()
    },
    stop,
    [Symbol.asyncDispose]: stop,
  }
}

/** The address it prints once it listens, whatever stands around it in that line. */
function addressOf(child: ChildProcess, note: (text: string) => void): Promise<URL> {
  const { promise, resolve: found, reject } = Promise.withResolvers<URL>()
  let output = ''
  const fail = (why: string) => reject(new Error(`The server ${why}. It said:\n${output}`))
  const timer = setTimeout(() => fail(`did not listen within ${startMs} ms`), startMs)
  child.once('error', (fault) => fail(`could not be started: ${fault.message}`))
  child.once('exit', (code, signal) => fail(`ended (${signal ?? code}) before it listened`))
  const read = (chunk: Buffer) => {
    const text = chunk.toString()
    output += text
    note(text)
    const match = /(https?):\/\/(?:127\.0\.0\.1|localhost):(\d+)/.exec(output)
    if (match) found(new URL(`${match[1]}://127.0.0.1:${match[2]}`))
  }
  child.stdout?.on('data', read)
  child.stderr?.on('data', read)
  return promise.finally(() => clearTimeout(timer))
}
