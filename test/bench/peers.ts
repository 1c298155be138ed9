import { resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { startServer, type ServerProcess } from '../support/process.ts'
import { readFrames } from '../support/sse.ts'
import { streamRequest } from './audience.ts'
import { gather } from './devices.ts'
import { startNchan } from './nchan.ts'
import { makePoll } from './target.ts'

export const peerNames = ['nchan', 'better-sse', 'PassThrough', 'bare'] as const
export type Name = 'ours' | (typeof peerNames)[number]

/** A server that is measured, ours or another. */
export interface Peer {
  name: Name
  port: number
  pids: number[]
  /** How readers ask for the stream. */
  streams: string[]
  /** What brings each of them a frame, in turn. */
  publications: string[]
  /** Bytes in use after a collection; null where there is no such heap. */
  heapBytes(): Promise<number | null>
}

export interface Peers {
  peers: Peer[]
  /** Bytes of a frame, as ours sends it. */
  frameSize: number
}

const here = (file: string) => resolve(import.meta.dirname, file)
const main = here('../../server/main.ts')
const probed = ['--expose-gc', '--import', here('gc.probe.ts')]

/** Ours first, since its frames are what the others get to send. `deviceCount` phones have voted. */
export async function startPeers(stack: AsyncDisposableStack, deviceCount: number): Promise<Peers> {
  const server = stack.use(await startServer({ program: [...probed, main] }))
  const target = await makePoll(server.url)
  const devices = await gather(target, deviceCount)
  const cookies = devices.map(({ cookie }) => cookie)
  // Newcomers have all chosen the first option.
  const ballots = devices[0]?.ballots.toReversed() ?? []
  const at = (name: Name, port: number, path: string) => ({
    name,
    port,
    streams: cookies.map((cookie) => streamRequest(port, path, cookie)),
  })
  const frame = await currentFrame(`${server.url}/api/polls/${target.poll}/stream`)
  const ours: Peer = {
    ...at('ours', server.port, `/api/rooms/${target.room}/stream`),
    pids: [server.pid],
    publications: ballots.map((ballot) => ballot.toString()),
    heapBytes: () => heapOf(server),
  }
  const peers = [ours]
  const nchan = await startNchan()
  if (nchan) {
    const { port, pids } = stack.use(nchan)
    const publications = [post(port, frame.data)]
    peers.push({ ...at('nchan', port, '/stream'), pids, publications, heapBytes: async () => null })
  }
  for (const name of peerNames.filter((each) => each !== 'nchan')) {
    const peer = stack.use(await startServer({ program: [...probed, here('peer.child.ts'), name] }))
    const publications = [post(peer.port, frame.data)]
    const heapBytes = () => heapOf(peer)
    peers.push({ ...at(name, peer.port, '/stream'), pids: [peer.pid], publications, heapBytes })
  }
  const frameSize = `event: update\nid: ${frame.id}\ndata: ${frame.data}\n\n`.length
  return { peers, frameSize }
}

async function currentFrame(url: string) {
  const frames = await readFrames(url)
  const frame = await frames.next(({ event }) => event === 'update')
  frames.close()
  return frame
}

const post = (port: number, data: string): string =>
  `${[
    'POST /publish HTTP/1.1',
    `Host: 127.0.0.1:${port}`,
    'Content-Type: application/json',
    'X-EventSource-Event: update',
    `Content-Length: ${Buffer.byteLength(data)}`,
  ].join('\r\n')}\r\n\r\n${data}`

/** Asks the probe. */
async function heapOf(server: ServerProcess): Promise<number> {
  const before = server.output().length
  process.kill(server.pid, 'SIGUSR2')
  for (let waited = 0; waited < 10_000; waited += 20) {
    await wait(20)
    const [, bytes] = /heap (\d+)\n/.exec(server.output().slice(before)) ?? []
    if (bytes !== undefined) return Number(bytes)
  }
  throw new Error('the probe does not answer')
}
