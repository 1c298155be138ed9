import type { Match, MatchEvent, MatchView } from '#core/match'
import { advance } from '#core/sport/fold'
import { start, type MatchState } from '#core/sport/state'
import { view } from '#core/sport/view'

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
    this.#state = advance(this.#match, this.#state, this.#log, ...log.slice(this.#log.length))
    this.#log = log
    return view(
      { ...this.#match, title, sides },
      advance(this.#match, this.#state, log, ...pending),
      [...log, ...pending],
      version,
    )
  }
}
