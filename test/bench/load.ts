import { fork } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import type { Target } from './target.ts'

export type Order =
  | {
      kind: 'fire'
      target: Target
      connections: number
      ms: number
      /** The same 1,024 devices over and over, or votes without a cookie, each of a new device. */
      devices: 'returning' | 'new'
    }
  | { kind: 'read'; target: Target; count: number }
  | { kind: 'hang up' }

export interface Figures {
  perSecond: number
  p50Ms: number
  p99Ms: number
  mostMs: number
}

export interface Load extends Disposable {
  /** So many connections, each sending its next vote when the last is answered. Any refusal throws. */
  fire(order: Omit<Extract<Order, { kind: 'fire' }>, 'kind'>): Promise<Figures>
  /** Opens streams, which stay until `hangUp`. */
  read(target: Target, count: number): Promise<void>
  hangUp(): Promise<void>
}

export function startLoad(): Load {
  const child = fork(resolve(import.meta.dirname, 'load.child.ts'))
  const ended = once(child, 'exit').then(() => {
    throw new Error('the load has ended')
  })
  ended.catch(() => undefined)
  async function ask(order: Order): Promise<Figures> {
    child.send(order)
    const answered = once(child, 'message') as Promise<[{ figures: Figures; error?: string }]>
    const [answer] = await Promise.race([answered, ended])
    if (answer.error !== undefined) throw new Error(answer.error)
    return answer.figures
  }
  return {
    fire: (order) => ask({ kind: 'fire', ...order }),
    read: async (target, count) => void (await ask({ kind: 'read', target, count })),
    hangUp: async () => void (await ask({ kind: 'hang up' })),
    [Symbol.dispose]: () => void child.kill('SIGKILL'),
  }
}
