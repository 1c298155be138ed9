import type { Instant } from '#core/ids'
import type { MatchEvent, MatchView, PlayedSport } from '#core/match'
import { MatchFold } from './match-fold.ts'
import { forget, kept, recall, remember } from './storage.ts'

/** A match as the referee's page last had it from the server. */
export interface KeptMatch {
  /** When the server was last heard, by this device's clock. */
  at: Instant
  match: MatchView
  sport: PlayedSport
  /** Whole, or none where that is too long: what is tapped on top cannot be folded then. */
  log: readonly MatchEvent[]
}

const prefix = 'tallycast.match.'
/** About 1,500 events. What is kept here must not take the outbox's room. */
const mostCharacters = 300_000
/** After a night nobody takes a score for the present one. */
const oldMs = 12 * 3_600_000

export const forgetMatch = (id: string): void => forget(prefix + id)

export function keepMatch(last: KeptMatch): void {
  const whole = JSON.stringify(last)
  const fits = whole.length <= mostCharacters
  remember(prefix + last.match.id, fits ? whole : JSON.stringify({ ...last, log: [] }))
}

/** It may be of another release: whatever folds and views well enough can be shown. */
function isWhole({ match, sport, log }: KeptMatch, id: string): boolean {
  new MatchFold(sport.match).view(log, [], match)
  return match.id === id && sport.match.id === id
}

/** What an earlier life of the page left; what it left of other matches makes room. */
export function recallMatch(id: string): KeptMatch | undefined {
  const own = prefix + id
  for (const name of kept()) if (name.startsWith(prefix) && name !== own) forget(name)
  try {
    const last = JSON.parse(recall(own) ?? 'null') as KeptMatch | null
    if (last && Math.abs(Date.now() - last.at) < oldMs && isWhole(last, id)) return last
  } catch {}
  forgetMatch(id)
  return undefined
}
