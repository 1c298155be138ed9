import type { ItemId, RoomCode } from '#core/ids'
import type { View } from '#core/poll'
import { topicKey, type Topic } from '#core/update'
import { goneFrame, together, updateFrame, type Frame } from './frame.ts'
import type { Channel, Hub, Reader } from './hub.ts'
import type { State } from './news.ts'
import type { Presence } from './presence.ts'

const views: View[] = ['public', 'full']

const channelName = (topic: Topic, view: View): string => `${topicKey(topic)}/${view}`

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
  /** The item that a room's public stream last carried. */
  readonly #aired = new Map<RoomCode, ItemId | null>()

  constructor(options: { hub: Hub; sources: Sources; presence: Presence; epoch: string }) {
    this.#hub = options.hub
    this.#sources = options.sources
    this.#presence = options.presence
    this.#epoch = options.epoch
  }

  /** Brings what a stream carries into memory. */
  async prepare(topic: Topic, view: View): Promise<void> {
    await this.#sources.load(topic)
    for (const carried of this.#carriedBy(topic, view)) await this.#sources.load(carried)
    if (topic.kind === 'room') await this.#presence.load(topic.id)
  }

  /** Is there such a topic? To be asked in the turn of the event loop that joins: it may be erased. */
  has(topic: Topic): boolean {
    return this.#sources.state(topic) !== undefined
  }

  /** Opens a prepared stream for a reader; returns how it leaves. */
  join(topic: Topic, view: View, reader: Reader): () => void {
    const first = topic.kind === 'room' && this.connected(topic.id) === 0
    const leave = this.#hub.join(this.#channel(topic, view), reader)
    if (topic.kind !== 'room') return leave
    // Only for the first: others may still have to hear what went on air just now.
    if (first) this.#aired.set(topic.id, this.#sources.onAir(topic.id) ?? null)
    for (const item of this.#carriedBy(topic, view))
      if (!this.#sources.state(item)) this.#bring(item)
    this.#presence.changed(topic.id)
    return () => {
      leave()
      this.#presence.changed(topic.id)
    }
  }

  connected(room: RoomCode): number {
    return views.reduce(
      (sum, view) => sum + this.#hub.watchers(channelName({ kind: 'room', id: room }, view)),
      0,
    )
  }

  watched(topic: Topic): boolean {
    const room = this.#sources.state(topic)?.room
    return (
      views.some((view) => this.#hub.watchers(channelName(topic, view)) > 0) ||
      (room !== undefined && this.connected(room) > 0)
    )
  }

  /** Sends a topic's newest state to every stream that carries it. */
  tell(topic: Topic): void {
    const room = this.#sources.state(topic)?.room
    const aired = topic.kind === 'room' ? this.#newOnAir(topic.id) : undefined
    for (const view of views) {
      const watched = this.#carriers(topic, view, room).filter(
        (name) => this.#hub.watchers(name) > 0,
      )
      if (watched.length === 0) continue
      const news = aired && view === 'public' ? [topic, aired] : [topic]
      const frames = news.flatMap((each) => this.#frame(each, view) ?? [])
      // In one write: a second one in the same turn would find the first still on its way.
      const frame = frames.length > 0 ? together(frames) : undefined
      if (frame) for (const name of watched) this.#hub.publish(name, frame)
    }
  }

  tellPresence(room: RoomCode, frame: Frame): void {
    for (const view of views)
      this.#hub.publish(channelName({ kind: 'room', id: room }, view), frame)
  }

  /** Tells that a topic is gone; its own streams end with that. `room` is where it hung. */
  gone(topic: Topic, room: RoomCode): void {
    const frame = goneFrame({ kind: topic.kind, id: topic.id, gone: true })
    for (const view of views) {
      const [own = '', ...others] = this.#carriers(topic, view, room)
      this.#frames.delete(own)
      this.#hub.finish(own, frame)
      for (const name of others) this.#hub.publish(name, frame)
    }
    if (topic.kind !== 'room') return
    this.#aired.delete(topic.id)
    this.#presence.forget(topic.id)
  }

  /** Lets go of what belongs to topics that are not in memory any more, and to rooms nobody watches. */
  sweep(): void {
    for (const name of this.#frames.keys()) {
      const [kind, id] = name.slice(0, name.lastIndexOf('/')).split(':') as [Topic['kind'], string]
      if (!this.#sources.state({ kind, id })) this.#frames.delete(name)
    }
    for (const room of this.#aired.keys()) if (this.connected(room) === 0) this.#aired.delete(room)
    this.#presence.sweep()
  }

  #channel(topic: Topic, view: View): Channel {
    return {
      name: channelName(topic, view),
      snapshot: () => {
        const carried = [topic, ...this.#carriedBy(topic, view)]
        const frames = carried.flatMap((each) => this.#frame(each, view) ?? [])
        return topic.kind === 'room' ? [...frames, this.#presence.frame(topic.id)] : frames
      },
    }
  }

  /** The channels that carry a topic, its own first. */
  #carriers(topic: Topic, view: View, room: RoomCode | undefined): string[] {
    const own = channelName(topic, view)
    return topic.kind !== 'room' && room !== undefined && this.#carries(room, view, topic.id)
      ? [own, channelName({ kind: 'room', id: room }, view)]
      : [own]
  }

  #carriedBy(topic: Topic, view: View): Topic[] {
    if (topic.kind !== 'room') return []
    return this.#sources.items(topic.id).filter(({ id }) => this.#carries(topic.id, view, id))
  }

  #carries(room: RoomCode, view: View, item: ItemId): boolean {
    return view === 'full' || this.#sources.onAir(room) === item
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

  #frame(topic: Topic, view: View): Frame | undefined {
    const state = this.#sources.state(topic)
    if (!state || (state.draft && view === 'public')) return undefined
    const name = channelName(topic, state.alike ? 'full' : view)
    const known = this.#frames.get(name)
    if (known?.version === state.version) return known.frame
    const frame = updateFrame(state.update(view), this.#epoch, state.version)
    this.#frames.set(name, { version: state.version, frame })
    return frame
  }
}
