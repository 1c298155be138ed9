import type { Match, MatchEvent } from '../match.ts'
import { start, type MatchState } from './state.ts'
import { step } from './step.ts'
import { effective, isCorrection } from './corrections.ts'

/** The state that a whole log adds up to: whatever was voided is never seen. */
export const fold = (match: Match, log: readonly MatchEvent[]): MatchState =>
  effective(log).reduce((state, event) => step(match, state, event), start(match))

/**
 * The state after more events; `log` is what came before them. No event can reach a later one, so a
 * plain event is one step; a correction changes the past, and however many come together, one of them
 * is enough to fold the log afresh.
 */
export const advance = (
  match: Match,
  state: MatchState,
  log: readonly MatchEvent[],
  ...fresh: readonly MatchEvent[]
): MatchState =>
  fresh.some(isCorrection)
    ? fold(match, [...log, ...fresh])
    : fresh.reduce((before, event) => step(match, before, event), state)
