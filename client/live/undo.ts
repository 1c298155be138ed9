import type { Happening } from '#core/match'

/** An event of the log, or one still in the outbox, newest last. */
export type Logged = Happening & { id: string }

/**
 * The events that count: neither voided, nor voids. Read from the newest: a void is always younger
 * than its target, so by the time an event is reached its fate is known, at any depth.
 */
export function standing(log: readonly Logged[]): { events: Logged[]; lastVoid?: Logged } {
  const voided = new Set<string>()
  const events: Logged[] = []
  for (const event of log.toReversed()) {
    if (voided.has(event.id)) continue
    if (event.kind === 'void') voided.add(event.target)
    else events.push(event)
  }
  const last = log.at(-1)
  return { events: events.reverse(), ...(last?.kind === 'void' ? { lastVoid: last } : {}) }
}
