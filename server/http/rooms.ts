import { newRoomSchema, roomPatchSchema } from '#core/schema/room'
import { viewRoom } from '#core/room'
import { endpoint, viewQuery, type Endpoint } from './endpoint.ts'
import { good } from './input.ts'
import type { Parts } from './parts.ts'
import { hostedRoom, roomOf, seatOf } from './path.ts'
import { refuseWith } from './problems.ts'
import { openStream } from './stream.ts'

export function roomEndpoints(parts: Parts): Endpoint[] {
  const { live, access, devices, links, limits } = parts
  const { rooms, streams } = live
  return [
    endpoint({
      method: 'post',
      path: '/api/rooms',
      summary: 'Makes a room',
      who: 'anyone, or holders of CREATE_KEY where it is set',
      body: newRoomSchema,
      status: 201,
      async handle(ctx, { title }) {
        limits.room(ctx)
        const { room, hostKey } = await rooms.create(title)
        ctx.body = { room, hostKey, links: links.room(ctx, room.code, hostKey) }
      },
    }),
    endpoint({
      method: 'get',
      path: '/api/rooms/:code',
      summary: 'The room and its items; sets the device cookie where it is absent',
      who: 'anyone; the host sees drafts',
      query: viewQuery,
      status: 200,
      async handle(ctx) {
        const room = await roomOf(parts, ctx)
        const view = await access.view(ctx, room.code)
        devices.ensure(ctx)
        ctx.body = viewRoom(room, view)
      },
    }),
    endpoint({
      method: 'get',
      path: '/api/rooms/:code/links',
      summary: 'The addresses of the room as other devices reach them',
      who: 'anyone',
      status: 200,
      async handle(ctx) {
        const { code } = await roomOf(parts, ctx)
        ctx.body = links.room(ctx, code)
      },
    }),
    endpoint({
      method: 'patch',
      path: '/api/rooms/:code',
      summary: 'Puts an item on air, renames, reorders, posts a notice',
      who: 'host',
      body: roomPatchSchema,
      status: 200,
      async handle(ctx, patch) {
        const { code } = await hostedRoom(parts, ctx)
        ctx.body = good(await rooms.patch(code, patch)).room
      },
    }),
    endpoint({
      method: 'delete',
      path: '/api/rooms/:code',
      summary: 'Erases the room and everything in it',
      who: 'host',
      status: 204,
      async handle(ctx) {
        const { code } = await hostedRoom(parts, ctx)
        await rooms.delete(code)
      },
    }),
    endpoint({
      method: 'get',
      path: '/api/rooms/:code/stream',
      summary: 'The room and its item on air, as they change; for the host all its items',
      who: 'anyone',
      query: viewQuery,
      status: 200,
      stream: true,
      async handle(ctx) {
        const { code, onAir } = await roomOf(parts, ctx)
        const shown = onAir === null ? undefined : await live.polls.get(onAir)
        const seat = await seatOf(parts, ctx, code, shown)
        if (!(await openStream(ctx, streams, { kind: 'room', id: code }, seat)))
          refuseWith({ code: 'room-not-found' })
      },
    }),
  ]
}
