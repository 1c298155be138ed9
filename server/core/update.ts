import type { ItemId, RoomCode } from './ids.ts'
import type { MatchView } from './match.ts'
import type { PollView } from './poll.ts'
import type { Room } from './room.ts'

/** What a stream carries news of: a room by its code, a poll or a match by its id. */
export type Topic =
  | { kind: 'room'; id: RoomCode }
  | { kind: 'poll'; id: ItemId }
  | { kind: 'match'; id: ItemId }

export const topicKey = (topic: Topic): string => `${topic.kind}:${topic.id}`

/** The data of one `event: update` frame: the whole small state of its topic, or that it is gone. */
export type Update =
  | { kind: 'room'; room: Room }
  | { kind: 'poll'; poll: PollView }
  | { kind: 'match'; match: MatchView }
  | { kind: Topic['kind']; id: string; gone: true }

/** `event: presence`: open streams, and devices that ever opened the room's join page. */
export interface Presence {
  connected: number
  joined: number
}
