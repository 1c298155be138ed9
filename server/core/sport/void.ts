import type { EventId } from '../ids.ts'
import type { MatchEvent } from '../match.ts'

/**
 * The log as if what was voided had never been. Read newest first, because a void may itself be
 * voided by a later one and then does nothing; so a void also reaches only what came before it.
 */
export function effective(log: readonly MatchEvent[]): MatchEvent[] {
  const voided = new Set<EventId>()
  const kept: MatchEvent[] = []
  for (const event of log.toReversed()) {
    if (voided.has(event.id)) continue
    if (event.kind === 'void') voided.add(event.target)
    else kept.push(event)
  }
  return kept.toReversed()
}
