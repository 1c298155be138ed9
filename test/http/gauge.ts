import { Caller } from './door.ts'

/** How many streams the server says are open. */
export async function streamsOf(url: string): Promise<number> {
  const { body } = await new Caller(url).get<string>('/metrics')
  return Number(/^tallycast_streams (\d+)$/m.exec(body)?.[1])
}

/** Until the server has let go of all but so many. Each question is a turn of its own for it. */
export async function untilStreams(url: string, count: number, withinMs = 5000): Promise<void> {
  const patience = AbortSignal.timeout(withinMs)
  for (;;) {
    const open = await streamsOf(url)
    if (open === count) return
    if (patience.aborted) throw new Error(`${open} streams are open, not ${count}`)
  }
}
