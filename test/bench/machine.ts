import { execFileSync } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { readdirSync, readFileSync } from 'node:fs'

/** Servers on one core, this process and the load on another. False where that cannot be. */
export function pinApart(servers: readonly number[], load: readonly number[]): boolean {
  // Not asked later: it counts only the cores that this process may use.
  if (availableParallelism() < 2) return false
  const all = [...servers.map((pid) => pin(pid, 0)), ...load.map((pid) => pin(pid, 1))]
  return pin(process.pid, 1) && all.every(Boolean)
}

/** Keeps all threads of a process on one core. */
function pin(pid: number, core: number): boolean {
  try {
    execFileSync('taskset', ['-acp', String(core), String(pid)], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** Nanoseconds that all threads of these processes have run, the kernel's work for them included. */
export function cpuNs(pids: readonly number[]): number | undefined {
  try {
    let ns = 0
    for (const pid of pids)
      for (const thread of readdirSync(`/proc/${pid}/task`))
        ns += Number.parseInt(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'latin1'))
    return ns
  } catch {
    return undefined
  }
}

/** Nanoseconds that a process's main thread could have run and had to wait for its core. */
export function queuedNs(pid: number): number | undefined {
  try {
    return Number(readFileSync(`/proc/${pid}/task/${pid}/schedstat`, 'latin1').split(' ')[1])
  } catch {
    return undefined
  }
}

/** Bytes of memory that these processes hold; without what the kernel keeps for their sockets. */
export function rssBytes(pids: readonly number[]): number {
  const kilobytes = execFileSync('ps', ['-o', 'rss=', '-p', pids.join(',')], { encoding: 'latin1' })
  return kilobytes
    .trim()
    .split('\n')
    .reduce((all, each) => all + Number(each) * 1024, 0)
}
