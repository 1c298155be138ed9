import { foldRoomCode, type RoomCode } from '#core/ids'
import type { Match } from '#core/match'
import { audienceOf, voterSeat, type Poll, type Seat } from '#core/poll'
import { isFull, type Room } from '#core/room'
import type { Context } from './context.ts'
import { found } from './input.ts'
import { viewAsked } from './keys.ts'
import type { Parts } from './parts.ts'
import { refuseWith } from './problems.ts'

// What the path names: the thing itself, or the request ends saying that it is not there.

/** Its code is folded, as a person may have typed it. */
export async function roomOf({ live }: Parts, ctx: Context): Promise<Room> {
  const code = found(foldRoomCode(ctx.params['code'] ?? ''), 'room-not-found')
  return found(await live.rooms.get(code), 'room-not-found')
}

export const pollOf = async ({ live }: Parts, ctx: Context): Promise<Poll> =>
  found(await live.polls.get(ctx.params['id'] ?? ''), 'poll-not-found')

export const matchOf = async ({ live }: Parts, ctx: Context): Promise<Match> =>
  found(await live.matches.get(ctx.params['id'] ?? ''), 'match-not-found')

export const runQuery = { run: 'A run of the poll, by its number; absent: the present one' }

/** The run that `?run=` names, or the present one. */
export function runNamed(ctx: Context, poll: Poll): number {
  const named = [ctx.query['run']].flat()[0] ?? String(poll.run)
  const isRun = /^[1-9]\d{0,8}$/.test(named) && Number(named) <= poll.run
  return found(isRun ? Number(named) : undefined, 'poll-not-found')
}

/**
 * Where whoever asks sits in a room: with the host, with those who voted in this poll where that
 * matters, or with everybody.
 */
export async function seatOf(
  { access, live }: Parts,
  ctx: Context,
  room: RoomCode,
  poll: Poll | undefined,
): Promise<Seat> {
  const view = await access.view(ctx, room)
  const { device } = ctx.state
  const mayHaveVoted = view === 'public' && device !== undefined && viewAsked(ctx) !== 'public'
  if (!mayHaveVoted || !poll || audienceOf(poll) !== 'voters') return view
  const { id, run } = poll
  return (await live.polls.ballot(id, device, run)) ? voterSeat(id, run) : view
}

// The same for the host only.

export async function hostedRoom(parts: Parts, ctx: Context): Promise<Room> {
  const room = await roomOf(parts, ctx)
  await parts.access.host(ctx, room.code)
  return room
}

/** A room that takes one more item. */
export async function openRoom(parts: Parts, ctx: Context): Promise<Room> {
  const room = await hostedRoom(parts, ctx)
  parts.limits.item()
  if (isFull(room))
    refuseWith({ code: 'body-invalid', detail: 'the room is full: take some items out' })
  return room
}

export async function hostedPoll(parts: Parts, ctx: Context): Promise<Poll> {
  const poll = await pollOf(parts, ctx)
  await parts.access.host(ctx, poll.room)
  return poll
}

export async function hostedMatch(parts: Parts, ctx: Context): Promise<Match> {
  const match = await matchOf(parts, ctx)
  await parts.access.host(ctx, match.room)
  return match
}
