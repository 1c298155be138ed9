import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

const startMs = 5000

export interface Nchan extends AsyncDisposable {
  port: number
  /** Master and worker. */
  pids: number[]
}

const find = (name: string, folders: readonly string[]): string | undefined =>
  folders.map((folder) => join(folder, name)).find(existsSync)

/** nginx with nchan, where both are installed (Debian: nginx-light libnginx-mod-nchan). */
export async function startNchan(): Promise<Nchan | undefined> {
  const program = find('nginx', [...(process.env.PATH ?? '').split(':'), '/usr/sbin'])
  const modules = ['lib', 'lib64', 'share'].map((folder) => `/usr/${folder}/nginx/modules`)
  const module = find('ngx_nchan_module.so', modules)
  if (program === undefined || module === undefined) return undefined
  const folder = mkdtempSync(join(tmpdir(), 'tallycast-nchan-'))
  const port = await freePort()
  writeFileSync(join(folder, 'nginx.conf'), settings(module, port))
  const args = ['-p', folder, '-c', 'nginx.conf', '-e', 'error.log']
  const child = spawn(program, args, { stdio: 'ignore' })
  const reap = () => child.kill('SIGTERM')
  process.once('exit', reap)
  const gone = once(child, 'exit').finally(() => process.off('exit', reap))
  const stop = async () => {
    reap()
    await gone
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await answers(port)
  } catch (cause) {
    const log = readFileSync(join(folder, 'error.log'), 'utf8')
    await stop()
    throw new Error(`nginx does not answer: ${log}`, { cause })
  }
  const pid = child.pid ?? 0
  return { port, pids: [pid, ...workersOf(pid)], [Symbol.asyncDispose]: stop }
}

/** The newest message is kept and no more, since a frame of ours is the whole state too. */
const settings = (module: string, port: number): string => `
load_module ${module};
daemon off;
user ${userInfo().username};
worker_processes 1;
worker_rlimit_nofile 16384;
pid nginx.pid;
events { worker_connections 16384; multi_accept on; }
http {
  access_log off;
  tcp_nodelay on;
  keepalive_requests 1000000;
  client_body_buffer_size 4k;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((each) => `${each}_temp_path ${each};`).join(' ')}
  server {
    listen 127.0.0.1:${port} backlog=4096;
    location = /stream {
      nchan_subscriber eventsource;
      nchan_channel_id bench;
      nchan_subscriber_first_message newest;
    }
    location = /publish {
      nchan_publisher;
      nchan_channel_id bench;
      nchan_message_buffer_length 1;
    }
  }
}
`

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}

async function answers(port: number): Promise<void> {
  const end = performance.now() + startMs
  for (;;)
    try {
      await (await fetch(`http://127.0.0.1:${port}/publish`)).text()
      return
    } catch (error) {
      if (performance.now() > end) throw error
      await wait(50)
    }
}

const workersOf = (pid: number): number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1').trim().split(' ').map(Number)
