import { startServer } from '../support/process.ts'
import { load, type Load, type Shot } from './load.ts'

const ms = 4000
const devices = 1000

/**
 * Durable votes through the real server, beside the same server answering with its clock: the
 * same stack, cookie and all, without body, rules or disk. Load and server share the cores.
 */
export async function votes(): Promise<void> {
  await using server = await startServer()
  const { url } = server
  const { poll, room } = await makePoll(url)
  const cookies = await Promise.all(
    Array.from({ length: devices }, () => cookieOf(`${url}/api/rooms/${room.code}`)),
  )
  const idle = (connection: number, round: number): Shot => ({
    method: 'GET',
    path: '/api/time',
    cookie: cookieFor(connection, round),
  })
  const vote = (connection: number, round: number): Shot => ({
    method: 'PUT',
    path: `/api/polls/${poll.id}/vote`,
    cookie: cookieFor(connection, round),
    body: round % 2 === 0 ? '{"choice":"a"}' : '{"choice":"b"}',
  })
  function cookieFor(connection: number, round: number): string {
    return cookies[(connection * 97 + round) % cookies.length] ?? ''
  }

  await load({ url, connections: 16, ms: 1000, shot: vote })
  line('connections', 'nothing/s', 'votes/s', 'ratio', 'p50 ms', 'p99 ms', 'p99 of nothing')
  for (const connections of [1, 16, 128]) {
    const nothing = await load({ url, connections, ms, shot: idle })
    const durable = await load({ url, connections, ms, shot: vote })
    line(connections, ...figures(nothing, durable))
  }
}

const figures = (nothing: Load, durable: Load): string[] => [
  nothing.perSecond.toFixed(0),
  durable.perSecond.toFixed(0),
  (durable.perSecond / nothing.perSecond).toFixed(2),
  durable.p50Ms.toFixed(1),
  durable.p99Ms.toFixed(1),
  nothing.p99Ms.toFixed(1),
]

const line = (...cells: (string | number)[]) =>
  process.stdout.write(`${cells.map((cell) => String(cell).padStart(14)).join(' ')}\n`)

async function makePoll(url: string) {
  const answer = await fetch(`${url}/api/polls`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"question":"Tea or coffee?","kind":"single","options":["Tea","Coffee"]}',
  })
  return (await answer.json()) as { poll: { id: string }; room: { code: string } }
}

async function cookieOf(url: string): Promise<string> {
  const answer = await fetch(url)
  await answer.text()
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
}
