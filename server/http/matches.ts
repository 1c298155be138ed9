import type { PlayedSport } from '#core/match'
import { matchPatchSchema, newMatchSchema } from '#core/schema/match'
import { sportView } from '#core/sport/presets'
import type { Context } from './context.ts'
import { endpoint, viewQuery, type Endpoint } from './endpoint.ts'
import { found, good } from './input.ts'
import type { Parts } from './parts.ts'
import { hostedMatch, matchOf, openRoom } from './path.ts'
import { refuseWith } from './problems.ts'
import { openStream } from './stream.ts'

export function matchEndpoints(parts: Parts): Endpoint[] {
  return [...setupEndpoints(parts), ...hostEndpoints(parts), ...readEndpoints(parts)]
}

function setupEndpoints(parts: Parts): Endpoint[] {
  const { live, links, limits } = parts
  const { rooms, matches } = live
  return [
    endpoint({
      method: 'get',
      path: '/api/sports',
      summary: 'The sports that can be scored, with their keys, units and rules',
      who: 'anyone',
      status: 200,
      handle(ctx) {
        ctx.body = matches.sports()
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
        limits.room(ctx)
        const { match: drawn } = good(matches.draw(setup))
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
        const { code } = await openRoom(parts, ctx)
        const match = { ...good(matches.draw(setup)).match, room: code }
        if (!(await matches.create(match))) refuseWith({ code: 'room-not-found' })
        ctx.body = { match: found(await matches.view(match.id), 'room-not-found') }
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
        const { id } = await hostedMatch(parts, ctx)
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
        const { id } = await hostedMatch(parts, ctx)
        await matches.delete(id)
      },
    }),
  ]
}

function readEndpoints(parts: Parts): Endpoint[] {
  const { matches, streams } = parts.live
  /** Both views of a match show the same; but whoever asks for the host's must be the host. */
  const seen = async (ctx: Context): Promise<string> => {
    const { id, room } = await matchOf(parts, ctx)
    await parts.access.view(ctx, room)
    return id
  }
  return [
    endpoint({
      method: 'get',
      path: '/api/matches/:id',
      summary: 'The scoreboard',
      who: 'anyone',
      query: viewQuery,
      status: 200,
      async handle(ctx) {
        ctx.body = found(await matches.view(await seen(ctx)), 'match-not-found')
      },
    }),
    endpoint({
      method: 'get',
      path: '/api/matches/:id/sport',
      summary: 'The sport as this match plays it, and the match as it was made, to fold its log',
      who: 'anyone',
      status: 200,
      async handle(ctx) {
        const match = await matchOf(parts, ctx)
        const count = match.sides.length
        const sport = sportView(match.rules, { min: count, max: count })
        ctx.body = { ...sport, match } satisfies PlayedSport
      },
    }),
    endpoint({
      method: 'get',
      path: '/api/matches/:id/stream',
      summary: 'The scoreboard, as it changes',
      who: 'anyone',
      query: viewQuery,
      status: 200,
      stream: true,
      async handle(ctx) {
        const id = await seen(ctx)
        if (!(await openStream(ctx, streams, { kind: 'match', id }, 'public')))
          refuseWith({ code: 'match-not-found' })
      },
    }),
  ]
}
