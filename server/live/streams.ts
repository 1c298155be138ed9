import type { ItemId, RoomCode } from '#core/ids'
import { viewFrom, type Seat } from '#core/poll'
import { topicKey, type Topic } from '#core/update'
import { goneFrame, together, updateFrame, type Frame } from './frame.ts'
import type { Channel, Hub, Reader } from './hub.ts'
import type { State } from './news.ts'
import type { Presence } from './presence.ts'

const channelName = (topic: Topic, seat: Seat): string => `${topicKey(topic)}/${seat}`

const topicOf = (key: string): Topic => {
  const cut = key.indexOf(':')
  return { kind: key.slice(0, cut) as Topic['kind'], id: key.slice(cut + 1) }
}

const views: readonly Seat[] = ['public', 'full']

/** What the streams ask of the parts that hold state. */
export interface Sources {
  state(topic: Topic): State | undefined
  /** Brings a topic into memory. */
  load(topic: Topic): Promise<unknown>
  onAir(room: RoomCode): ItemId | null | undefined
  items(room: RoomCode): { kind: 'poll' | 'match'; id: ItemId }[]
}

/**
 * Which stream carries which topics. A poll's and a match's stream carry itself; a room's stream
 * carries the room and its item on air, or all its items for the host. Every topic is encoded once
 * per version and view, whoever reads it and wherever.
 */
export class Streams {
  readonly #hub: Hub
  readonly #sources: Sources
  readonly #presence: Presence
  readonly #epoch: string
  readonly #frames = new Map<string, { version: number; frame: Frame }>()
  /** The streams to which each frame has gone. */
  readonly #told = new WeakMap<Frame, Set<string>>()
  /** From where each stream is or was watched. */
  readonly #seats = new Map<string, Set<Seat>>()
  /** The item that a room's public stream last carried. */
  readonly #aired = new Map<RoomCode, ItemId | null>()

  constructor(options: { hub: Hub; sources: Sources; presence: Presence; epoch: string }) {
    this.#hub = options.hub
    this.#sources = options.sources
    this.#presence = options.presence
    this.#epoch = options.epoch
  }

  /** Brings what a stream carries into memory. */
  async prepare(topic: Topic, seat: Seat): Promise<void> {
    await this.#sources.load(topic)
    for (const carried of this.#carriedBy(topic, seat)) await this.#sources.load(carried)
    if (topic.kind === 'room') await this.#presence.load(topic.id)
  }

  /** Is there such a topic? To be asked in the turn of the event loop that joins: it may be erased. */
  has(topic: Topic): boolean {
    return this.#sources.state(topic) !== undefined
  }

  /** Opens a prepared stream for a reader; returns how it leaves. */
  join(topic: Topic, seat: Seat, reader: Reader): () => void {
    const first = topic.kind === 'room' && this.connected(topic.id) === 0
    const seats = this.#seats.get(topicKey(topic)) ?? new Set(views)
    this.#seats.set(topicKey(topic), seats.add(seat))
    const leave = this.#hub.join(this.#channel(topic, seat), reader)
    if (topic.kind !== 'room') return leave
    // Only for the first: others may still have to hear what went on air just now.
    if (first) this.#aired.set(topic.id, this.#sources.onAir(topic.id) ?? null)
    for (const item of this.#carriedBy(topic, seat))
      if (!this.#sources.state(item)) this.#bring(item)
    this.#presence.changed(topic.id)
    return () => {
      leave()
      this.#presence.changed(topic.id)
    }
  }

  connected(room: RoomCode): number {
    return this.#watchers({ kind: 'room', id: room })
  }

  watched(topic: Topic): boolean {
    const room = this.#sources.state(topic)?.room
    return this.#watchers(topic) > 0 || (room !== undefined && this.connected(room) > 0)
  }

  /** Sends a topic's newest state to every stream that carries it. */
  tell(topic: Topic): void {
    const room = this.#sources.state(topic)?.room
    const aired = topic.kind === 'room' ? this.#newOnAir(topic.id) : undefined
    for (const { stream, seat } of this.#carriers(topic, room)) {
      const name = channelName(stream, seat)
      if (this.#hub.watchers(name) === 0) continue
      const news = aired && seat !== 'full' ? [topic, aired] : [topic]
      const frames = news.flatMap((each) => this.#frame(each, seat) ?? [])
      if (frames.length === 0 || (!aired && this.#wasTold(frames, name))) continue
      // In one write: a second one in the same turn would find the first still on its way.
      this.#hub.publish(name, together(frames))
    }
  }

  tellPresence(room: RoomCode, frame: Frame): void {
    const stream: Topic = { kind: 'room', id: room }
    for (const seat of this.#seatsOf(stream)) this.#hub.publish(channelName(stream, seat), frame)
  }

  /** Tells that a topic is gone; its own streams end with that. `room` is where it hung. */
  gone(topic: Topic, room: RoomCode): void {
    const frame = goneFrame({ kind: topic.kind, id: topic.id, gone: true })
    for (const { stream, seat } of this.#carriers(topic, room)) {
      const name = channelName(stream, seat)
      if (stream === topic) this.#hub.finish(name, frame)
      else this.#hub.publish(name, frame)
    }
    for (const view of views) this.#frames.delete(channelName(topic, view))
    this.#seats.delete(topicKey(topic))
    if (topic.kind !== 'room') return
    this.#aired.delete(topic.id)
    this.#presence.forget(topic.id)
  }

  /** Lets go of what belongs to topics that are not in memory any more, and to rooms nobody watches. */
  sweep(): void {
    for (const name of this.#frames.keys())
      if (!this.#sources.state(topicOf(name.slice(0, name.lastIndexOf('/')))))
        this.#frames.delete(name)
    for (const key of this.#seats.keys())
      if (this.#watchers(topicOf(key)) === 0) this.#seats.delete(key)
    for (const room of this.#aired.keys()) if (this.connected(room) === 0) this.#aired.delete(room)
    this.#presence.sweep()
  }

  #channel(topic: Topic, seat: Seat): Channel {
    return {
      name: channelName(topic, seat),
      snapshot: () => {
        const carried = [topic, ...this.#carriedBy(topic, seat)]
        const frames = carried.flatMap((each) => this.#frame(each, seat) ?? [])
        return topic.kind === 'room' ? [...frames, this.#presence.frame(topic.id)] : frames
      },
    }
  }

  /** Told again, the public could tell from when that somebody else was told something new. */
  #wasTold([frame]: Frame[], name: string): boolean {
    if (!frame) return false
    const names = this.#told.get(frame) ?? new Set()
    const was = names.has(name)
    this.#told.set(frame, names.add(name))
    return was
  }

  #seatsOf(stream: Topic): Iterable<Seat> {
    return this.#seats.get(topicKey(stream)) ?? []
  }

  #watchers(stream: Topic): number {
    let watchers = 0
    for (const seat of this.#seatsOf(stream))
      watchers += this.#hub.watchers(channelName(stream, seat))
    return watchers
  }

  /** The streams that carry a topic, and the seats from which it is seen. */
  #carriers(topic: Topic, room: RoomCode | undefined): { stream: Topic; seat: Seat }[] {
    const own = [...this.#seatsOf(topic)].map((seat) => ({ stream: topic, seat }))
    if (topic.kind === 'room' || room === undefined) return own
    const stream: Topic = { kind: 'room', id: room }
    const seats = [...this.#seatsOf(stream)].filter((seat) => this.#carries(room, seat, topic.id))
    return [...own, ...seats.map((seat) => ({ stream, seat }))]
  }

  #carriedBy(topic: Topic, seat: Seat): Topic[] {
    if (topic.kind !== 'room') return []
    return this.#sources.items(topic.id).filter(({ id }) => this.#carries(topic.id, seat, id))
  }

  #carries(room: RoomCode, seat: Seat, item: ItemId): boolean {
    return seat === 'full' || this.#sources.onAir(room) === item
  }

  /** The item that went on air since the room was last told: its state goes out with that news. */
  #newOnAir(room: RoomCode): Topic | undefined {
    const onAir = this.#sources.onAir(room) ?? null
    if (this.connected(room) === 0 || this.#aired.get(room) === onAir) return undefined
    this.#aired.set(room, onAir)
    const item = this.#sources.items(room).find(({ id }) => id === onAir)
    if (item && !this.#sources.state(item)) this.#bring(item)
    return item
  }

  /** Tells an item as soon as it is in memory. If it cannot be read now, its next change tells it. */
  #bring(item: Topic): void {
    this.#sources.load(item).then(
      () => this.tell(item),
      () => undefined,
    )
  }

  #frame(topic: Topic, seat: Seat): Frame | undefined {
    const state = this.#sources.state(topic)
    const view = state && viewFrom(seat, { ...topic, ...state })
    if (!state || !view || (state.draft && seat !== 'full')) return undefined
    const name = channelName(topic, view)
    const known = this.#frames.get(name)
    const { version, update } = state.see(view)
    if (known?.version === version) return known.frame
    const frame = updateFrame(update(), this.#epoch, version)
    this.#frames.set(name, { version, frame })
    return frame
  }
}
