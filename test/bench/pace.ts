import { openLine, type Line } from './line.ts'
import type { Paced } from './load.ts'
import { figuresOf } from './shoot.ts'

const patienceMs = 30_000
const tickMs = 1

/** A kept connection, and since when what it asks was due; NaN while it asks nothing. */
interface Caller {
  line: Line
  dueAt: number
  round: number
}

/**
 * Asks so many times a second, on whichever connection is free. When none is, what is due waits, and
 * its time runs.
 */
export async function pace(
  port: number,
  { connections, perSecond, ms }: { connections: number; perSecond: number; ms: number },
  next: (connection: number, round: number) => Buffer,
): Promise<Paced> {
  const { promise: done, resolve, reject } = Promise.withResolvers<void>()
  const count = Math.round((perSecond * ms) / 1000)
  const tookMs: number[] = []
  const free: number[] = []
  const callers: Caller[] = []
  let asked = 0
  let [lateMs, tickedAt] = [0, 0]

  for (let connection = 0; connection < connections; connection++) {
    const answered = () => {
      tookMs.push(performance.now() - (callers[connection] as Caller).dueAt)
      free.push(connection)
      if (tookMs.length === count) resolve()
      else catchUp()
    }
    const line = await openLine(port, { answered, failed: reject })
    free.push(callers.push({ line, dueAt: 0, round: 0 }) - 1)
  }
  const from = performance.now()

  function catchUp(): void {
    const due = Math.min(count, ((performance.now() - from) / 1000) * perSecond)
    while (asked < due && free.length > 0) {
      // The one that rested longest: a device's votes stay far apart.
      const connection = free.shift() as number
      const caller = callers[connection] as Caller
      caller.dueAt = from + (asked++ / perSecond) * 1000
      caller.line.ask(next(connection, caller.round++))
    }
  }
  const tick = () => {
    const now = performance.now()
    lateMs = Math.max(lateMs, now - (tickedAt || now) - tickMs)
    tickedAt = now
    catchUp()
  }
  const ticking = setInterval(tick, tickMs)
  const tooLate = () => reject(new Error(`${tookMs.length} of ${count} votes were answered`))
  const patience = setTimeout(tooLate, ms + patienceMs)
  await done.finally(() => {
    clearInterval(ticking)
    clearTimeout(patience)
    for (const { line } of callers) line.hangUp()
  })
  return { ...figuresOf(tookMs, performance.now() - from), lateMs }
}
