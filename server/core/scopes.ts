import type { EventId } from './ids.ts'
import type { Happening } from './match.ts'

/** What an official may post; `score:<side>` is `score` for that side only, `head` is everything. */
export type Scope = 'score' | 'clock' | 'incident' | 'head' | `score:${string}`

export const defaultScopes: Scope[] = ['score', 'clock', 'incident']

/**
 * May someone with these scopes post this event? Undoing needs whatever the undone event needs, at
 * any depth; `find` looks an event of the log up.
 */
export function mayPost(
  scopes: readonly Scope[],
  event: Happening,
  find: (id: EventId) => Happening | undefined,
): boolean {
  if (scopes.includes('head')) return true
  switch (event.kind) {
    case 'score':
    case 'serve':
      return scopes.includes('score') || scopes.includes(`score:${event.side}`)
    case 'clock':
    case 'incident':
      return scopes.includes(event.kind)
    case 'unit':
    case 'status':
      return scopes.includes('score') || scopes.includes('clock')
    case 'void': {
      const target = find(event.target)
      // An unknown target is for the match's own check to refuse.
      return target === undefined || mayPost(scopes, target, find)
    }
  }
}
