import type { Instant } from '#core/ids'
import type { MatchEvent, MatchView, PlayedSport } from '#core/match'
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

/** What an earlier life of the page left; what it left of other matches makes room. */
export function recallMatch(id: string): KeptMatch | undefined {
  const own = prefix + id
  for (const name of kept()) if (name.startsWith(prefix) && name !== own) forget(name)
  try {
    const last = JSON.parse(recall(own) ?? 'null') as KeptMatch | null
    if (last && last.match.id === id && Math.abs(Date.now() - last.at) < oldMs) return last
  } catch {}
  forgetMatch(id)
  return undefined
}
