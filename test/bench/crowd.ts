import { setTimeout as wait } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { startServer } from '../support/process.ts'
import { startAudience, streamRequest } from './audience.ts'
import type { Checked } from './check.ts'
import { gather } from './devices.ts'
import { startLoad, type Figures, type Load } from './load.ts'
import { cpuNs, pinApart } from './machine.ts'
import { median, row } from './table.ts'
import { makePoll, type Target } from './target.ts'

const readers = 10_000
const perSecond = 2000
const connections = 48
const ms = 10_000
const rounds = 2
const quietMs = 1500

interface Slice extends Figures {
  /** The part of one core that the server took. */
  share: number
}

/**
 * Votes at a steady rate while a room is full of readers, beside the same votes without them. Then
 * what every reader was told is held against what is stored. Throws where that differs.
 */
export async function crowd(): Promise<void> {
  await using server = await startServer()
  using load = startLoad()
  using audience = startAudience()
  const target = await makePoll(server.url)
  const requests = await requestsOf(target)
  const pinned = pinApart([server.pid], [load.pid, audience.pid])
  const slice = () => vote(load, target, server.pid)

  await load.pace({ target, connections, perSecond, ms: 2000 })
  const without: Slice[] = []
  const beside: Slice[] = []
  const told: { checked: Checked; faults: string[] }[] = []
  for (let round = 0; round < rounds; round++) {
    without.push(await slice())
    await audience.join({ port: target.port, count: readers, requests }, true)
    await audience.settle(quietMs)
    const { frames } = await audience.checked()
    beside.push(await slice())
    await audience.settle(quietMs)
    const checked = await audience.checked()
    told.push({
      checked: { ...checked, frames: checked.frames - frames },
      faults: await faultsOf(server.url, target, checked),
    })
    await audience.leave()
    // Until the server has cleared up behind thousands that hung up at once.
    await wait(3000)
  }
  const where = pinned ? 'server on one core, load on another' : 'not pinned'
  process.stdout.write(
    `Node ${process.version}; ${where}; ${perSecond} votes/s due, for ${ms / 1000} s each time.\n\n`,
  )
  const ratios = beside.map((each, round) => each.p99Ms / (without[round]?.p99Ms ?? NaN))
  process.stdout.write(`p99 with ${readers} readers ÷ without: ${median(ratios).toFixed(1)}`)
  process.stdout.write(` (${ratios.map((each) => each.toFixed(1)).join(', ')})\n\n`)
  print({ without, beside })
  conclude(told)
}

/** As many as there are readers, each with the cookie of a device of its own. */
async function requestsOf(target: Target): Promise<string[]> {
  const devices = await gather(target, readers)
  const path = `/api/rooms/${target.room}/stream`
  return devices.map(({ cookie }) => streamRequest(target.port, path, cookie))
}

async function vote(load: Load, target: Target, pid: number): Promise<Slice> {
  const [before, from] = [cpuNs([pid]) ?? NaN, performance.now()]
  const figures = await load.pace({ target, connections, perSecond, ms })
  const used = (cpuNs([pid]) ?? NaN) - before
  return { ...figures, share: used / 1e6 / (performance.now() - from) }
}

/** The newest that anybody was told must be what a GET answers, to the last field. */
async function faultsOf(url: string, target: Target, checked: Checked): Promise<string[]> {
  const answer = await fetch(`${url}/api/polls/${target.poll}`)
  const poll = (await answer.json()) as { version: number }
  const told = JSON.parse(checked.newest?.data ?? '{}') as { poll?: unknown }
  const version = Number(checked.newest?.id.split('-')[1])
  return [
    checked.readers === readers ? '' : `${checked.readers} readers of ${readers}`,
    checked.notRisen === 0 ? '' : `${checked.notRisen} frames whose version had not risen`,
    checked.differing === 0 ? '' : `${checked.differing} frames unlike others of the same version`,
    checked.behind === 0 ? '' : `${checked.behind} readers ended on an older version`,
    version === poll.version ? '' : `the newest frame is ${version}, stored is ${poll.version}`,
    isDeepStrictEqual(told.poll, poll)
      ? ''
      : `told ${JSON.stringify(told.poll)}, stored ${JSON.stringify(poll)}`,
  ].filter((fault) => fault !== '')
}

function print(taken: Record<'without' | 'beside', Slice[]>): void {
  row('readers', 'votes/s', 'p50 ms', 'p99 ms', 'most ms', "the server's core")
  row('-:', '-:', '-:', '-:', '-:', '-:')
  for (let round = 0; round < rounds; round++)
    for (const [count, slices] of [
      [0, taken.without],
      [readers, taken.beside],
    ] as const) {
      const slice = slices[round]
      if (!slice) continue
      const times = [slice.p50Ms, slice.p99Ms, slice.mostMs].map((each) => each.toFixed(1))
      row(count, slice.perSecond.toFixed(0), ...times, `${(slice.share * 100).toFixed(0)} %`)
    }
}

function conclude(told: { checked: Checked; faults: string[] }[]): void {
  process.stdout.write('\n')
  for (const { checked, faults } of told) {
    const each = checked.frames / readers / (ms / 1000)
    const verdict =
      faults.join('; ') || 'only rose, were the same for all and ended on what is stored'
    process.stdout.write(
      `${each.toFixed(1)} frames a second for each reader; versions: ${verdict}\n`,
    )
  }
  if (told.some(({ faults }) => faults.length > 0))
    throw new Error('what was told is not what is stored')
}
