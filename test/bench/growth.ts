import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newDeviceId } from '#core/ids'
import { openDatabase } from '../../db/open.ts'
import type { Vote } from '../../server/live/store.ts'
import { startServer } from '../support/process.ts'
import { percentile, row } from './table.ts'
import { drawChoice, makePoll, type Target } from './target.ts'

const size = 5_000_000
const sliceSize = 500_000
const batchSize = 128
/** In which the system counts what was written. */
const blockSize = 512

/**
 * What a vote costs from an empty database to five million in one poll, each of a new device: the
 * store alone, in batches as they come from 128 connections. Then what a server needs that starts
 * on that file. Takes minutes and a gigabyte of disk.
 */
export async function growth(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tallycast-growth-'))
  const file = join(folder, 'bench.db')
  try {
    const target = await firstStart(file)
    await fill(file, target)
    await startOn('an empty database', join(folder, 'empty.db'))
    await startOn(`${millions(size)} million votes`, file, target)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Also builds the client, if that has to be. */
async function firstStart(file: string): Promise<Target> {
  await using server = await startServer({ file })
  const target = await makePoll(server.url)
  await server.kill('SIGTERM')
  return target
}

async function fill(file: string, target: Target): Promise<void> {
  const store = await openDatabase(`file:${file}`)
  row('million votes before', 'votes/s', 'batch p50 ms', 'batch p99 ms', ...columns)
  row('-:', '-:', '-:', '-:', ...columns.map(() => '-:'))
  for (let before = 0; before < size; before += sliceSize) {
    const tookMs: number[] = []
    const used = process.resourceUsage()
    for (let cast = 0; cast < sliceSize; cast += batchSize) {
      const batch = Array.from({ length: batchSize }, () => voteOn(target))
      const from = performance.now()
      await store.commitVotes(batch)
      tookMs.push(performance.now() - from)
    }
    const perSecond = (sliceSize / tookMs.reduce((all, ms) => all + ms, 0)) * 1000
    const spread = [0.5, 0.99].map((share) => percentile(tookMs, share).toFixed(1))
    row(millions(before), perSecond.toFixed(0), ...spread, ...sinceThen(used, file, before))
  }
  await store.close()
}

/** What a busy machine does not blur: the whole process's work, making up the votes included. */
const columns = ['CPU µs a vote', 'bytes written a vote', 'bytes kept a vote']

function sinceThen(used: NodeJS.ResourceUsage, file: string, before: number): string[] {
  const now = process.resourceUsage()
  const cpu = now.userCPUTime + now.systemCPUTime - used.userCPUTime - used.systemCPUTime
  const written = (now.fsWrite - used.fsWrite) * blockSize
  const kept = statSync(file).size / (before + sliceSize)
  return [cpu / sliceSize, written / sliceSize, kept].map((figure) => figure.toFixed(0))
}

const millions = (votes: number) => (votes / 1e6).toFixed(1)

const voteOn = (target: Target): Vote => ({
  poll: target.poll,
  voter: newDeviceId(Date.now(), randomBytes),
  choice: drawChoice(target),
  at: Date.now(),
})

/** Until the poll is answered, where there is one: a poll is read when it is first asked for. */
async function startOn(name: string, file: string, target?: Target): Promise<void> {
  const from = performance.now()
  await using server = await startServer({ file })
  const path = target ? `/api/polls/${target.poll}` : '/readyz'
  await (await fetch(server.url + path)).text()
  const ms = (performance.now() - from).toFixed(0)
  const bytes = Number(execFileSync('ps', ['-o', 'rss=', '-p', String(server.pid)])) * 1024
  process.stdout.write(
    `A start on ${name}: first answer after ${ms} ms, ${(bytes / 1e6).toFixed(0)} MB of memory\n`,
  )
}
