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

/** One entry of a log as it stands now. */
export interface Told<E> {
  /** As it was amended. */
  event: E
  /** It is neither voided nor held. */
  counts: boolean
  /** The correction that did it, and that nobody has taken back. */
  voidedBy: E | undefined
  confirmedBy: E | undefined
}

type Entry = Happening & { id: EventId; held?: boolean }

/**
 * What every entry of a log has come to. Read newest first, because a correction may itself be voided
 * by a later one and then does nothing; so it also reaches only what came before it. The order of the
 * list is what counts: a referee's page asks this of events that have no seq yet.
 */
export function readBack<E extends Entry>(log: readonly E[]): Told<E>[] {
  const voids = new Map<EventId, E>()
  const confirmations = new Map<EventId, E>()
  const patches = new Map<EventId, Patch>()
  const told: Told<E>[] = []
  for (const entry of log.toReversed()) {
    const voidedBy = voids.get(entry.id)
    const confirmedBy = confirmations.get(entry.id)
    const counts = !voidedBy && (!entry.held || confirmedBy !== undefined)
    const patch = patches.get(entry.id)
    told.push({ event: patch ? amended(entry, patch) : entry, counts, voidedBy, confirmedBy })
    if (!counts) continue
    if (entry.kind === 'void') voids.set(entry.target, entry)
    if (entry.kind === 'confirm') confirmations.set(entry.target, entry)
    if (entry.kind === 'amend')
      patches.set(entry.target, { ...entry.patch, ...patches.get(entry.target) })
  }
  return told.toReversed()
}

/** The log as if what was voided had never been, and what was amended or confirmed had come so. */
export const effective = <E extends Entry>(log: readonly E[]): E[] =>
  readBack(log).flatMap(({ event, counts }) => {
    if (!counts || event.kind === 'void') return []
    return [event.held ? { ...event, held: false } : event]
  })

/**
 * What a correction touches: the event that it is about in the end, as it was told before and as it is
 * told after, and each confirmation on the way there. Nothing where its target is unknown.
 */
export function touchedBy<E extends Entry>(
  log: readonly E[],
  correction: Extract<E, Correction>,
): E[] {
  const byId = new Map(log.map((entry) => [entry.id, entry]))
  const touched: E[] = []
  let about: E | undefined = correction
  // A loop, because the chain of corrections is as long as somebody made it.
  while (about && isCorrection(about)) {
    if (about !== correction && about.kind === 'confirm') touched.push(about)
    about = byId.get(about.target)
  }
  if (about === undefined) return []
  for (const entries of [log, [...log, correction]]) {
    const { id } = about
    const told = readBack(entries).find(({ event }) => event.id === id)
    if (told) touched.push(told.event)
  }
  return touched
}
