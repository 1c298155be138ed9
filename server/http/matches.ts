import type { Match } from '#core/match'
import type { Problem } from '#core/problem'
import {
  eventsSchema,
  matchPatchSchema,
  newMatchSchema,
  newOfficialSchema,
} from '#core/schema/match'
import { defaultScopes } from '#core/scopes'
import { presets, sportView } from '#core/sport/presets'
import type { Posted } from '../live/matches.ts'
import type { StoredKey } from '../live/store.ts'
import type { Context } from './context.ts'
import { endpoint, type Endpoint } from './endpoint.ts'
import { found, good } from './input.ts'
import type { Parts } from './parts.ts'
import { detailsOf, refuseWith } from './problems.ts'
import { codeOf } from './rooms.ts'
import { openStream } from './stream.ts'

export function matchEndpoints(parts: Parts): Endpoint[] {
  return [
    ...setupEndpoints(parts),
    ...hostEndpoints(parts),
    ...officialEndpoints(parts),
    ...logEndpoints(parts),
    ...readEndpoints(parts),
  ]
}

const matchOf = async ({ live }: Parts, ctx: Context): Promise<Match> =>
  found(await live.matches.get(ctx.params['id'] ?? ''), 'match-not-found')

/** The match in the path, for its host only. */
async function hosted(parts: Parts, ctx: Context): Promise<Match> {
  const match = await matchOf(parts, ctx)
  await parts.access.host(ctx, match.room)
  return match
}

function setupEndpoints({ live, access, links, mayCreate }: Parts): Endpoint[] {
  const { rooms, matches } = live
  return [
    endpoint({
      method: 'get',
      path: '/api/sports',
      summary: 'The sports that can be scored, with their keys, units and rules',
      who: 'anyone',
      status: 200,
      handle(ctx) {
        ctx.body = Object.values(presets).map(sportView)
      },
    }),
    endpoint({
      method: 'post',
      path: '/api/matches',
      summary: 'Makes a match in a room of its own, on air',
      who: 'anyone, or holders of CREATE_KEY where it is set',
      body: newMatchSchema,
      status: 201,
      async handle(ctx, setup) {
        mayCreate(ctx)
        const { match: drawn } = good(matches.draw('', setup))
        const { room, hostKey } = await rooms.create(drawn.title, (code) => ({
          kind: 'match',
          match: { ...drawn, room: code },
        }))
        const match = found(await matches.view(drawn.id), 'match-not-found')
        ctx.body = { match, room, hostKey, links: links.room(ctx, room.code, hostKey) }
      },
    }),
    endpoint({
      method: 'post',
      path: '/api/rooms/:code/matches',
      summary: 'Adds a match to the room',
      who: 'host',
      body: newMatchSchema,
      status: 201,
      async handle(ctx, setup) {
        const { code } = found(await rooms.get(codeOf(ctx)), 'room-not-found')
        await access.host(ctx, code)
        const { match } = good(matches.draw(code, setup))
        if (!(await matches.create(match))) refuseWith({ code: 'room-not-found' })
        ctx.body = { match: await matches.view(match.id) }
      },
    }),
  ]
}

function hostEndpoints(parts: Parts): Endpoint[] {
  const { matches } = parts.live
  return [
    endpoint({
      method: 'patch',
      path: '/api/matches/:id',
      summary: 'Renames a match or its sides',
      who: 'host',
      body: matchPatchSchema,
      status: 200,
      async handle(ctx, patch) {
        const { id } = await hosted(parts, ctx)
        good(await matches.patch(id, patch))
        ctx.body = found(await matches.view(id), 'match-not-found')
      },
    }),
    endpoint({
      method: 'delete',
      path: '/api/matches/:id',
      summary: 'Erases a match and its log',
      who: 'host',
      status: 204,
      async handle(ctx) {
        const { id } = await hosted(parts, ctx)
        await matches.delete(id)
      },
    }),
  ]
}

function officialEndpoints(parts: Parts): Endpoint[] {
  const { keys } = parts.live
  return [
    endpoint({
      method: 'post',
      path: '/api/matches/:id/officials',
      summary: 'Makes a key for an official, shown this once',
      who: 'host',
      body: newOfficialSchema,
      status: 201,
      async handle(ctx, { name, scopes = defaultScopes, expiresAt }) {
        const { id, room, sides } = await hosted(parts, ctx)
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
          official: officialView(stored),
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
        const { id } = await hosted(parts, ctx)
        ctx.body = (await keys.officials(id)).map(officialView)
      },
    }),
    endpoint({
      method: 'delete',
      path: '/api/matches/:id/officials/:official',
      summary: 'Revokes an official’s key at once',
      who: 'host',
      status: 204,
      async handle(ctx) {
        const { id } = await hosted(parts, ctx)
        const official = (await keys.officials(id)).find((key) => key.id === ctx.params['official'])
        await keys.revoke(found(official, 'not-found').id)
      },
    }),
  ]
}

const officialView = ({ id, name, opens, expiresAt }: StoredKey) => ({
  id,
  name,
  scopes: opens.kind === 'official' ? opens.scopes : [],
  expiresAt,
})

function logEndpoints(parts: Parts): Endpoint[] {
  const { matches } = parts.live
  return [
    endpoint({
      method: 'post',
      path: '/api/matches/:id/events',
      summary: 'Posts what happened: one event, or up to a hundred in their order',
      who: 'official within the key’s scopes, host',
      body: eventsSchema,
      status: 200,
      async handle(ctx, body) {
        const { id, room } = await matchOf(parts, ctx)
        const poster = await parts.access.poster(ctx, room, id)
        const results = await matches.post(id, poster, Array.isArray(body) ? body : [body])
        const alone = Array.isArray(body) ? undefined : results[0]?.problem
        if (alone) refuseWith(alone)
        const match = found(await matches.view(id), 'match-not-found')
        ctx.body = { results: results.map(postedView), match }
      },
    }),
    endpoint({
      method: 'get',
      path: '/api/matches/:id/events',
      summary: 'The log, or what came after `?since=seq`',
      who: 'anyone',
      status: 200,
      async handle(ctx) {
        const { id } = await matchOf(parts, ctx)
        const since = Number(ctx.query['since'] ?? 0)
        ctx.body = { events: await matches.events(id, Number.isFinite(since) ? since : 0) }
      },
    }),
  ]
}

const postedView = ({ problem, ...posted }: Posted & { problem?: Problem }) => ({
  ...posted,
  ...(problem && { problem: detailsOf(problem) }),
})

function readEndpoints(parts: Parts): Endpoint[] {
  const { matches, streams } = parts.live
  return [
    endpoint({
      method: 'get',
      path: '/api/matches/:id',
      summary: 'The scoreboard',
      who: 'anyone',
      status: 200,
      async handle(ctx) {
        ctx.body = found(await matches.view(ctx.params['id'] ?? ''), 'match-not-found')
      },
    }),
    endpoint({
      method: 'get',
      path: '/api/matches/:id/stream',
      summary: 'The scoreboard, as it changes',
      who: 'anyone',
      status: 200,
      stream: true,
      async handle(ctx) {
        const { id } = await matchOf(parts, ctx)
        if (!(await openStream(ctx, streams, { kind: 'match', id }, 'public')))
          refuseWith({ code: 'match-not-found' })
      },
    }),
  ]
}
