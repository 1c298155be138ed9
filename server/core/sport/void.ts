import type { EventId } from '../ids.ts'
import type { Happening } from '../match.ts'

/**
 * The log as if what was voided had never been. Read newest first, because a void may itself be
 * voided by a later one and then does nothing; so a void also reaches only what came before it. The
 * order of the list is what counts: a referee's page asks this of events that have no seq yet.
 */
export function effective<E extends Happening & { id: EventId }>(log: readonly E[]): E[] {
  const voided = new Set<EventId>()
  const kept: E[] = []
  for (const event of log.toReversed()) {
    if (voided.has(event.id)) continue
    if (event.kind === 'void') voided.add(event.target)
    else kept.push(event)
  }
  return kept.toReversed()
}
