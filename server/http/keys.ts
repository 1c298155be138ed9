import type { RoomCode } from '#core/ids'
import type { View } from '#core/poll'
import type { Poster } from '../live/batch.ts'
import type { Keys } from '../live/keys.ts'
import type { StoredKey } from '../live/store.ts'
import type { Context } from './context.ts'
import { refuseWith } from './problems.ts'

/** Says what whoever asks may do: by `Authorization: Bearer`, or by what their device has claimed. */
export class Access {
  readonly #keys: Keys

  constructor(keys: Keys) {
    this.#keys = keys
  }

  /** Ends the request unless the room's host asks. */
  async host(ctx: Context, room: RoomCode): Promise<void> {
    const held = await this.#held(ctx, room)
    if (!held.some((key) => opensRoom(key, room))) this.#refuse(held)
  }

  /** The match's officials that may be asking, or its room's host; ends the request for others. */
  async posters(ctx: Context, room: RoomCode, match: string): Promise<Poster[]> {
    const held = await this.#held(ctx, room)
    if (held.some((key) => opensRoom(key, room))) return [{ official: null, scopes: ['head'] }]
    const posters = held.flatMap(({ id, opens }) =>
      opens.kind === 'official' && opens.match === match
        ? [{ official: id, scopes: opens.scopes }]
        : [],
    )
    return posters.length > 0 ? posters : this.#refuse(held)
  }

  /**
   * Reads are public unless the room's host key comes with them, or the device's claim is called
   * upon by `?view=host`. `?view=public` is public whoever asks: a projector in the host's own
   * browser must not show what is hidden.
   */
  async view(ctx: Context, room: RoomCode): Promise<View> {
    const asked = viewAsked(ctx)
    const bearer = bearerOf(ctx)
    if (asked === 'public' || (asked !== 'host' && bearer === undefined)) return 'public'
    const held = await this.#held(ctx, room)
    if (held.some((key) => opensRoom(key, room))) return 'full'
    if (asked !== 'host') return 'public'
    return refuseWith({ code: bearer === undefined ? 'key-missing' : 'key-wrong' })
  }

  /** The keys that this request may use in this room: the one it sends, or its device's claims. */
  async #held(ctx: Context, room: RoomCode): Promise<StoredKey[]> {
    const bearer = bearerOf(ctx)
    if (bearer !== undefined) {
      const key = await this.#keys.find(bearer)
      return key ? [key] : refuseWith({ code: 'key-wrong' })
    }
    return ctx.state.device === undefined ? [] : this.#keys.claimed(ctx.state.device, room)
  }

  #refuse(held: StoredKey[]): never {
    return refuseWith({ code: held.length === 0 ? 'key-missing' : 'key-wrong' })
  }
}

/** The view that a request names; whoever names both is shown less. */
export function viewAsked(ctx: Context): string | undefined {
  const views = [ctx.query['view']].flat()
  return views.includes('public') ? 'public' : views[0]
}

const opensRoom = (key: StoredKey, room: RoomCode): boolean =>
  key.opens.kind === 'host' && key.room === room

export function bearerOf(ctx: Context): string | undefined {
  const [scheme, key, ...rest] = ctx.get('Authorization').split(' ')
  return scheme?.toLowerCase() === 'bearer' && key && rest.length === 0 ? key : undefined
}
