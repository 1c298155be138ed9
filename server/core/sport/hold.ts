import type { EventId } from '../ids.ts'
import type { Happening, MatchEvent } from '../match.ts'
import { isCorrection, readBack } from './corrections.ts'
import type { MatchRules } from './rules.ts'

/** Two officials who tell the same thing within this time saw the same thing. */
const atOnceMs = 1500
/** What comes longer after it happened was kept by a device without a network. */
const lateMs = 10_000

/**
 * Whether an event that is about to be appended to `log` waits for the head official, because its
 * sender, who had seen the log up to `base`, may not have meant it had they seen the rest: somebody
 * else has told the same at the same moment, or it comes late and somebody else has gone on where it
 * belongs. Corrections name what they are about, and what is absolute is refused instead.
 */
export function isHeld(
  rules: MatchRules,
  log: readonly MatchEvent[],
  event: MatchEvent,
  base: number,
): boolean {
  if (event.seq - 1 <= base) return false
  const others = readBack(log.slice(base)).flatMap((told) =>
    told.counts && told.event.official !== event.official ? [told.event] : [],
  )
  if (others.some((other) => sameAtOnce(event, other))) return true
  if (event.at - event.occurredAt <= lateMs) return false
  return touchedBy(log, others).some((one) => meets(rules, event, one))
}

/**
 * What others have said, and where they corrected something, that, as it was told and as it stands. All
 * in one reading, since a log may be long and full of corrections.
 */
function touchedBy(log: readonly MatchEvent[], others: readonly MatchEvent[]): MatchEvent[] {
  if (!others.some(isCorrection)) return [...others]
  const abouts = new Map<EventId, MatchEvent>()
  for (const entry of log)
    abouts.set(entry.id, (isCorrection(entry) ? abouts.get(entry.target) : undefined) ?? entry)
  const standing = new Map(readBack(log).map(({ event }) => [event.id, event]))
  return others.flatMap((other) => {
    const about = abouts.get(other.id) ?? other
    return [about, standing.get(about.id) ?? about]
  })
}

/** What counts already, and says the same as an event that is held, by another official. */
export const twinOf = (log: readonly MatchEvent[], event: MatchEvent): MatchEvent | undefined =>
  readBack(log).find(
    ({ event: other, counts }) =>
      counts &&
      other.seq < event.seq &&
      other.official !== event.official &&
      sameAtOnce(event, other),
  )?.event

const sameAtOnce = (event: MatchEvent, other: MatchEvent): boolean =>
  Math.abs(event.occurredAt - other.occurredAt) <= atOnceMs && saysTheSame(event, other)

function saysTheSame(event: Happening, other: Happening): boolean {
  if (event.kind === 'score')
    return (
      other.kind === 'score' &&
      event.side === other.side &&
      event.key === other.key &&
      agree(event.unit, other.unit) &&
      agree(event.points, other.points)
    )
  return (
    event.kind === 'incident' &&
    other.kind === 'incident' &&
    event.side === other.side &&
    event.key === other.key &&
    agree(event.player, other.player) &&
    agree(event.note, other.note)
  )
}

/** What only one of two says, they do not say differently. */
const agree = <T>(one: T | undefined, other: T | undefined): boolean =>
  one === undefined || other === undefined || one === other

/** What shows that a match was played on: who calls it final late did not know. */
const goesOn: ReadonlySet<Happening['kind']> = new Set(['score', 'clock', 'unit', 'status'])

/** Whether `other` changed what `event` is about: who knew of it may not say the same any more. */
function meets(rules: MatchRules, event: Happening, other: Happening): boolean {
  switch (event.kind) {
    case 'score':
      return meetsScore(rules, event, other)
    case 'incident':
      return saysTheSame(event, other)
    case 'clock':
      return other.kind === 'clock' || other.kind === 'unit'
    case 'serve':
      return other.kind === 'serve' || other.kind === 'unit' || other.kind === 'score'
    case 'unit':
      return other.kind === 'unit'
    case 'status':
      return goesOn.has(other.kind)
    default:
      return false
  }
}

/** A unit that is won by score is one thing for both sides; in a period each side has its own. */
function meetsScore(
  { headline }: MatchRules,
  { unit, side }: Extract<Happening, { kind: 'score' }>,
  other: Happening,
): boolean {
  const sameUnit = (named: number | undefined) => unit === undefined || (named ?? unit) === unit
  // Without a unit it would land in the one that the others have gone on to.
  if (other.kind === 'unit')
    return (unit === undefined || headline === 'won') && sameUnit(other.from)
  if (other.kind === 'adjust') return sameUnit(other.unit)
  return (
    other.kind === 'score' && sameUnit(other.unit) && (headline === 'won' || other.side === side)
  )
}
