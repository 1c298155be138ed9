import { openLine } from './line.ts'
import type { Figures } from './load.ts'
import { percentile } from './table.ts'

/** Each connection asks, and asks again when it was answered, as long as there is more. */
export async function shoot(
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
    const ask = () => {
      at = performance.now()
      line.ask(next(connection, round++))
    }
    const answered = (answer: string) => {
      tookMs.push(performance.now() - at)
      note(answer)
      if (more()) ask()
      else resolve()
    }
    const line = await openLine(port, { answered, failed: reject })
    ask()
    await done.finally(() => line.hangUp())
  }
  await Promise.all(Array.from({ length: connections }, (_, connection) => one(connection)))
  return figuresOf(tookMs, performance.now() - from)
}

export function figuresOf(tookMs: readonly number[], ms: number): Figures {
  const at = (share: number) => percentile(tookMs, share)
  return { perSecond: (tookMs.length / ms) * 1000, p50Ms: at(0.5), p99Ms: at(0.99), mostMs: at(1) }
}
