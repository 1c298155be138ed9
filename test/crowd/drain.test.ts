import { once } from 'node:events'
import { Agent, request, type IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { startServer } from '../support/process.ts'
import { streamRequest } from '../support/raw-wire.ts'
import { line, venueAt, type Venue } from './crowd.ts'
import { follow, histogram } from './follower.ts'

const readers = 2000

const voteRequest = (poll: string): [string, string] => [
  `PUT ${poll}/vote HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 14\r\n\r\n{"choi`,
  'ce":"b"}',
]

const counted = /^HTTP\/1\.1 200 OK[^]*"outcome":"counted"/

/** A request of which only a part has been sent; `rest` sends the rest and answers what is answered. */
async function begin(url: string, [part, rest]: [string, string]) {
  const socket = line(url).setEncoding('utf8')
  onTestFinished(() => void socket.destroy())
  await once(socket, 'connect')
  socket.write(part)
  const whole = async (): Promise<string> => {
    let text = ''
    socket.on('data', (more: string) => (text += more)).write(rest)
    await once(socket, 'close')
    return text
  }
  return { socket, whole }
}

/** Readers whose lines are so full that not even a good-bye goes in. */
async function stall({ url, host, match }: Venue, count: number): Promise<Socket[]> {
  const post = () =>
    host.post(`${match}/events`, { kind: 'incident', key: 'note', note: '🏆'.repeat(280) })
  for (let sent = 0; sent < 20; sent++) await post()
  const sockets = Array.from({ length: count }, () => line(url))
  for (const socket of sockets) {
    onTestFinished(() => void socket.destroy())
    socket.write(streamRequest(match))
    await once(socket, 'readable')
  }
  for (let sent = 0; sent < 300; sent++) await post()
  return sockets
}

test('a server that is told to go sends two thousand readers home one after another, and answers votes', async () => {
  await using server = await startServer()
  const { url, room, poll, match } = await venueAt(server.url)
  const all = await follow(url, [room, poll, match], readers)
  const slow = await begin(url, voteRequest(poll))
  const [head, end] = voteRequest(poll)
  const slower = await begin(url, [head.slice(0, 9), head.slice(9) + end])
  const late = await begin(url, [streamRequest(room).slice(0, -4), '\r\n\r\n'])
  const votes = await Promise.all(Array.from({ length: 300 }, () => begin(url, voteRequest(poll))))
  // A connection made after theirs is answered after theirs were taken in.
  all.push(...(await follow(url, [room], 1)))

  const from = performance.now()
  const gone = server.kill('SIGTERM')
  const answers = Promise.all(votes.map(({ whole }) => whole()))
  await Promise.race(all.map(({ closed }) => closed))
  const [refused] = await once(line(url), 'error')
  expect(refused).toMatchObject({ code: 'ECONNREFUSED' })
  const slowly = Promise.all([slow.whole(), slower.whole()])
  const sentHome = await late.whole()
  for (const answer of await slowly) expect(answer).toMatch(counted)
  expect(sentHome).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*text\/event-stream/)
  expect(sentHome).toMatch(/\nretry: \d+\nevent: bye\ndata: \{\}\n\n\r\n0\r\n\r\n$/)
  expect((await answers).filter((answer) => !counted.test(answer))).toEqual([])

  await Promise.all(all.map(({ closed }) => closed))
  expect(await gone).toBe(0)
  expect(performance.now() - from).toBeLessThan(12_000)
  expect(all.filter(({ byeRetryMs }) => byeRetryMs === undefined)).toEqual([])
  const perTenth = histogram(
    all.map(({ heardAt }) => heardAt),
    100,
  )
  expect(perTenth.length).toBeGreaterThanOrEqual(10)
  expect(Math.max(...perTenth)).toBeLessThan(readers / 5)
  const returns = all.map(({ byeRetryMs = 0 }) => byeRetryMs)
  expect(Math.min(...returns)).toBeGreaterThanOrEqual(500)
  expect(Math.max(...returns)).toBeLessThanOrEqual(8000)
  expect(Math.max(...histogram(returns, 500))).toBeLessThan(readers / 8)
})

test('neither who never reads nor who never ends a request keeps a server from going', async () => {
  await using server = await startServer()
  const venue = await venueAt(server.url)
  await stall(venue, 20)
  await begin(venue.url, voteRequest(venue.poll))
  const others = await follow(venue.url, [venue.room, venue.match], 50)
  const from = performance.now()
  expect(await server.kill('SIGTERM')).toBe(0)
  expect(performance.now() - from).toBeLessThan(13_000)
  await Promise.all(others.map(({ closed }) => closed))
  expect(others.every(({ byeRetryMs }) => byeRetryMs !== undefined)).toBe(true)
})

interface Voter {
  /** Resolves when the first vote has its answer. */
  begun: Promise<void>
  /** How it went to an end: between two votes, or under one? */
  end: Promise<'told' | 'cut'>
}

/** Votes over one kept connection until that is over. */
function voteOn(agent: Agent, url: string, poll: string): Voter {
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
  const vote = () =>
    new Promise<IncomingMessage | undefined>((answered) => {
      const headers = { 'content-type': 'application/json' }
      const asked = request(`${url}${poll}/vote`, { method: 'PUT', agent, headers }, answered)
      asked.on('error', () => answered(undefined)).end('{"choice":"a"}')
    })
  const untilTheEnd = async () => {
    for (;;) {
      const answer = await vote()
      begin()
      if (answer?.statusCode !== 200) return 'cut'
      answer.resume()
      await once(answer, 'end')
      if (answer.headers.connection === 'close') return 'told'
    }
  }
  return { begun, end: untilTheEnd() }
}

test('who votes over a kept connection while the server goes is told so, and is not cut off', async () => {
  await using server = await startServer()
  const { url, room, poll } = await venueAt(server.url)
  await follow(url, [room], 300)
  const agents = Array.from({ length: 32 }, () => new Agent({ keepAlive: true, maxSockets: 1 }))
  const voters = agents.map((agent) => voteOn(agent, url, poll))
  await Promise.all(voters.map(({ begun }) => begun))
  expect(await server.kill('SIGTERM')).toBe(0)
  expect(new Set(await Promise.all(voters.map(({ end }) => end)))).toEqual(new Set(['told']))
})
