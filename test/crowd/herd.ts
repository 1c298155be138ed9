import { Line } from '../crash/line.ts'
import type { ServerProcess } from '../support/process.ts'
import { venueAt, type Venue } from './crowd.ts'
import { Follower, follow } from './follower.ts'

export interface Return {
  /** When each reader had its stream again, in milliseconds after the kill. */
  returnedMs: number[]
  /** What votes were answered with meanwhile, and how long each took. */
  statuses: number[]
  tookMs: number[]
}

/** Kills a server that so many read, starts it again, and watches them come back as browsers do. */
export async function herd(server: ServerProcess, count: number): Promise<Return> {
  const venue = await venueAt(server.url)
  const paths = [venue.room, venue.poll, venue.match]
  const all = await follow(venue.url, paths, count)
  const returning = Promise.all(
    all.map(async (each, at) => {
      await each.closed
      return comeBack(venue.url, paths[at % paths.length] ?? '', each.retryMs)
    }),
  )
  const killedAt = performance.now()
  await server.kill('SIGKILL')
  await server.restart()
  const votes = voting(venue)
  const returned = await returning
  const { statuses, tookMs } = await votes.end()
  for (const { follower } of returned) follower.socket.destroy()
  const returnedMs = returned.map(({ at }) => at - killedAt)
  return { returnedMs, statuses, tookMs }
}

/** A browser waits as long as it was told to, also after it found nobody there. */
async function comeBack(url: string, path: string, retryMs: number) {
  for (;;) {
    await new Promise((due) => setTimeout(due, retryMs))
    const follower = new Follower(url, path)
    await Promise.race([follower.opened, follower.closed])
    if (follower.isIn) return { follower, at: performance.now() }
  }
}

/** Two hundred newcomers a second. */
function voting({ url, poll }: Venue) {
  const phones = new Line(url)
  const statuses: number[] = []
  const tookMs: number[] = []
  const underWay: Promise<void>[] = []
  const vote = async () => {
    const from = performance.now()
    const body = { choice: underWay.length % 2 === 0 ? 'a' : 'b' }
    const heard = await phones.ask({ method: 'PUT', path: `${poll}/vote`, body })
    tookMs.push(performance.now() - from)
    statuses.push(typeof heard === 'string' ? 0 : heard.status)
  }
  const every = setInterval(() => underWay.push(vote()), 5)
  return {
    async end() {
      clearInterval(every)
      await Promise.all(underWay)
      phones.close()
      return { statuses, tookMs }
    },
  }
}

export const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.ceil(values.length * share) - 1] ?? 0
