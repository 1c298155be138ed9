import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { vi } from 'vitest'
import { writeCertificate } from './certificate.ts'
import { lanHost } from './chromium.ts'
import { startServer } from './process.ts'
import { Http1Wire, Http2Wire, type Door } from './wire.ts'

/** A way from a browser to a real server process. */
export interface Entrance {
  /** Where browsers come. */
  door: Door
  /** How many streams the server has open, asked at the server itself. */
  streams(): Promise<number>
  close(): Promise<void>
}

interface Kind {
  /** With its version. */
  name: string
  /** Why it cannot be tried here. */
  missing?: string
  enter(): Promise<Entrance>
}

// Where Debian puts servers, which is not on everybody's PATH.
const PATH = [process.env.PATH, '/usr/sbin', '/usr/local/sbin'].join(delimiter)

/** Shorter than two heartbeats: a proxy that heard only one of them would hang up. */
const silenceSeconds = 20

/** Our own TLS, and the proxies of `server/proxy`, with what is on this machine. */
export const entrances: readonly Kind[] = [
  { name: 'our own TLS', enter: ownTls },
  {
    ...found('nginx', ['-v']),
    enter: () =>
      behind((at) => ({
        file: 'nginx.conf',
        config: fill(configOf('nginx.conf'), [
          [/.*listen \[::\].*\n/g, ''],
          ['listen 80;', `listen 127.0.0.1:${at.spare};`],
          ['listen 443 ', `listen 127.0.0.1:${at.port} `],
          ['server 127.0.0.1:3000;', `server 127.0.0.1:${at.upstream};`],
          ['server_name vote.example;', `server_name ${lanHost};`],
          ['/etc/ssl/vote.example.pem', at.cert],
          ['/etc/ssl/vote.example.key', at.key],
          ['proxy_read_timeout 120s;', `proxy_read_timeout ${silenceSeconds}s;`],
          ['http {\n', `http {\n  access_log off;\n${tempPaths(at.folder)}`],
        ]),
        command: ['nginx', '-e', 'stderr', '-p', at.folder, '-c', join(at.folder, 'nginx.conf')],
        more: ['-g', `daemon off; pid ${at.folder}/pid; error_log stderr;`],
      })),
  },
  {
    ...found('caddy', ['version']),
    enter: () =>
      behind((at) => ({
        file: 'Caddyfile',
        config: fill(configOf('Caddyfile'), [
          [
            'grace_period 5s\n',
            'grace_period 1s\n\tadmin off\n\tauto_https off\n\tservers {\n\t\tprotocols h1 h2\n\t}\n',
          ],
          [
            'vote.example {\n',
            `https://${lanHost}:${at.port} {\n\tbind 127.0.0.1\n\ttls ${at.cert} ${at.key}\n`,
          ],
          [/reverse_proxy 127.0.0.1:3000 \{/g, `reverse_proxy 127.0.0.1:${at.upstream} {`],
          ['keepalive 4s\n', `keepalive 4s\n\t\t\tread_timeout ${silenceSeconds}s\n`],
        ]),
        command: ['caddy', 'run', '--adapter', 'caddyfile'],
        more: ['--config', join(at.folder, 'Caddyfile')],
      })),
  },
]

/** Its name and version, or the reason why it is left out. */
function found(name: string, asked: string[]): { name: string; missing?: string } {
  const { error, stdout, stderr } = spawnSync(name, asked, { env: { PATH }, encoding: 'utf8' })
  if (error) return { name, missing: `there is no ${name} on this machine` }
  const version = /\d+\.\d+[.\d]*/.exec(stdout + stderr)?.[0] ?? ''
  return { name: `${name} ${version}` }
}

const configOf = (file: string): string =>
  readFileSync(resolve(import.meta.dirname, '../../server/proxy', file), 'utf8')

/** Sets what an operator would set; what is not there to be set was renamed, and a test must know. */
function fill(config: string, values: readonly (readonly [string | RegExp, string])[]): string {
  return values.reduce((text, [from, to]) => {
    const filled = text.replaceAll(from, () => to)
    if (filled === text) throw new Error(`The configuration has no ${from}`)
    return filled
  }, config)
}

/** Whoever is not root may not write into the usual ones. */
const tempPaths = (folder: string): string =>
  ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((kind) => `  ${kind}_temp_path ${folder}/${kind};\n`)
    .join('')

async function ownTls(): Promise<Entrance> {
  const folder = mkdtempSync(join(tmpdir(), 'tallycast-'))
  const files = writeCertificate(folder, [lanHost])
  const server = await startServer({ env: { TLS_CERT: files.cert, TLS_KEY: files.key } })
  const door = { port: server.port, host: lanHost, ca: readFileSync(files.cert, 'utf8') }
  return {
    door,
    streams: () => streamsAt(door),
    async close() {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

interface Place {
  folder: string
  port: number
  spare: number
  upstream: number
  cert: string
  key: string
}

interface Started {
  file: string
  config: string
  command: readonly [string, ...string[]]
  more: readonly string[]
}

async function behind(proxy: (at: Place) => Started): Promise<Entrance> {
  const folder = mkdtempSync(join(tmpdir(), 'tallycast-'))
  // Started by root, nginx works as nobody, and keeps large bodies in there.
  chmodSync(folder, 0o711)
  const files = writeCertificate(folder, [lanHost])
  const server = await startServer({ env: { TRUST_PROXY: '1' } })
  const [port, spare] = await Promise.all([freePort(), freePort()])
  const { file, config, command, more } = proxy({
    folder,
    port,
    spare,
    upstream: server.port,
    ...files,
  })
  writeFileSync(join(folder, file), config)
  const child = spawn(command[0], [...command.slice(1), ...more], {
    env: { PATH, HOME: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  // A test run that is cut short leaves no proxy behind.
  const reap = () => child.kill('SIGKILL')
  process.once('exit', reap)
  child.once('exit', () => process.off('exit', reap))
  const door = { port, host: lanHost, ca: readFileSync(files.cert, 'utf8') }
  const dispose = async () => {
    await ended(child)
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  await answers(child, door).catch(async (fault: unknown) => {
    await dispose()
    throw fault
  })
  return {
    door,
    streams: () => streamsAt({ port: server.port, host: '127.0.0.1' }),
    close: dispose,
  }
}

/** Resolves once it passes a request on. */
async function answers(proxy: ChildProcess, door: Door): Promise<void> {
  let said = ''
  proxy.stdout?.on('data', (text: Buffer) => (said += text))
  proxy.stderr?.on('data', (text: Buffer) => (said += text))
  const alive = async () => {
    const { status } = await new Http1Wire(door).ask({ path: '/healthz' })
    if (status !== 200) throw new Error(`answered ${status}`)
  }
  await vi.waitFor(alive, { timeout: 10_000 }).catch((cause: unknown) => {
    throw new Error(`The proxy does not answer. It said:\n${said}`, { cause })
  })
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  await gone
}

/** A proxy is told its port before it starts; somebody else could take it meanwhile, but hardly will. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

async function streamsAt(door: Door): Promise<number> {
  const { text } = await new Http1Wire(door).ask({ path: '/metrics' })
  return Number(/^tallycast_streams (\d+)/m.exec(text)?.[1])
}

export const wires = [
  { protocol: 'HTTP/2', wireTo: (door: Door) => new Http2Wire(door) },
  { protocol: 'HTTP/1.1', wireTo: (door: Door) => new Http1Wire(door) },
] as const
