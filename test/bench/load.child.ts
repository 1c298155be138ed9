import { connect, type Socket } from 'node:net'
import { serveOrders } from './child.ts'
import { gather, newcomersTo, returning, type Device } from './devices.ts'
import type { Figures, Order, Paced } from './load.ts'
import { pace } from './pace.ts'
import { shoot } from './shoot.ts'
import type { Target } from './target.ts'

// Load in a process of its own, so that it costs the server nothing but its share of the cores.

const deviceCount = 1024
const crowds = new Map<string, Device[]>()
const readers: Socket[] = []

async function fire(order: Extract<Order, { kind: 'fire' }>): Promise<Figures> {
  const { target, connections, ms, devices } = order
  const next =
    devices === 'new' ? newcomersTo(target) : returning(await crowdOf(target), connections)
  const end = performance.now() + ms
  return shoot(target.port, connections, next, () => performance.now() < end)
}

async function paced(order: Extract<Order, { kind: 'pace' }>): Promise<Paced> {
  const next = returning(await crowdOf(order.target), order.connections)
  return pace(order.target.port, order, next)
}

async function crowdOf(target: Target): Promise<Device[]> {
  const crowd = crowds.get(target.poll) ?? (await gather(target, deviceCount))
  crowds.set(target.poll, crowd)
  return crowd
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

serveOrders((order: Order): Promise<Figures | void> | void => {
  if (order.kind === 'fire') return fire(order)
  if (order.kind === 'pace') return paced(order)
  return order.kind === 'read' ? read(order) : hangUp()
})
