import { fraction, type RandomBytes } from '#core/ids'
import type { Topic } from '#core/update'
import { Broadcaster } from './broadcaster.ts'
import { Hub } from './hub.ts'
import { Keys } from './keys.ts'
import { Matches } from './matches.ts'
import type { News, State } from './news.ts'
import { Polls } from './polls.ts'
import { Presence } from './presence.ts'
import { Rooms } from './rooms.ts'
import { Runs } from './runs.ts'
import type { Store } from './store.ts'
import { Streams, type Sources } from './streams.ts'
import type { Time } from './time.ts'

const sweepMs = 60_000

export interface Live {
  rooms: Rooms
  polls: Polls
  runs: Runs
  matches: Matches
  keys: Keys
  presence: Presence
  streams: Streams
  hub: Hub
  /** Stops looking after memory; open streams are the hub's to drain. */
  close(): void
}

/** What rooms, polls and matches have in common: they are looked up by the id of a topic. */
interface Part {
  peek(id: string): State | undefined
  get(id: string): Promise<unknown>
  drop(id: string): void
}

/** The live state of one process, wired: what changes is told to the broadcaster, and by it to streams. */
export function createLive(options: {
  store: Store
  time: Time
  random: RandomBytes
  hash: (key: string) => string
  epoch: string
  /** Takes note that news could not be told; what it was about is on disk all the same. */
  untold: (error: unknown) => void
}): Live {
  const { store, time, random, hash, epoch, untold } = options
  const hub = new Hub({ time, random: () => fraction(random), failed: untold })
  const presence: Presence = new Presence({
    store,
    time,
    connected: (room) => streams.connected(room),
    publish: (room) => streams.tellPresence(room),
  })
  const sources: Sources = {
    state: (topic) => partOf(topic).peek(topic.id),
    load: (topic) => partOf(topic).get(topic.id),
    onAir: (room) => rooms.onAir(room),
    items: (room) => rooms.itemsOf(room),
  }
  const streams = new Streams({ hub, sources, presence, epoch })
  const broadcaster = new Broadcaster({
    time,
    tell: (topic) => streams.tell(topic),
    spentMs: () => hub.spentMs,
    failed: untold,
  })
  const news: News = {
    changed: (topic, urgent) => broadcaster.changed(topic, urgent),
    gone(topic, room) {
      broadcaster.forget(topic)
      streams.gone(topic, room)
      partOf(topic).drop(topic.id)
    },
    room: (room) => rooms.apply(room),
    poll: (stored) => polls.apply(stored),
  }
  const keys = new Keys({ store, time, random, hash })
  const polls = new Polls({ store, news, time, random })
  const runs = new Runs(store)
  const matches = new Matches({ store, news, time, random })
  const rooms = new Rooms({ store, news, time, random, keys })
  const parts: Record<Topic['kind'], Part> = { room: rooms, poll: polls, match: matches }
  const partOf = (topic: Topic): Part => parts[topic.kind]

  // What it waits for is a timer's affair; what fails is tried again.
  void polls.start()

  function sweep(): void {
    const held = (kind: Topic['kind']) => (id: string) => streams.watched({ kind, id })
    polls.sweep(held('poll'))
    matches.sweep(held('match'))
    rooms.sweep(held('room'))
    runs.sweep()
    streams.sweep()
    stop = time.after(sweepMs, sweep)
  }
  let stop = time.after(sweepMs, sweep)
  function close(): void {
    stop()
    polls.stop()
  }

  return { rooms, polls, runs, matches, keys, presence, streams, hub, close }
}
