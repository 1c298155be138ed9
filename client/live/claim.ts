import { api } from '#core/paths'
import { failed, post, type Answer } from '../api.ts'
import { forget, remember } from './storage.ts'

const note = (id: string) => `tallycast.claim.${id}`

/** The key that came in the fragment, if any. */
export const keyInAddress = (): string => location.hash.slice(1)

/**
 * Swaps the key for a claim on this device, and takes it out of the address bar so that a projector
 * shows it to nobody. Only after success: a reload must still have it when the network failed.
 */
export async function claim(id: string, key: string): Promise<Answer<object>> {
  const answer = await post<object>(api.claims, { key })
  if (failed(answer)) return answer
  history.replaceState(null, '', location.pathname + location.search)
  remember(note(id), '1')
  return answer
}

/** Did this browser claim it before? It may have, wherever storage is refused. */
export function hasClaimed(id: string): boolean {
  try {
    return localStorage.getItem(note(id)) !== null
  } catch {
    return true
  }
}

/** What was claimed was taken back: after a reload the page says so by itself. */
export const forgetClaim = (id: string): void => forget(note(id))
