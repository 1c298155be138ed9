import { startAudience, type Audience } from './audience.ts'
import { pinApart, rssBytes } from './machine.ts'
import { startPeers, type Name, type Peer } from './peers.ts'
import type { Published } from './publish.ts'
import { printStreams, type Idle, type Taken } from './stream-tables.ts'

const rounds = 3
/** Longer than presence, which is told a second after somebody joined, leaves between two frames. */
const quietMs = 1300

/** So many readers, and the publications they follow. */
interface Stage {
  readers: number
  count: number
  everyMs: number
}

const most = { readers: 10_000, count: 4, everyMs: 1000 }
/**
 * What each server does in a turn: who reads in one stage stays for the next. The most first, when
 * no server has had more than the warming up. One reader shows what it costs to publish.
 */
const turns: Stage[][] = [
  [most],
  [{ readers: 2000, count: 8, everyMs: 300 }],
  [
    { readers: 1, count: 12, everyMs: 200 },
    { readers: 100, count: 12, everyMs: 200 },
  ],
]
const warmingUp: Stage[] = [{ readers: 100, count: 20, everyMs: 50 }]

/**
 * What a frame costs on its way to many readers, and a reader that waits: the real server beside
 * other ways to do the same. They take turns, since the machine is never as fast as it was a minute
 * ago; a ratio is the median of the rounds' ratios.
 */
export async function stream(): Promise<void> {
  await using stack = new AsyncDisposableStack()
  const audience = stack.use(startAudience())
  const { peers, frameSize } = await startPeers(stack, most.readers)
  const servers = peers.flatMap(({ pids }) => pids)
  const pinned = pinApart(servers, [audience.pid])

  for (const peer of peers) await take(audience, peer, warmingUp)
  const idle = new Map<Name, Idle>()
  const taken: Taken[] = []
  for (const stages of turns)
    for (let round = 0; round < rounds; round++) {
      const rows = stages.map(({ readers }): Taken => ({ readers, round, published: new Map() }))
      for (const peer of turned(peers, round)) {
        const note = idle.has(peer.name) ? undefined : idle
        const published = await take(audience, peer, stages, note)
        for (const [stage, each] of published.entries()) rows[stage]?.published.set(peer.name, each)
      }
      taken.push(...rows)
    }
  printStreams({ taken, idle, frameSize, pinned, names: peers.map(({ name }) => name) })
}

/** Nobody is always the first after a pause. */
const turned = <T>(list: readonly T[], by: number): T[] => [...list.slice(by), ...list.slice(0, by)]

async function take(
  audience: Audience,
  peer: Peer,
  stages: readonly Stage[],
  idle?: Map<Name, Idle>,
): Promise<Published[]> {
  const { name, port, pids, streams, publications } = peer
  const published: Published[] = []
  const before = idle && (await memoryOf(peer))
  try {
    for (const { readers, ...pace } of stages) {
      await audience.join({ port, count: readers, requests: streams.slice(0, readers) })
      await audience.settle(quietMs)
      if (idle && before) idle.set(name, each(readers, before, await memoryOf(peer)))
      published.push(await audience.publish({ port, pids, requests: publications, ...pace }))
    }
  } catch (cause) {
    throw new Error(name, { cause })
  }
  await audience.leave()
  return published
}

const memoryOf = async ({ heapBytes, pids }: Peer): Promise<Idle> => ({
  heapBytes: await heapBytes(),
  rssBytes: rssBytes(pids),
})

const each = (readers: number, before: Idle, after: Idle): Idle => ({
  heapBytes:
    before.heapBytes === null || after.heapBytes === null
      ? null
      : (after.heapBytes - before.heapBytes) / readers,
  rssBytes: (after.rssBytes - before.rssBytes) / readers,
})
