import type { Match, MatchEvent, WarningCode } from '../match.ts'
import { playedMs } from './playing-time.ts'
import { pointLabels } from './points.ts'
import type { Unit } from './rules.ts'
import { currentUnit, headline } from './standing.ts'
import { start, unitAt, type MatchState } from './state.ts'
import { step } from './step.ts'
import { readBack } from './corrections.ts'

/** One entry of the log as the match is told now, and where the match stood right after it. */
export interface Chapter {
  /** As it stands: what was amended of it is worked in. */
  event: MatchEvent
  counts: 'yes' | 'voided' | 'held'
  unit: Unit
  /** Played of that unit; null where nobody times it. */
  elapsedMs: number | null
  /** The headline, then the unit's own score. */
  score: number[]
  played: number[]
  /** The running game, as it is called; null where a point counts at once. */
  points: string[] | null
  /** What was doubtful about it. */
  warnings: WarningCode[]
}

/**
 * A match from its first event to its last, one step at a time, so that whoever tells a long one can
 * do other things in between. What does not count is told in its place and changes nothing.
 */
export function* story(match: Match, log: readonly MatchEvent[]): Generator<Chapter> {
  let state = start(match)
  for (const { event, counts, voidedBy } of readBack(log)) {
    if (counts) state = step(match, state, { ...event, held: false })
    const unheard = voidedBy ? 'voided' : 'held'
    yield { event, counts: counts ? 'yes' : unheard, ...whereItStands(match, state, event) }
  }
}

const whereItStands = (
  match: Match,
  state: MatchState,
  event: MatchEvent,
): Omit<Chapter, 'event' | 'counts'> => {
  const unit = currentUnit(match.rules, state)
  const played = unitAt(match, state, state.unit)
  return {
    unit,
    elapsedMs: playedMs(match, state, event),
    score: headline(match, state),
    played: played.score,
    points: pointLabels(unit, played),
    warnings: state.warnings.flatMap(({ seq, code }) => (seq === event.seq ? [code] : [])),
  }
}
