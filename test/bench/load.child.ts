import { connect, type Socket } from 'node:net'
import { openLine } from './line.ts'
import type { Figures, Order } from './load.ts'
import { percentile } from './table.ts'
import { drawChoice, votePath, type Target } from './target.ts'

// Load in a process of its own, so that it costs the server nothing but its share of the cores.

/** A returning device: it goes back and forth between two choices, so that every vote counts. */
interface Device {
  ballots: [Buffer, Buffer]
  turn: 0 | 1
}

const deviceCount = 1024
const crowds = new Map<string, Device[]>()
const readers: Socket[] = []

async function fire(order: Extract<Order, { kind: 'fire' }>): Promise<Figures> {
  const { target, connections, ms, devices } = order
  const next = devices === 'new' ? newcomersTo(target) : await returningTo(target, connections)
  const end = performance.now() + ms
  return measure(target.port, connections, next, () => performance.now() < end)
}

/** Votes without a cookie, which are each a new device's. */
function newcomersTo(target: Target): () => Buffer {
  const [one] = target.options.map((option) => ballotOf(target, option))
  return target.ballot === 'one' && one ? () => one : () => ballotOf(target, drawChoice(target))
}

/** Each connection has devices of its own and takes them in turn. */
async function returningTo(target: Target, connections: number) {
  const crowd = crowds.get(target.poll) ?? (await gather(target))
  const share = Math.floor(crowd.length / connections)
  return (connection: number, round: number): Buffer => {
    const device = crowd[connection * share + (round % share)] as Device
    device.turn = device.turn === 0 ? 1 : 0
    return device.ballots[device.turn]
  }
}

/** A device's first vote brings its cookie. */
async function gather(target: Target): Promise<Device[]> {
  const crowd: Device[] = []
  const note = (answer: string) => {
    const [, cookie] = /\r\nset-cookie: ([^;\r]+)/i.exec(answer) ?? []
    const [first = '', second = ''] = target.options
    const choices = target.ballot === 'one' ? [first, second] : [0, 0].map(() => drawChoice(target))
    const ballots = choices.map((choice) => ballotOf(target, choice, cookie))
    crowd.push({ ballots: ballots as Device['ballots'], turn: 0 })
  }
  const more = () => crowd.length < deviceCount
  await measure(target.port, 16, newcomersTo(target), more, note)
  crowds.set(target.poll, crowd)
  return crowd
}

function ballotOf(target: Target, choice: string | string[], cookie?: string): Buffer {
  const body = JSON.stringify({ choice, run: 1 })
  const head = [
    `PUT ${votePath(target)} HTTP/1.1`,
    `Host: 127.0.0.1:${target.port}`,
    'Content-Type: application/json',
    `Content-Length: ${body.length}`,
    ...(cookie ? [`Cookie: ${cookie}`] : []),
  ]
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`)
}

async function measure(
  port: number,
  connections: number,
  next: (connection: number, round: number) => Buffer,
  more: () => boolean,
  note: (answer: string) => void = () => undefined,
): Promise<Figures> {
  const tookMs: number[] = []
  const from = performance.now()
  const one = async (connection: number): Promise<void> => {
    const { promise: done, resolve, reject } = Promise.withResolvers<void>()
    let round = 0
    let at = 0
    const shoot = () => {
      at = performance.now()
      line.ask(next(connection, round++))
    }
    const answered = (answer: string) => {
      tookMs.push(performance.now() - at)
      note(answer)
      if (more()) shoot()
      else resolve()
    }
    const line = await openLine(port, { answered, failed: reject })
    shoot()
    await done.finally(() => line.hangUp())
  }
  await Promise.all(Array.from({ length: connections }, (_, connection) => one(connection)))
  const perSecond = (tookMs.length / (performance.now() - from)) * 1000
  const at = (share: number) => percentile(tookMs, share)
  return { perSecond, p50Ms: at(0.5), p99Ms: at(0.99), mostMs: at(1) }
}

/** So many streams, read as they come and thrown away. Answers when all have had their first bytes. */
async function read({ target, count }: Extract<Order, { kind: 'read' }>): Promise<void> {
  const open = () =>
    new Promise<void>((opened, failed) => {
      const socket = connect({ host: '127.0.0.1', port: target.port })
      readers.push(socket)
      socket.once('error', failed)
      socket.once('data', () => opened())
      socket.on('data', () => undefined)
      const path = `/api/rooms/${target.room}/stream`
      socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${target.port}\r\n\r\n`)
    })
  for (let opened = 0; opened < count; opened += 100)
    await Promise.all(Array.from({ length: Math.min(100, count - opened) }, open))
}

function hangUp(): void {
  for (const socket of readers.splice(0)) socket.destroy()
}

const carryOut = (order: Order): Promise<Figures | void> | void =>
  order.kind === 'fire' ? fire(order) : order.kind === 'read' ? read(order) : hangUp()

process.on('message', (order: Order) => {
  Promise.resolve(carryOut(order)).then(
    (figures) => process.send?.({ figures }),
    (error: unknown) => process.send?.({ error: String(error) }),
  )
})
