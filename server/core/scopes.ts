import type { EventId } from './ids.ts'
import type { Happening } from './match.ts'
import { amended } from './sport/void.ts'

/** What an official may post; `score:<side>` is `score` for that side only, `head` is everything. */
export type Scope = 'score' | 'clock' | 'incident' | 'head' | `score:${string}`

export const defaultScopes: Scope[] = ['score', 'clock', 'incident']

/**
 * May someone with these scopes post this event? A correction needs whatever the corrected event needs,
 * at any depth, and an amendment also what the event needs that it makes; `find` looks an event of the
 * log up, as it stands.
 */
export function mayPost(
  scopes: readonly Scope[],
  event: Happening,
  find: (id: EventId) => Happening | undefined,
): boolean {
  if (scopes.includes('head')) return true
  // A loop, because the chain of corrections is as long as somebody made it.
  let needed: Happening | undefined = event
  while (needed?.kind === 'void' || needed?.kind === 'amend') {
    const target = find(needed.target)
    if (needed.kind === 'amend' && target && !covers(scopes, amended(target, needed.patch)))
      return false
    needed = target
  }
  // An unknown target is for the match's own check to refuse.
  return needed === undefined || covers(scopes, needed)
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
    case 'confirm':
      return false
    case 'amend':
    case 'void':
      return true
  }
}
