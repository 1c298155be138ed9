import type { Store } from './store.ts'

/** The machinery broke; the same request may be sent again. */
export class Unavailable extends Error {
  override readonly name = 'Unavailable'
}

/**
 * A store whose failures say what they are. Without it only votes were answered 503, and whatever
 * else met a full or read-only disk 500.
 */
export function available(store: Store): Store {
  const calls = Object.entries(store).map(([name, call]) => [
    name,
    (...args: unknown[]): Promise<unknown> =>
      (call as (...args: unknown[]) => Promise<unknown>)(...args).catch(fail),
  ])
  return Object.fromEntries(calls) as Store
}

function fail(cause: unknown): never {
  throw new Unavailable('the database did not do this', { cause })
}
