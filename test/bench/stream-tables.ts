import { peerNames, type Name } from './peers.ts'
import type { Published } from './publish.ts'
import { median, percentile, row } from './table.ts'

export interface Taken {
  readers: number
  round: number
  published: Map<Name, Published>
}

/** For each idle stream; `heapBytes` null where a server has no such heap. */
export interface Idle {
  heapBytes: number | null
  rssBytes: number
}

interface Run {
  taken: Taken[]
  idle: Map<Name, Idle>
  frameSize: number
  pinned: boolean
  names: Name[]
}

/** Of one server in one round; undefined where it was not measured. */
type Figure = (taken: Taken, name: Name, run: Run) => number | undefined

const gross: Figure = ({ readers, published }, name) => {
  const { cpuNs, lastMs } = published.get(name) ?? {}
  return cpuNs == null || !lastMs ? undefined : cpuNs / 1000 / lastMs.length / readers
}

/** Without what the same publications cost in that round with one reader. */
const net: Figure = (taken, name, run) => {
  const one = run.taken.find(({ readers, round }) => readers === 1 && round === taken.round)
  const [all, alone] = [gross(taken, name, run), one && gross(one, name, run)]
  if (all === undefined || alone === undefined) return undefined
  return (all * taken.readers - alone) / (taken.readers - 1)
}

const perSecond: Figure = ({ readers, published }, name) => {
  const spans = published.get(name)?.spanMs
  return spans && ((readers - 1) / median(spans)) * 1000
}

const last: Figure = ({ published }, name) => {
  const all = published.get(name)?.lastMs
  return all && median(all)
}

const peersOf = ({ names }: Run) => peerNames.filter((name) => names.includes(name))
const sizesOf = ({ taken }: Run) =>
  [...new Set(taken.map(({ readers }) => readers))].filter((readers) => readers > 1).toReversed()

export function printStreams(run: Run): void {
  const missing = run.names.includes('nchan') ? '' : ' nchan is not installed.'
  const where = run.pinned ? 'the servers on one core, the load on another' : 'not pinned'
  const about = `Node ${process.version}; ${where}; a frame of ${run.frameSize} bytes.${missing}`
  process.stdout.write(`${about}\n\nOurs ÷ theirs, the median of the rounds' ratios:\n\n`)
  printRatios(run)
  process.stdout.write('\nMedians; in brackets with what the publication itself costs:\n\n')
  printFigures(run)
  process.stdout.write('\nAn idle stream:\n\n')
  printIdle(run)
}

function printRatios(run: Run): void {
  const names = peersOf(run)
  row('readers', 'figure', ...names.map((name) => `÷ ${name}`))
  row('-:', '-', ...names.map(() => '-:'))
  const figures: [string, Figure][] = [
    ['CPU a frame', net],
    ['CPU a frame, publication included', gross],
    ['frames/s in a fan-out', perSecond],
    ['until the last reader has it, p50', last],
  ]
  for (const readers of sizesOf(run))
    for (const [title, figure] of figures)
      row(readers, title, ...names.map((name) => ratio(run, readers, figure, name)))
  const ours = run.idle.get('ours')
  for (const [title, key] of idleFigures) {
    const cells = names.map((name) => (ours?.[key] ?? NaN) / (run.idle.get(name)?.[key] ?? NaN))
    row('', title, ...cells.map((cell) => show(cell, 2)))
  }
}

const idleFigures = [
  ['heap an idle stream', 'heapBytes'],
  ['memory (RSS) an idle stream', 'rssBytes'],
] as const

function ratio(run: Run, readers: number, figure: Figure, name: Name): string {
  const ratios = run.taken
    .filter((taken) => taken.readers === readers)
    .map((taken) => (figure(taken, 'ours', run) ?? NaN) / (figure(taken, name, run) ?? NaN))
  return show(median(ratios), 2)
}

function printFigures(run: Run): void {
  const columns = ['CPU µs a frame', 'frames/s', 'last p50 ms', 'last p99 ms', 'answer p50 ms']
  row('readers', 'server', ...columns, 'its core', "the load's core")
  row('-:', '-', ...columns.map(() => '-:'), '-:', '-:')
  for (const readers of [1, ...sizesOf(run)])
    for (const name of run.names) row(readers, name, ...cellsOf(run, readers, name))
}

function cellsOf(run: Run, readers: number, name: Name): string[] {
  const rounds = run.taken.filter((taken) => taken.readers === readers)
  const published = rounds.flatMap((taken) => taken.published.get(name) ?? [])
  const mid = (figure: Figure) => median(rounds.map((taken) => figure(taken, name, run) ?? NaN))
  const all = (key: 'lastMs' | 'answerMs') => published.flatMap((each) => each[key])
  const share = (key: 'serverShare' | 'loadShare') =>
    `${(median(published.map((each) => each[key])) * 100).toFixed(0)} %`
  const cpu =
    readers > 1 ? `${show(mid(net), 2)} (${show(mid(gross), 2)})` : `(${show(mid(gross), 0)})`
  return [
    cpu,
    readers > 1 ? show(mid(perSecond), 0) : '',
    percentile(all('lastMs'), 0.5).toFixed(1),
    percentile(all('lastMs'), 0.99).toFixed(1),
    percentile(all('answerMs'), 0.5).toFixed(1),
    share('serverShare'),
    share('loadShare'),
  ]
}

function printIdle(run: Run): void {
  row('server', 'heap KB', 'RSS KB')
  row('-', '-:', '-:')
  for (const name of run.names) {
    const { heapBytes, rssBytes } = run.idle.get(name) ?? {}
    row(name, ...[heapBytes, rssBytes].map((bytes) => show((bytes ?? NaN) / 1000, 1)))
  }
}

const show = (figure: number, digits: number): string =>
  Number.isNaN(figure) ? '–' : figure.toFixed(digits)
