import type { Poll, PollView, View } from '#core/poll'
import { newPollSchema, pollPatchSchema } from '#core/schema/poll'
import type { Context } from './context.ts'
import { endpoint, viewQuery, type Endpoint } from './endpoint.ts'
import { found, good } from './input.ts'
import type { Parts } from './parts.ts'
import { hostedPoll, openRoom, pollOf } from './path.ts'
import { refuseWith } from './problems.ts'
import { openStream } from './stream.ts'

const roomTitleLength = 120

export function pollEndpoints(parts: Parts): Endpoint[] {
  return [...setupEndpoints(parts), ...hostEndpoints(parts), ...readEndpoints(parts)]
}

/** The poll in the path, as far as whoever asks may know of it: a draft is its host's alone. */
async function seen(parts: Parts, ctx: Context): Promise<{ poll: Poll; view: View }> {
  const poll = await pollOf(parts, ctx)
  const view = await parts.access.view(ctx, poll.room)
  return poll.status === 'draft' && view === 'public'
    ? refuseWith({ code: 'poll-not-found' })
    : { poll, view }
}

function setupEndpoints(parts: Parts): Endpoint[] {
  const { live, links, limits } = parts
  const { rooms, polls } = live
  return [
    endpoint({
      method: 'post',
      path: '/api/polls',
      summary: 'Makes a poll in a room of its own, open and on air',
      who: 'anyone, or holders of CREATE_KEY where it is set',
      body: newPollSchema,
      status: 201,
      async handle(ctx, setup) {
        limits.room(ctx)
        if (setup.status === 'draft')
          refuseWith({
            code: 'body-invalid',
            faults: [{ pointer: '/status', detail: 'a poll that makes its own room is open' }],
          })
        const title = [...setup.question].slice(0, roomTitleLength).join('')
        const { room, hostKey } = await rooms.create(title, (code) => ({
          kind: 'poll',
          poll: polls.draw(code, setup, 'open'),
        }))
        const poll = found(await polls.view(room.onAir ?? '', 'full'), 'poll-not-found')
        ctx.body = { poll, room, hostKey, links: links.room(ctx, room.code, hostKey) }
      },
    }),
    endpoint({
      method: 'post',
      path: '/api/rooms/:code/polls',
      summary: 'Adds a poll to the room, as a draft unless it says open',
      who: 'host',
      body: newPollSchema,
      status: 201,
      async handle(ctx, setup) {
        const { code } = await openRoom(parts, ctx)
        const poll = polls.draw(code, setup, setup.status ?? 'draft')
        if (!(await polls.create(poll))) refuseWith({ code: 'room-not-found' })
        ctx.body = { poll: found(await polls.view(poll.id, 'full'), 'room-not-found') }
      },
    }),
  ]
}

function hostEndpoints(parts: Parts): Endpoint[] {
  const { polls } = parts.live
  return [
    endpoint({
      method: 'patch',
      path: '/api/polls/:id',
      summary: 'Opens or closes a poll, mends its texts, or sets who sees the result',
      who: 'host',
      body: pollPatchSchema,
      status: 200,
      async handle(ctx, patch) {
        const { id } = await hostedPoll(parts, ctx)
        good(await polls.patch(id, patch))
        ctx.body = found(await polls.view(id, 'full'), 'poll-not-found')
      },
    }),
    endpoint({
      method: 'delete',
      path: '/api/polls/:id',
      summary: 'Erases a poll and its votes',
      who: 'host',
      status: 204,
      async handle(ctx) {
        const { id } = await hostedPoll(parts, ctx)
        await polls.delete(id)
      },
    }),
  ]
}

function readEndpoints(parts: Parts): Endpoint[] {
  const { polls, streams } = parts.live
  const shown = async (ctx: Context): Promise<PollView> => {
    const { poll, view } = await seen(parts, ctx)
    return found(await polls.view(poll.id, view), 'poll-not-found')
  }
  return [
    endpoint({
      method: 'get',
      path: '/api/polls/:id',
      summary: 'The poll, with its result where it may be seen',
      who: 'anyone; a draft only its host',
      query: viewQuery,
      status: 200,
      async handle(ctx) {
        ctx.body = await shown(ctx)
      },
    }),
    endpoint({
      method: 'get',
      path: '/api/polls/:id/result',
      summary: 'The result in full',
      who: 'whoever may see it',
      query: viewQuery,
      status: 200,
      async handle(ctx) {
        const { result } = await shown(ctx)
        ctx.body = result ?? refuseWith({ code: 'key-missing', detail: 'the result is hidden' })
      },
    }),
    endpoint({
      method: 'get',
      path: '/api/polls/:id/stream',
      summary: 'The poll, as it changes',
      who: 'anyone; a draft only its host',
      query: viewQuery,
      status: 200,
      stream: true,
      async handle(ctx) {
        const { poll, view } = await seen(parts, ctx)
        if (!(await openStream(ctx, streams, { kind: 'poll', id: poll.id }, view)))
          refuseWith({ code: 'poll-not-found' })
      },
    }),
  ]
}
