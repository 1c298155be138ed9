import type { EventOf, Match, MatchView, Warning } from '../match.ts'
import type { IncidentKey, Unit } from './rules.ts'
import { currentUnit } from './standing.ts'
import { sideIndex, warn, type MatchState } from './state.ts'

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
  const counted = oneMore(match, state.counts[name], side)
  const now = counted[side] ?? 0
  const next: MatchState = {
    ...state,
    counts: { ...state.counts, [name]: counted },
    ...(counter.most !== undefined && {
      spent: { ...state.spent, [name]: oneMore(match, state.spent[name], side) },
    }),
  }
  const limit = limitOf(match, state, name, side)
  if (counter.hard !== true || limit === null || now <= limit) return next
  const over: Warning = { code: 'over-limit', seq: event.seq, unit: state.unit, key: name }
  return warn(next, event.side === undefined ? over : { ...over, side: event.side })
}

const oneMore = (match: Match, counts: number[] | undefined, side: number): number[] =>
  match.sides.map((_, index) => (counts?.[index] ?? 0) + (index === side ? 1 : 0))

/** How many are free for a side in the present period; null: nobody limits them. */
function limitOf(match: Match, state: MatchState, name: string, side: number): number | null {
  const { limit = null, most } = currentUnit(match.rules, state).counts?.[name] ?? {}
  if (limit === null || most === undefined) return limit
  const before = (state.spent[name]?.[side] ?? 0) - (state.counts[name]?.[side] ?? 0)
  return Math.max(0, Math.min(limit, most - before))
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
  return Object.entries(state.counts).flatMap(([key, bySide]) =>
    match.sides.flatMap(({ id }, side) => {
      const count = bySide[side] ?? 0
      return count > 0 ? [{ key, side: id, count, limit: limitOf(match, state, key, side) }] : []
    }),
  )
}
