import type { MatchEvent } from '#core/match'
import { twinOf } from '#core/sport/hold'
import { story } from './match-story.ts'

/** An event that does not count before the head official has said so. */
export interface Held {
  event: MatchEvent
  /** What counts already says the same of the same moment, or others had gone on when it came. */
  why: 'twice' | 'late'
}

/** What of a log waits to be decided, oldest first. */
export const heldIn = (log: readonly MatchEvent[]): Held[] =>
  story(log).flatMap(({ event, waits, undoneBy }) => {
    if (!waits || undoneBy !== undefined) return []
    return [{ event, why: twinOf(log, event) ? ('twice' as const) : ('late' as const) }]
  })
