import type { EventOf, Match, MatchView, Warning } from '../match.ts'
import type { IncidentKey, Unit } from './rules.ts'
import { currentUnit } from './standing.ts'
import { replaced, sideIndex, warn, type MatchState } from './state.ts'

/** One more of what the sport counts by side. */
export function count(
  match: Match,
  state: MatchState,
  event: EventOf<'incident'>,
  { key, counter }: IncidentKey,
): MatchState {
  const side = sideIndex(match, event.side)
  if (counter === undefined || side < 0) return state
  const name = counter.as ?? key
  const before = state.counts[name] ?? match.sides.map(() => 0)
  const now = (before[side] ?? 0) + 1
  const next = { ...state, counts: { ...state.counts, [name]: replaced(before, side, now) } }
  const limit = currentUnit(match.rules, state).counts?.[name]?.limit ?? null
  if (counter.hard !== true || limit === null || now <= limit) return next
  const over: Warning = { code: 'over-limit', seq: event.seq, unit: state.unit, key: name }
  return warn(next, event.side === undefined ? over : { ...over, side: event.side })
}

/** What goes on being counted when a match goes from one unit to another. */
export const countsAfter = (
  counts: MatchState['counts'],
  [from, to]: readonly [Unit | undefined, Unit | undefined],
): MatchState['counts'] =>
  Object.fromEntries(
    Object.entries(counts).filter(
      ([key]) => from?.counts?.[key]?.period === to?.counts?.[key]?.period,
    ),
  )

/** Counters as they are shown: whatever stands above nothing. */
export function countersOf(match: Match, state: MatchState): MatchView['counters'] {
  const { counts } = currentUnit(match.rules, state)
  return Object.entries(state.counts).flatMap(([key, bySide]) =>
    match.sides.flatMap(({ id }, side) => {
      const count = bySide[side] ?? 0
      return count > 0 ? [{ key, side: id, count, limit: counts?.[key]?.limit ?? null }] : []
    }),
  )
}
