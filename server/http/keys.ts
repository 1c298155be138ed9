import type { RoomCode } from '#core/ids'
import type { View } from '#core/poll'
import type { Scope } from '#core/scopes'
import type { Keys } from '../live/keys.ts'
import type { StoredKey } from '../live/store.ts'
import type { Context } from './context.ts'
import { refuseWith } from './problems.ts'

/** Who posts to a match: the host may do everything; `official` is null for the host. */
export interface Poster {
  official: string | null
  scopes: Scope[]
}

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

  /** The match's official, or the room's host; ends the request for anybody else. */
  async poster(ctx: Context, room: RoomCode, match: string): Promise<Poster> {
    const held = await this.#held(ctx, room)
    if (held.some((key) => opensRoom(key, room))) return { official: null, scopes: ['head'] }
    for (const { id, opens } of held)
      if (opens.kind === 'official' && opens.match === match)
        return { official: id, scopes: opens.scopes }
    return this.#refuse(held)
  }

  /**
   * Reads are public unless the room's host key comes with them, or the device's claim is called
   * upon by `?view=host`. `?view=public` is public whoever asks: a projector in the host's own
   * browser must not show what is hidden.
   */
  async view(ctx: Context, room: RoomCode): Promise<View> {
    if (ctx.query['view'] === 'public') return 'public'
    const bearer = bearerOf(ctx)
    if (ctx.query['view'] !== 'host' && bearer === undefined) return 'public'
    const held = await this.#held(ctx, room)
    if (held.some((key) => opensRoom(key, room))) return 'full'
    return ctx.query['view'] === 'host' ? this.#refuse(held) : 'public'
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

const opensRoom = (key: StoredKey, room: RoomCode): boolean =>
  key.opens.kind === 'host' && key.room === room

export function bearerOf(ctx: Context): string | undefined {
  const [scheme, key, ...rest] = ctx.get('Authorization').split(' ')
  return scheme?.toLowerCase() === 'bearer' && key && rest.length === 0 ? key : undefined
}
