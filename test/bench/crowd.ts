import { availableParallelism, setPriority } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import { startServer } from '../support/process.ts'
import { startAudience, streamRequest, type Audience } from './audience.ts'
import { gather } from './devices.ts'
import { startLoad, type Load, type Paced } from './load.ts'
import { cpuNs, queuedNs } from './machine.ts'
import { median, row } from './table.ts'
import { makePoll, type Target } from './target.ts'
import { faultsOf } from './truth.ts'

const readers = 10_000
const votes = { connections: 48, perSecond: 2000, ms: 10_000 }
const rounds = 3
const quietMs = 1500
/** Until the server has cleared up behind thousands that hung up at once. */
const restMs = 3000

interface Slice extends Paced {
  readers: number
  /** The part of one core that the server took. */
  share: number
  /** The part of the time that its main thread waited for that core, for its own threads or others'. */
  queued: number
}

/** What the readers of a slice were told. */
interface Told {
  framesPerSecond: number
  faults: string[]
}

/**
 * Votes at a steady rate while a room is full of readers, beside the same votes without them. Then
 * what every reader was told is held against what is stored. Throws where that differs. Nothing is
 * pinned: on one core the server's two threads, that of the requests and that of the database, would
 * be in each other's way, readers or not.
 */
export async function crowd(): Promise<void> {
  await using server = await startServer()
  using load = startLoad()
  using audience = startAudience()
  const target = await makePoll(server.url)
  const requests = await requestsOf(target)
  // In the world each reader reads on a device of its own: here they must not hold up who votes.
  setPriority(audience.pid, 15)
  await load.pace({ target, ...votes, ms: 2000 })

  const slices: Slice[] = []
  const told: Told[] = []
  for (let round = 0; round < rounds; round++) {
    slices.push(await vote(load, target, server.pid, 0))
    await audience.join({ port: target.port, count: readers, requests }, true)
    await audience.settle(quietMs)
    const { frames } = await audience.checked()
    slices.push(await vote(load, target, server.pid, readers))
    told.push(await hear(audience, server.url, target, frames))
    await audience.leave()
    await wait(restMs)
  }
  print(slices)
  conclude(told)
}

/** As many as there are readers, each with the cookie of a device of its own. */
async function requestsOf(target: Target): Promise<string[]> {
  const devices = await gather(target, readers)
  const path = `/api/rooms/${target.room}/stream`
  return devices.map(({ cookie }) => streamRequest(target.port, path, cookie))
}

async function vote(load: Load, target: Target, pid: number, readers: number): Promise<Slice> {
  const ran = () => [cpuNs([pid]) ?? NaN, queuedNs(pid) ?? NaN, performance.now() * 1e6] as const
  const [used, queued, from] = ran()
  const figures = await load.pace({ target, ...votes })
  const [usedNow, queuedNow, now] = ran()
  const part = (ns: number) => ns / (now - from)
  return { ...figures, readers, share: part(usedNow - used), queued: part(queuedNow - queued) }
}

/** `before`: how many frames they had all together when the votes began. */
async function hear(audience: Audience, url: string, target: Target, before: number) {
  await audience.settle(quietMs)
  const checked = await audience.checked()
  const missing = checked.readers === readers ? [] : [`${checked.readers} of ${readers} readers`]
  return {
    framesPerSecond: ((checked.frames - before) / readers / votes.ms) * 1000,
    faults: [...missing, ...(await faultsOf(url, target, checked))],
  }
}

const columns = ['server ran', 'server waited to run']

function print(slices: readonly Slice[]): void {
  const due = `${votes.perSecond} votes/s due for ${votes.ms / 1000} s each time`
  const p99s = (full: boolean) =>
    slices.filter(({ readers }) => readers > 0 === full).map(({ p99Ms }) => p99Ms)
  const ratios = p99s(true).map((p99, round) => p99 / (p99s(false)[round] ?? NaN))
  process.stdout.write(
    `Node ${process.version}; ${availableParallelism()} cores for all; ${due}.\n` +
      `p99 with readers ÷ without: ${median(ratios).toFixed(1)}` +
      ` (${ratios.map((ratio) => ratio.toFixed(1)).join(', ')})\n\n`,
  )
  row('readers', 'votes/s', 'p50 ms', 'p99 ms', 'most ms', 'load late ms', ...columns)
  row('-:', '-:', '-:', '-:', '-:', '-:', ...columns.map(() => '-:'))
  for (const { readers, perSecond, p50Ms, p99Ms, mostMs, lateMs, share, queued } of slices) {
    const times = [p50Ms, p99Ms, mostMs, lateMs].map((ms) => ms.toFixed(1))
    const parts = [share, queued].map((part) => `${(part * 100).toFixed(0)} %`)
    row(readers, perSecond.toFixed(0), ...times, ...parts)
  }
}

function conclude(told: readonly Told[]): void {
  process.stdout.write('\n')
  for (const { framesPerSecond, faults } of told) {
    const verdict = faults.length > 0 ? `WRONG: ${faults.join('; ')}` : 'as stored'
    const frames = `${framesPerSecond.toFixed(1)} frames a second for each reader`
    process.stdout.write(`${frames}; versions and what they end on: ${verdict}\n`)
  }
  if (told.some(({ faults }) => faults.length > 0))
    throw new Error('what readers were told is not what is stored')
}
