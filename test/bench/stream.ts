import { startAudience, type Audience } from './audience.ts'
import { pinApart, rssBytes } from './machine.ts'
import { startPeers, type Name, type Peer } from './peers.ts'
import type { Published } from './publish.ts'
import { printStreams, type Idle, type Taken } from './stream-tables.ts'

const rounds = 3
const quietMs = 1500
/** The most first, when no server has had more than the warming up. One reader: what to publish costs. */
const sizes = [
  { readers: 10_000, count: 5, everyMs: 1000 },
  { readers: 2000, count: 10, everyMs: 300 },
  { readers: 100, count: 10, everyMs: 250 },
  { readers: 1, count: 10, everyMs: 250 },
]
const most = 10_000

/**
 * What a frame costs on its way to many readers, and a reader that waits: the real server beside
 * other ways to do the same. They take turns, since the machine is never as fast as it was a minute
 * ago; a ratio is the median of the rounds' ratios.
 */
export async function stream(): Promise<void> {
  await using stack = new AsyncDisposableStack()
  const audience = stack.use(startAudience())
  const { peers, frameSize } = await startPeers(stack, most)
  const servers = peers.flatMap(({ pids }) => pids)
  const pinned = pinApart(servers, [audience.pid])

  for (const peer of peers) await take(audience, peer, { readers: 100, count: 20, everyMs: 50 })
  const idle = new Map<Name, Idle>()
  const taken: Taken[] = []
  for (const { readers, ...pace } of sizes)
    for (let round = 0; round < rounds; round++) {
      const published = new Map<Name, Published>()
      for (const peer of turned(peers, round)) {
        const note = idle.has(peer.name) ? undefined : idle
        published.set(peer.name, await take(audience, peer, { readers, ...pace }, note))
      }
      taken.push({ readers, round, published })
      process.stderr.write(`${readers} readers, round ${round + 1} of ${rounds}\n`)
    }
  printStreams({ taken, idle, frameSize, pinned, names: peers.map(({ name }) => name) })
}

/** Nobody is always the first after a pause. */
const turned = <T>(list: readonly T[], by: number): T[] => [...list.slice(by), ...list.slice(0, by)]

async function take(
  audience: Audience,
  { name, port, pids, ...peer }: Peer,
  { readers, ...pace }: { readers: number; count: number; everyMs: number },
  idle?: Map<Name, Idle>,
): Promise<Published> {
  const before = idle && { heap: await peer.heapBytes(), rss: rssBytes(pids) }
  await audience.join({ port, count: readers, requests: peer.streams.slice(0, readers) })
  await audience.settle(quietMs)
  if (idle && before) {
    const heap = await peer.heapBytes()
    const each = (after: number, before: number) => (after - before) / readers
    const heapBytes = heap === null || before.heap === null ? null : each(heap, before.heap)
    idle.set(name, { heapBytes, rssBytes: each(rssBytes(pids), before.rss) })
  }
  try {
    return await audience.publish({ port, pids, requests: peer.publications, ...pace })
  } catch (cause) {
    throw new Error(`${name}, ${readers} readers`, { cause })
  } finally {
    await audience.leave()
  }
}
