import { newOfficialSchema } from '#core/schema/match'
import { defaultScopes } from '#core/scopes'
import type { StoredKey } from '../live/store.ts'
import { endpoint, type Endpoint } from './endpoint.ts'
import { found } from './input.ts'
import type { Parts } from './parts.ts'
import { hostedMatch } from './path.ts'
import { refuseWith } from './problems.ts'

export function officialEndpoints(parts: Parts): Endpoint[] {
  const { keys } = parts.live
  return [
    endpoint({
      method: 'post',
      path: '/api/matches/:id/officials',
      summary:
        'Makes a key for an official, shown this once; scopes: `score` (or `score:<side>`), `clock`, `incident`, and `head` for all of it and for confirming',
      who: 'host',
      body: newOfficialSchema,
      status: 201,
      async handle(ctx, { name, scopes = defaultScopes, expiresAt }) {
        const { id, room, sides } = await hostedMatch(parts, ctx)
        const unknown = scopes.filter(
          (scope) =>
            scope.startsWith('score:') && !sides.some((side) => scope === `score:${side.id}`),
        )
        if (unknown.length > 0)
          refuseWith({
            code: 'body-invalid',
            faults: [{ pointer: '/scopes', detail: `names no side: ${unknown.join(', ')}` }],
          })
        const { key, stored } = await keys.makeOfficial({
          room,
          match: id,
          name,
          scopes,
          expiresAt,
        })
        ctx.body = {
          official: { id: stored.id, name, scopes },
          officialKey: key,
          links: parts.links.referee(ctx, id, key),
        }
      },
    }),
    endpoint({
      method: 'get',
      path: '/api/matches/:id/officials',
      summary: 'The officials whose keys work',
      who: 'host',
      status: 200,
      async handle(ctx) {
        const { id } = await hostedMatch(parts, ctx)
        ctx.body = (await keys.officials(id)).map(listed)
      },
    }),
    endpoint({
      method: 'delete',
      path: '/api/matches/:id/officials/:official',
      summary: 'Revokes an official’s key at once',
      who: 'host',
      status: 204,
      async handle(ctx) {
        const { id } = await hostedMatch(parts, ctx)
        const official = (await keys.officials(id)).find((key) => key.id === ctx.params['official'])
        await keys.revoke(found(official, 'not-found').id)
      },
    }),
  ]
}

const listed = ({ id, name, opens, expiresAt }: StoredKey) => ({
  id,
  name,
  scopes: opens.kind === 'official' ? opens.scopes : [],
  expiresAt,
})
