import { setTimeout as wait } from 'node:timers/promises'
import { blankPaper } from '#core/tally/kind'
import { rulesOf } from '#core/tally/rules'
import { startServer, type ServerProcess } from '../support/process.ts'
import { readFrames } from '../support/sse.ts'
import { startLoad, type Load } from './load.ts'
import { median, percentile } from './table.ts'
import { drawChoice, makePoll, votePath, type Target } from './target.ts'

const optionCount = 36
const ballotCount = 80_000
const labels = Array.from({ length: optionCount }, (_, index) => `Option ${index + 1}`)

/**
 * An instant-runoff over as many different ballots as there are voters: what one view costs, how
 * soon after a vote its frame is there, and what votes wait while frames are made.
 */
export async function ranking(): Promise<void> {
  say('one view', viewMs(), 'ms')
  await using server = await startServer()
  using load = startLoad()
  const target = await makePoll(server.url, 'order', labels)
  await fill(server, load, target)
  say('a frame after its vote was answered', await frameMs(server, target), 'ms')
  // Somebody watches, or no frame would be made.
  await load.read(target, 1)
  const votes = await load.fire({ target, connections: 16, devices: 'new', ms: 5000 })
  say('votes meanwhile', [votes.perSecond], '/s')
  say('a vote meanwhile, p50, p99, most', [votes.p50Ms, votes.p99Ms, votes.mostMs], 'ms')
}

const say = (what: string, figures: readonly number[], unit: string) =>
  void process.stdout.write(
    `${what}: ${figures.map((each) => each.toFixed(0)).join(', ')} ${unit}\n`,
  )

/** The middle and the slowest of ten, all but the first of which run warm. */
const spread = (tookMs: readonly number[]) => [median(tookMs), percentile(tookMs, 1)]

function viewMs(): number[] {
  const ids = labels.map((_, index) => (index < 26 ? String.fromCharCode(97 + index) : `o${index}`))
  const paper = { ...blankPaper, options: ids.map((id) => ({ id, label: id })) }
  const counts = new Map<string, number>()
  const rules = rulesOf('ranking')
  while (counts.size < ballotCount)
    for (const key of rules.keys(drawChoice({ options: ids, ballot: 'order' }))) counts.set(key, 1)
  return spread(
    Array.from({ length: 10 }, () => {
      const from = performance.now()
      rules.view(paper, { ballots: counts.size, counts })
      return performance.now() - from
    }),
  )
}

async function fill(server: ServerProcess, load: Load, target: Target): Promise<void> {
  for (let ballots = 0; ballots < ballotCount;) {
    await load.fire({ target, connections: 128, devices: 'new', ms: 1000 })
    const answer = await fetch(`${server.url}/api/polls/${target.poll}`)
    ballots = ((await answer.json()) as { ballots: number }).ballots
  }
}

/** One vote at a time, each after the last view has had its rest. */
async function frameMs(server: ServerProcess, target: Target): Promise<number[]> {
  const frames = await readFrames(`${server.url}/api/polls/${target.poll}/stream`)
  const tookMs: number[] = []
  for (let vote = 0; vote < 10; vote++) {
    await wait(2500)
    const { version } = await castOne(server, target)
    const from = performance.now()
    await frames.nextUpdate((update) => 'poll' in update && update.poll.version >= version)
    tookMs.push(performance.now() - from)
  }
  frames.close()
  return spread(tookMs)
}

async function castOne(server: ServerProcess, target: Target): Promise<{ version: number }> {
  const answer = await fetch(server.url + votePath(target), {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ choice: drawChoice(target) }),
  })
  return (await answer.json()) as { version: number }
}
