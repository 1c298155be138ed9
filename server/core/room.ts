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

/** The public does not see that a draft exists, not even in the moment in which it goes on air. */
export function viewRoom(room: Room, view: View): Room {
  if (view === 'full') return room
  const items = room.items.filter((item) => item.status !== 'draft')
  const onAir = items.some((item) => item.id === room.onAir) ? room.onAir : null
  return { ...room, onAir, items }
}
