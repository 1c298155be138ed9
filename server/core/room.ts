import type { Instant, ItemId, RoomCode } from './ids.ts'
import type { MatchStatus } from './match.ts'
import type { PollStatus, View } from './poll.ts'

export type Item =
  | { kind: 'poll'; id: ItemId; title: string; status: PollStatus }
  | { kind: 'match'; id: ItemId; title: string; status: MatchStatus }

/** A room, stored and travelling in one shape. */
export interface Room {
  code: RoomCode
  title: string
  version: number
  /** The item that the room's screen shows. */
  onAir: ItemId | null
  items: Item[]
  notice: { text: string; at: Instant } | null
}

/** More is no gathering: every change of a room tells all its items to everybody in it. */
const mostItems = 200

export const isFull = (room: Room): boolean => room.items.length >= mostItems

/** The public does not see that a draft exists. */
export const viewRoom = (room: Room, view: View): Room =>
  view === 'full' ? room : { ...room, items: room.items.filter((item) => item.status !== 'draft') }
