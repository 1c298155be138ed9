import type { EventId } from '../ids.ts'
import type { Correction, EventKind, Happening, Patch } from '../match.ts'

/** Whether an event changes what the log says, so that all of it is folded afresh. */
export const isCorrection = <E extends Happening>(event: E): event is E & Correction =>
  'target' in event

/** The fields of an event that may be amended. A correction is taken back, and a move voided. */
export const amendable: Readonly<Record<EventKind, readonly string[]>> = {
  score: ['side', 'key', 'unit', 'player', 'points'],
  incident: ['side', 'key', 'player', 'note'],
  clock: ['ms'],
  serve: ['side'],
  adjust: ['unit', 'score', 'reason'],
  status: ['side'],
  unit: [],
  amend: [],
  void: [],
  confirm: [],
}

/** An event as a patch makes it; what is not its kind's to amend stays as it is. */
export function amended<E extends Happening>(event: E, patch: Patch): E {
  const fields = new Map<string, unknown>(Object.entries(event))
  for (const [field, value] of Object.entries(patch)) {
    if (!amendable[event.kind].includes(field)) continue
    if (value === null) fields.delete(field)
    else fields.set(field, value)
  }
  return Object.fromEntries(fields) as E
}

/**
 * The log as if what was voided had never been, what was amended had been said so from the start, and
 * what was held and then confirmed had counted. Read newest first, because a correction may itself be
 * voided by a later one and then does nothing; so it also reaches only what came before it. The order
 * of the list is what counts: a referee's page asks this of events that have no seq yet.
 */
export function effective<E extends Happening & { id: EventId; held?: boolean }>(
  log: readonly E[],
): E[] {
  const voided = new Set<EventId>()
  const confirmed = new Set<EventId>()
  const patches = new Map<EventId, Patch>()
  const kept: E[] = []
  for (const event of log.toReversed()) {
    if (voided.has(event.id) || (event.held && !confirmed.has(event.id))) continue
    if (event.kind === 'void') {
      voided.add(event.target)
      continue
    }
    if (event.kind === 'confirm') confirmed.add(event.target)
    if (event.kind === 'amend')
      patches.set(event.target, { ...event.patch, ...patches.get(event.target) })
    const patch = patches.get(event.id)
    const told = patch ? amended(event, patch) : event
    kept.push(told.held ? { ...told, held: false } : told)
  }
  return kept.toReversed()
}

/** An event as it stands now; undefined: the log does not have it, or it does not count. */
export const told = <E extends Happening & { id: EventId; held?: boolean }>(
  log: readonly E[],
  id: EventId,
): E | undefined => effective(log).find((event) => event.id === id)
