import Router from '@koa/router'
import type { Schema } from '#core/schema/parse'
import type { Context, State } from './context.ts'
import type { OwnSite } from './cross-site.ts'
import { bodyOf } from './input.ts'

/** One address of the API: what routes it, validates its body and describes it is the same value. */
export interface Endpoint<Body = unknown> {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  path: `/${string}`
  summary: string
  /** Who may ask, in words; `device`: whoever it is, from our own pages only. */
  who: string
  body?: Schema<Body>
  /** What the document says of the body, where its parts are judged one by one by what `handle` calls. */
  told?: Schema<unknown>
  /** What may stand after the `?`, in words. */
  query?: Readonly<Record<string, string>>
  /** The status of success. */
  status: 200 | 201 | 204
  stream?: true
  /** What it answers with, where that is not JSON. */
  types?: readonly string[]
  handle(ctx: Context, body: Body): Promise<void> | void
}

export const viewQuery = {
  view: '`public`: what anybody sees; `host`: what the host sees, for a device that claimed its key',
}

/** Lets a handler's body have the type of its schema; a list of endpoints does not care. */
export const endpoint = <Body>(definition: Endpoint<Body>): Endpoint => definition as Endpoint

export function mount(
  endpoints: readonly Endpoint[],
  site: OwnSite,
  /** What stands before every stream. */
  guard: (handle: Endpoint['handle']) => Endpoint['handle'],
): Router<State> {
  const router = new Router<State>({ sensitive: true })
  for (const { method, path, who, body, status, stream, handle } of endpoints) {
    const answer = stream ? guard(handle) : handle
    router[method](path, async (koa) => {
      const ctx = koa as unknown as Context
      if (who === 'device') site.demand(ctx)
      const input = body && bodyOf(ctx, body)
      await answer(ctx, input)
      if (ctx.respond !== false) ctx.status = status
    })
  }
  return router
}
