import type { MatchView } from '#core/match'
import type { PollView } from '#core/poll'
import type { Room } from '#core/room'
import { topicKey, type Topic, type Update } from '#core/update'

interface Shown {
  room: Room
  poll: PollView
  match: MatchView
}

/**
 * The newest of every topic that a stream has told of. Frames are the whole state, so only the newest
 * counts; one that is older than what is shown (a slow proxy, a reopened stream) is dropped.
 */
export class Topics {
  // Replaced whole by every frame: a handful of topics, and no proxy over what they hold.
  #shown = $state.raw<ReadonlyMap<string, Update>>(new Map())
  #marks = new Map<string, { epoch: string; version: number }>()

  room(code: string): Room | undefined {
    return this.#of('room', code)
  }

  poll(id: string | null): PollView | undefined {
    return this.#of('poll', id)
  }

  match(id: string | null): MatchView | undefined {
    return this.#of('match', id)
  }

  isGone(topic: Topic): boolean {
    const update = this.#shown.get(topicKey(topic))
    return update !== undefined && 'gone' in update
  }

  take(update: Update, id: string): void {
    const key = keyOf(update)
    // What is gone has no version: the id that comes with the news is that of another topic's frame.
    if ('gone' in update) this.#marks.delete(key)
    else if (!this.#advance(key, id)) return
    this.#shown = new Map(this.#shown).set(key, update)
  }

  #of<K extends Topic['kind']>(kind: K, id: string | null): Shown[K] | undefined {
    const update = this.#shown.get(topicKey({ kind, id: id ?? '' }))
    return update && kind in update ? (update as unknown as Shown)[kind] : undefined
  }

  /** Is this frame as new as what is shown? An equal version is: a reopened stream begins with it. */
  #advance(key: string, id: string): boolean {
    const cut = id.lastIndexOf('-')
    const mark = { epoch: id.slice(0, cut), version: Number(id.slice(cut + 1)) }
    const last = this.#marks.get(key)
    if (last && last.epoch === mark.epoch && mark.version < last.version) return false
    this.#marks.set(key, mark)
    return true
  }
}

function keyOf(update: Update): string {
  if ('gone' in update) return topicKey(update)
  if (update.kind === 'room') return topicKey({ kind: 'room', id: update.room.code })
  const { id } = update.kind === 'poll' ? update.poll : update.match
  return topicKey({ kind: update.kind, id })
}
