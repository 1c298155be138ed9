import type { Problem } from '#core/problem'
import { eventsSchema, eventsTold } from '#core/schema/match'
import type { Posted } from '../live/batch.ts'
import { endpoint, type Endpoint } from './endpoint.ts'
import { found } from './input.ts'
import type { Parts } from './parts.ts'
import { matchOf } from './path.ts'
import { detailsOf, refuseWith } from './problems.ts'

export function eventEndpoints(parts: Parts): Endpoint[] {
  const { matches } = parts.live
  return [
    endpoint({
      method: 'post',
      path: '/api/matches/:id/events',
      summary:
        'Posts what happened: one event, or up to a hundred in their order, of which each has an outcome of its own; `held` is what somebody else, unseen by `base`, may have told already or gone on from, and waits for a `confirm`',
      who: 'official within the key’s scopes, host',
      body: eventsSchema,
      told: eventsTold,
      status: 200,
      async handle(ctx, body) {
        const { id, room } = await matchOf(parts, ctx)
        const posters = await parts.access.posters(ctx, room, id)
        const results = await matches.post(id, posters, Array.isArray(body) ? body : [body])
        const alone = Array.isArray(body) ? undefined : results[0]?.problem
        if (alone) refuseWith(alone)
        const match = found(await matches.view(id), 'match-not-found')
        const { requestId } = ctx.state
        ctx.body = { results: results.map((result) => postedView(result, requestId)), match }
      },
    }),
    endpoint({
      method: 'get',
      path: '/api/matches/:id/events',
      summary: 'The log, or what came after `since`',
      who: 'anyone',
      query: { since: 'The last seq that is known already' },
      status: 200,
      async handle(ctx) {
        const { id } = await matchOf(parts, ctx)
        const since = Number(ctx.query['since'] ?? 0)
        ctx.body = { events: await matches.events(id, Number.isFinite(since) ? since : 0) }
      },
    }),
  ]
}

const postedView = ({ problem, ...posted }: Posted & { problem?: Problem }, requestId: string) => ({
  ...posted,
  ...(problem && { problem: detailsOf(problem, requestId) }),
})
