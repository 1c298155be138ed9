import type { Match, MatchEvent, MatchView } from '#core/match'
import { fold } from '#core/sport/fold'
import { start, type MatchState } from '#core/sport/state'
import { step } from '#core/sport/step'
import { view } from '#core/sport/view'
import { isCorrection } from '#core/sport/corrections'

/**
 * A match as the server folds it, with what the server has not got yet. A log only grows, so it is
 * read once; what is pending is stepped on top, and forgotten.
 */
export class MatchFold {
  #match: Match
  #log: readonly MatchEvent[] = []
  #state: MatchState

  constructor(match: Match) {
    this.#match = match
    this.#state = start(match)
  }

  /** Its names may have changed since it was made: those are taken from the last view. */
  view(
    log: readonly MatchEvent[],
    pending: readonly MatchEvent[],
    { title, sides, version }: MatchView,
  ): MatchView {
    this.#state = this.#after(this.#state, this.#log, log)
    this.#log = log
    const whole = [...log, ...pending]
    return view(
      { ...this.#match, title, sides },
      this.#after(this.#state, log, whole),
      whole,
      version,
    )
  }

  /** However many corrections come together, one of them is enough to fold it all afresh. */
  #after(state: MatchState, old: readonly MatchEvent[], log: readonly MatchEvent[]): MatchState {
    const fresh = log.slice(old.length)
    return fresh.some(isCorrection)
      ? fold(this.#match, log)
      : fresh.reduce((before, event) => step(this.#match, before, event), state)
  }
}
