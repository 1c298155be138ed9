import type { RoomCode } from '#core/ids'
import type { MatchView } from '#core/match'
import { api } from '#core/paths'
import type { PollView } from '#core/poll'
import type { Room } from '#core/room'
import { Caller } from './caller.ts'
import { Crowd } from './crowd.ts'

/** A room with a match, a poll on who wins it, and the host who runs it. */
export interface Hall {
  code: RoomCode
  host: Caller
  hostKey: string
  /** Where phones join. */
  join: string
  match: MatchView
  poll: PollView
  /** Nobody has come yet. */
  crowd: Crowd
}

export async function openHall(
  origin: string,
  fixture: { sport: string; title: string; sides: { name: string }[] },
): Promise<Hall> {
  const made = await new Caller({ origin }).post<{
    room: Room
    hostKey: string
    links: { join: string }
  }>(api.rooms, { title: fixture.title })
  const { room, hostKey, links } = made
  const host = new Caller({ origin, key: hostKey })
  const { match } = await host.post<{ match: MatchView }>(api.roomMatches(room.code), fixture)
  const { poll } = await host.post<{ poll: PollView }>(api.roomPolls(room.code), {
    question: 'Who wins?',
    kind: 'single',
    options: fixture.sides.map((side) => side.name),
    status: 'open',
  })
  const crowd = new Crowd({ origin, room: room.code, poll })
  return { code: room.code, host, hostKey, join: links.join, match, poll, crowd }
}

export const putOnAir = ({ host, code }: Hall, { id }: { id: string }): Promise<unknown> =>
  host.patch(api.room(code), { onAir: id })
