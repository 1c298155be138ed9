import { elapsedAt, countedMs } from '../clock.ts'
import type { Instant } from '../ids.ts'
import type { Match } from '../match.ts'
import { currentUnit } from './standing.ts'
import type { MatchState } from './state.ts'
import { momentOf } from './stopwatch.ts'

/** Milliseconds played of the current unit when something happened; null where nobody times it. */
export function playedMs(
  { rules }: Match,
  state: MatchState,
  event: { occurredAt: Instant },
): number | null {
  const { ms } = currentUnit(rules, state)
  if (rules.clock === null || ms === null) return null
  const played = elapsedAt(state.stopwatch, momentOf(state.stopwatch, event))
  return countedMs({ ...rules.clock, limitMs: ms }, played)
}
