import type { Happening } from './match.ts'
import { isCorrection } from './sport/corrections.ts'

/** What an official may post; `score:<side>` is `score` for that side only, `head` is everything. */
export type Scope = 'score' | 'clock' | 'incident' | 'head' | `score:${string}`

export const defaultScopes: Scope[] = ['score', 'clock', 'incident']

/**
 * May someone with these scopes post this event? A correction needs whatever the events need that it
 * `touches`, as they were and as it makes them.
 */
export function mayPost(
  scopes: readonly Scope[],
  event: Happening,
  touches: () => readonly Happening[],
): boolean {
  if (scopes.includes('head')) return true
  // An unknown target is for the match's own check to refuse.
  const concerned = isCorrection(event) ? touches() : [event]
  return event.kind !== 'confirm' && concerned.every((one) => covers(scopes, one))
}

function covers(scopes: readonly Scope[], event: Happening): boolean {
  switch (event.kind) {
    case 'score':
    case 'serve':
      return scopes.includes('score') || scopes.includes(`score:${event.side}`)
    case 'adjust':
      return scopes.includes('score')
    case 'clock':
    case 'incident':
      return scopes.includes(event.kind)
    case 'unit':
    case 'status':
      return scopes.includes('score') || scopes.includes('clock')
    case 'amend':
    case 'void':
    case 'confirm':
      return false
  }
}
