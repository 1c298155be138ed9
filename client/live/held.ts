import type { MatchEvent } from '#core/match'
import { twinOf } from '#core/sport/hold'
import { story } from './match-story.ts'

/** An event that does not count before the head official has said so. */
export interface Held {
  event: MatchEvent
  /** Another official has told the same at the same moment, or it came late and others had gone on. */
  why: 'twice' | 'late'
}

/** What of a log waits to be decided, oldest first. */
export const heldIn = (log: readonly MatchEvent[]): Held[] =>
  story(log).flatMap(({ event, waits, undoneBy }) => {
    if (!waits || undoneBy !== undefined) return []
    return [{ event, why: twinOf(log, event) ? ('twice' as const) : ('late' as const) }]
  })
