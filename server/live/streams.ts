import type { ItemId, RoomCode } from '#core/ids'
import type { Seat } from '#core/poll'
import { topicKey, type Topic } from '#core/update'
import { Encodings } from './encodings.ts'
import { goneFrame, type Frame } from './frame.ts'
import type { Hub } from './hub.ts'
import type { State } from './news.ts'
import type { Presence } from './presence.ts'
import type { Reader } from './reader.ts'
import { StreamChannel } from './stream-channel.ts'

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
  readonly #encodings: Encodings
  /** Of each stream that is watched, the seats from which it is. */
  readonly #channels = new Map<string, Map<Seat, StreamChannel>>()

  constructor(options: { hub: Hub; sources: Sources; presence: Presence; epoch: string }) {
    this.#hub = options.hub
    this.#sources = options.sources
    this.#presence = options.presence
    const { state } = options.sources
    this.#encodings = new Encodings({ state, epoch: options.epoch })
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
    const channel = this.#channel(topic, seat)
    this.#hub.join(channel, reader)
    for (const item of this.#carriedBy(topic, seat))
      if (!this.#sources.state(item)) {
        channel.told.delete(topicKey(item))
        this.#bring(item)
      }
    return () => this.#hub.leave(reader)
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
    for (const channel of this.#carriers(topic, this.#sources.state(topic)?.room))
      this.#hub.publish(channel, topicKey(topic), () => this.#news(channel, topic))
  }

  tellPresence(room: RoomCode): void {
    for (const channel of this.#channelsOf({ kind: 'room', id: room }))
      this.#hub.publish(channel, 'presence', () => [this.#presence.frame(room)])
  }

  /** Tells that a topic is gone; its own streams end with that. `room` is where it hung. */
  gone(topic: Topic, room: RoomCode): void {
    const frame = goneFrame({ kind: topic.kind, id: topic.id, gone: true })
    for (const channel of this.#carriers(topic, room))
      if (channel.stream.kind === topic.kind) this.#hub.finish(channel, frame)
      else {
        channel.told.delete(topicKey(topic))
        this.#hub.publish(channel, topicKey(topic), () => [frame])
      }
    this.#channels.delete(topicKey(topic))
    this.#encodings.forget(topic)
    if (topic.kind === 'room') this.#presence.forget(topic.id)
  }

  /** Lets go of what belongs to topics that are not in memory any more, and to rooms nobody watches. */
  sweep(): void {
    this.#encodings.sweep()
    this.#presence.sweep()
  }

  /** All that a stream tells, as it is now. */
  #snapshot(channel: StreamChannel): Frame[] {
    const { stream, seat } = channel
    // Whoever opens with another item than the others has must be told even if that comes back.
    if (stream.kind === 'room' && channel.aired !== (this.#sources.onAir(stream.id) ?? null))
      channel.aired = undefined
    const carried = [stream, ...this.#carriedBy(stream, seat)]
    const frames = carried.flatMap((topic) => this.#encodings.of(topic, seat) ?? [])
    return stream.kind === 'room' ? [...frames, this.#presence.frame(stream.id)] : frames
  }

  #crowdChanged({ stream, seat, readers }: StreamChannel): void {
    const seats = this.#channels.get(topicKey(stream))
    if (readers.size === 0) seats?.delete(seat)
    if (seats?.size === 0) this.#channels.delete(topicKey(stream))
    if (stream.kind === 'room') this.#presence.changed(stream.id)
  }

  #channel(stream: Topic, seat: Seat): StreamChannel {
    const seats = this.#channels.get(topicKey(stream)) ?? new Map<Seat, StreamChannel>()
    const known = seats.get(seat)
    if (known) return known
    const channel = new StreamChannel(stream, seat, {
      snapshot: (of) => this.#snapshot(of),
      crowdChanged: (of) => this.#crowdChanged(of),
    })
    if (stream.kind === 'room') channel.aired = this.#sources.onAir(stream.id) ?? null
    this.#channels.set(topicKey(stream), seats.set(seat, channel))
    return channel
  }

  /** What a topic's change is on a channel, now that it goes out: often nothing to be seen from there. */
  #news(channel: StreamChannel, topic: Topic): Frame[] {
    const { stream, seat } = channel
    // What has gone off air meanwhile is not carried any more.
    if (
      stream.kind === 'room' &&
      topic.kind !== 'room' &&
      !this.#carries(stream.id, seat, topic.id)
    )
      return []
    // First, since it may throw: then neither counts as told.
    const aired = this.#airedOn(channel, topic)
    return [...this.#untold(channel, topic), ...aired]
  }

  /** Told again, the public could tell from when that somebody else was told something new. */
  #untold(channel: StreamChannel, topic: Topic): Frame[] {
    const frame = this.#encodings.of(topic, channel.seat)
    if (!frame || channel.told.get(topicKey(topic)) === frame) return []
    channel.told.set(topicKey(topic), frame)
    return [frame]
  }

  /** With the news of a room goes the state of the item that went on air since it was last told. */
  #airedOn(channel: StreamChannel, { kind, id: room }: Topic): Frame[] {
    const onAir = kind === 'room' ? (this.#sources.onAir(room) ?? null) : channel.aired
    if (channel.aired === onAir || channel.seat === 'full') return []
    const item = this.#sources.items(room).find(({ id }) => id === onAir)
    if (item && !this.#sources.state(item)) this.#bring(item)
    if (item) channel.told.delete(topicKey(item))
    const frames = item ? this.#untold(channel, item) : []
    channel.aired = onAir
    return frames
  }

  #channelsOf(stream: Topic): StreamChannel[] {
    return [...(this.#channels.get(topicKey(stream))?.values() ?? [])]
  }

  #watchers(stream: Topic): number {
    return this.#channelsOf(stream).reduce((sum, { readers }) => sum + readers.size, 0)
  }

  /** The channels on which a topic is told. */
  #carriers(topic: Topic, room: RoomCode | undefined): StreamChannel[] {
    const own = this.#channelsOf(topic)
    if (topic.kind === 'room' || room === undefined) return own
    const of = this.#channelsOf({ kind: 'room', id: room })
    return [...own, ...of.filter(({ seat }) => this.#carries(room, seat, topic.id))]
  }

  #carriedBy(topic: Topic, seat: Seat): Topic[] {
    if (topic.kind !== 'room') return []
    return this.#sources.items(topic.id).filter(({ id }) => this.#carries(topic.id, seat, id))
  }

  #carries(room: RoomCode, seat: Seat, item: ItemId): boolean {
    return seat === 'full' || this.#sources.onAir(room) === item
  }

  /** Tells an item as soon as it is in memory. If it cannot be read now, its next change tells it. */
  #bring(item: Topic): void {
    this.#sources.load(item).then(
      () => this.tell(item),
      () => undefined,
    )
  }
}
