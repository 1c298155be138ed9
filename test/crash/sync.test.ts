import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { Caller, makePoll } from '../http/door.ts'
import { type ServerProcess, startServer } from '../support/process.ts'
import { startCareless } from './careless.ts'
import { repliesOf } from './trace.ts'

const tracer = 'strace'
const votes = 20

// The trace of a server that syncs and of one that does not, so that this cannot pass by seeing nothing.
describe('what strace sees of a vote', () => {
  test('the log is synced to the disk before the reply leaves', async ({ skip }) => {
    await using server = await startServer()
    const replies = await repliesTo(server, skip)
    expect(replies).toEqual(Array(votes).fill({ written: true, synced: true }))
  })

  test('with SQLite’s own default the reply is seen to leave before a sync', async ({ skip }) => {
    await using server = await startCareless('unsynced')
    const replies = await repliesTo(server, skip)
    expect(replies).toEqual(Array(votes).fill({ written: true, synced: false }))
  })
})

async function repliesTo(server: ServerProcess, skip: (why: string) => never) {
  const { path } = await makePoll(server.url)
  const folder = mkdtempSync(join(tmpdir(), 'tallycast-trace-'))
  try {
    const file = join(folder, 'trace')
    const strace = await attach(server.pid, file).catch(({ message }: Error) => skip(message))
    // One after the other: then what the log is written and synced for is one vote.
    for (let vote = 0; vote < votes; vote++) {
      const { status } = await new Caller(server.url).put(`${path}/vote`, { choice: 'a' })
      expect(status).toBe(200)
    }
    const gone = once(strace, 'exit')
    strace.kill('SIGINT')
    await gone
    return repliesOf(readFileSync(file, 'utf8'))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/**
 * Resolves when it sees every thread. Rejects where it is not there, or may not look: as a rule only
 * root, or whoever started a process, may.
 */
async function attach(pid: number, file: string): Promise<ChildProcess> {
  const calls = 'trace=fsync,fdatasync,pwrite64,write,writev,sendto,sendmsg'
  const args = ['-f', '-y', '-e', calls, '-s', '64', '-o', file, '-p', `${pid}`]
  const strace = spawn(tracer, args, { stdio: ['ignore', 'ignore', 'pipe'] })
  await once(strace, 'spawn')
  let said = ''
  for await (const part of strace.stderr) {
    said += String(part)
    if (/ attached/.test(said)) return strace
  }
  throw new Error(`strace may not look: ${said}`)
}
