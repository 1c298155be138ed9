import { startChild } from './child.ts'
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
  | { kind: 'pace'; target: Target; connections: number; ms: number; perSecond: number }
  | { kind: 'read'; target: Target; count: number }
  | { kind: 'hang up' }

export interface Figures {
  perSecond: number
  p50Ms: number
  p99Ms: number
  mostMs: number
}

export interface Paced extends Figures {
  /** The longest that the load itself was late: what it says about the server is blurred by as much. */
  lateMs: number
}

type Of<Kind extends Order['kind']> = Omit<Extract<Order, { kind: Kind }>, 'kind'>

export interface Load extends Disposable {
  readonly pid: number
  /** So many connections, each sending its next vote when the last is answered. Any refusal throws. */
  fire(order: Of<'fire'>): Promise<Figures>
  /**
   * So many votes a second of returning devices, whether or not earlier ones are answered; what
   * each takes is counted from the moment it was due, so that a stall is not hidden.
   */
  pace(order: Of<'pace'>): Promise<Paced>
  /** Opens streams, which stay until `hangUp`. */
  read(target: Target, count: number): Promise<void>
  hangUp(): Promise<void>
}

export function startLoad(): Load {
  const child = startChild<Order, Figures>('load.child.ts')
  return {
    pid: child.pid,
    fire: (order) => child.ask({ kind: 'fire', ...order }),
    pace: async (order) => (await child.ask({ kind: 'pace', ...order })) as Paced,
    read: async (target, count) => void (await child.ask({ kind: 'read', target, count })),
    hangUp: async () => void (await child.ask({ kind: 'hang up' })),
    [Symbol.dispose]: () => child[Symbol.dispose](),
  }
}
