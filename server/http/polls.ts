import type { Poll, Seat, View } from '#core/poll'
import { newPollSchema, pollPatchSchema, type NewPoll } from '#core/schema/poll'
import type { Context } from './context.ts'
import { endpoint, viewQuery, type Endpoint } from './endpoint.ts'
import { found, good } from './input.ts'
import type { Parts } from './parts.ts'
import { hostedPoll, openRoom, pollOf, runNamed, runQuery, seatOf } from './path.ts'
import { refuseWith } from './problems.ts'
import { openStream } from './stream.ts'

const roomTitleLength = 120

export function pollEndpoints(parts: Parts): Endpoint[] {
  return [...setupEndpoints(parts), ...hostEndpoints(parts), ...readEndpoints(parts)]
}

/** The poll in the path, as far as whoever asks may know of it: a draft is its host's alone. */
async function seen(parts: Parts, ctx: Context): Promise<{ poll: Poll; seat: Seat; view: View }> {
  const poll = await pollOf(parts, ctx)
  const seat = await seatOf(parts, ctx, poll.room, poll)
  return poll.status === 'draft' && seat === 'public'
    ? refuseWith({ code: 'poll-not-found' })
    : { poll, seat, view: seat === 'public' ? 'public' : 'full' }
}

/** A new poll that would do now. */
function checked(parts: Parts, setup: NewPoll): NewPoll {
  const faults = parts.live.polls.faultsOf(setup)
  return faults.length > 0 ? refuseWith({ code: 'body-invalid', faults }) : setup
}

/** The earlier run that `?run=` names; undefined where it names none, or the present one. */
async function earlierOf({ live }: Parts, ctx: Context, poll: Poll, view: View) {
  const run = runNamed(ctx, poll)
  return run === poll.run
    ? undefined
    : found(await live.runs.view(poll, run, view), 'poll-not-found')
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
          poll: polls.draw(code, checked(parts, setup), 'open'),
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
        const poll = polls.draw(code, checked(parts, setup), setup.status ?? 'draft')
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
      method: 'post',
      path: '/api/polls/:id/runs',
      summary: 'Runs the poll again: it opens, and voting starts afresh',
      who: 'host',
      status: 201,
      async handle(ctx) {
        const { id } = await hostedPoll(parts, ctx)
        good(await polls.runAgain(id))
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
  return [
    endpoint({
      method: 'get',
      path: '/api/polls/:id',
      summary: 'The poll, with its result where it may be seen',
      who: 'anyone; a draft only its host',
      query: { ...viewQuery, ...runQuery },
      status: 200,
      async handle(ctx) {
        const { poll, seat, view } = await seen(parts, ctx)
        const earlier = await earlierOf(parts, ctx, poll, view)
        ctx.body = earlier?.poll ?? found(await polls.view(poll.id, seat), 'poll-not-found')
      },
    }),
    endpoint({
      method: 'get',
      path: '/api/polls/:id/result',
      summary: 'The result in full; of a ranking, every elimination',
      who: 'whoever may see it',
      query: { ...viewQuery, ...runQuery },
      status: 200,
      async handle(ctx) {
        const { poll, seat, view } = await seen(parts, ctx)
        const earlier = await earlierOf(parts, ctx, poll, view)
        const told = earlier
          ? earlier.poll.result && { result: earlier.poll.result, detail: earlier.detail }
          : found(await polls.result(poll.id, seat), 'poll-not-found')
        if (!told || told === 'hidden')
          return refuseWith({ code: 'key-missing', detail: 'the result is hidden' })
        ctx.body = { ...told.result, ...told.detail }
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
        const { poll, seat } = await seen(parts, ctx)
        if (!(await openStream(ctx, streams, { kind: 'poll', id: poll.id }, seat)))
          refuseWith({ code: 'poll-not-found' })
      },
    }),
  ]
}
