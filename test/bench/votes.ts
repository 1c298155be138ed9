import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { startServer } from '../support/process.ts'
import { startLoad, type Figures, type Load } from './load.ts'
import { median, row } from './table.ts'
import { makePoll, type Target } from './target.ts'

const sliceMs = 1500
const rounds = 3
const readers = 1000

const control = resolve(import.meta.dirname, 'control.child.ts')

interface Case {
  connections: number
  devices: 'returning' | 'new'
  readers: number
}

/** Our server, and what it is measured beside. */
interface Targets {
  votes: Target
  nothing: Target
  alone: Target
}

type Round = Record<keyof Targets, Figures>

/**
 * Durable votes through the real server, beside (a) the same stack answering at once, without
 * rules, memory or disk, and (b) the same server with a transaction for every vote. Load and server
 * share the cores. The machine is never as fast as it was a minute ago, so the three take turns in
 * short slices; a ratio is the median of the rounds' ratios.
 */
export async function votes(): Promise<void> {
  await using ours = await startServer()
  await using nothing = await startServer({ program: [control, 'nothing'] })
  await using alone = await startServer({ program: [control, 'alone'] })
  await using bare = await startServer({ program: [control, 'bare'] })
  using load = startLoad()
  using crowd = startLoad()
  const targets: Targets = {
    votes: await makePoll(ours.url),
    nothing: await makePoll(nothing.url),
    alone: await makePoll(alone.url),
  }

  for (const target of Object.values(targets))
    await load.fire({ target, connections: 16, devices: 'returning', ms: 2000 })
  process.stdout.write(
    `Node ${process.version}, ${availableParallelism()} cores. In brackets (a; b): ` +
      `(a) the same stack doing nothing, (b) one transaction per vote.\n\n`,
  )
  row('connections', 'devices', 'of (a)', '× (b)', 'p99 ÷ (a)', 'votes/s', 'p50 ms', 'p99 ms')
  row('-:', '-', '-:', '-:', '-:', '-:', '-:', '-:')
  for (const each of cases()) {
    if (each.readers > 0)
      for (const target of Object.values(targets)) await crowd.read(target, each.readers)
    const taken: Round[] = []
    for (let round = 0; round < rounds; round++) taken.push(await take(load, targets, each))
    row(...cellsOf(each, taken))
    await crowd.hangUp()
  }
  const target = { ...targets.votes, port: bare.port }
  const { perSecond } = await load.fire({ target, connections: 128, devices: 'new', ms: sliceMs })
  process.stdout.write(`\nKoa, its router and koa-body alone: ${perSecond.toFixed(0)}/s\n`)
}

const cases = (): Case[] =>
  [
    { connections: 1, readers: 0 },
    { connections: 16, readers: 0 },
    { connections: 128, readers: 0 },
    { connections: 128, readers },
  ].flatMap((each): Case[] => [
    { ...each, devices: 'returning' },
    { ...each, devices: 'new' },
  ])

async function take(load: Load, targets: Targets, { connections, devices }: Case): Promise<Round> {
  const fire = (target: Target) => load.fire({ target, connections, devices, ms: sliceMs })
  return {
    nothing: await fire(targets.nothing),
    votes: await fire(targets.votes),
    alone: await fire(targets.alone),
  }
}

function cellsOf({ connections, devices, readers }: Case, taken: Round[]): string[] {
  const of = (figure: (round: Round) => number, digits: number) =>
    median(taken.map(figure)).toFixed(digits)
  const three = (figure: keyof Figures, digits: number) =>
    of(({ votes }) => votes[figure], digits) +
    ` (${of(({ nothing }) => nothing[figure], digits)}; ${of(({ alone }) => alone[figure], digits)})`
  return [
    String(connections),
    readers > 0 ? `${devices}, ${readers} streams` : devices,
    of(({ votes, nothing }) => votes.perSecond / nothing.perSecond, 2),
    of(({ votes, alone }) => votes.perSecond / alone.perSecond, 1),
    of(({ votes, nothing }) => votes.p99Ms / nothing.p99Ms, 1),
    three('perSecond', 0),
    three('p50Ms', 1),
    three('p99Ms', 1),
  ]
}
