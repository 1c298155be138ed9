import type { RoomCode } from '#core/ids'
import { pages } from '#core/paths'
import type { Context } from './context.ts'

const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/

/**
 * The address that other people's phones can reach: the one that is set, else the one that was
 * asked for; a loopback one, which on a phone means the phone, becomes this machine's in the LAN.
 */
export class Links {
  readonly #publicUrl: string | undefined
  readonly #lan: () => string | undefined

  /** `lan` answers this machine's address in its network, where the server listens there. */
  constructor(options: { publicUrl: string | undefined; lan: () => string | undefined }) {
    this.#publicUrl = options.publicUrl
    this.#lan = options.lan
  }

  origin(ctx: Context): string {
    if (this.#publicUrl !== undefined) return this.#publicUrl
    const asked = `${ctx.protocol}://${ctx.host}`
    // A request without a sound Host comes from no browser; it gets an address all the same.
    if (!URL.canParse(asked)) return 'http://localhost'
    const { host, hostname, protocol } = new URL(asked)
    const lan = loopback.test(hostname) ? this.#lan() : undefined
    return `${protocol}//${lan === undefined ? host : host.replace(hostname, lan)}`
  }

  room(
    ctx: Context,
    code: RoomCode,
    hostKey?: string,
  ): { join: string; host: string; screen: string } {
    const origin = this.origin(ctx)
    return {
      join: origin + pages.join(code),
      host: origin + pages.host(code, hostKey),
      screen: origin + pages.screen(code),
    }
  }

  referee(ctx: Context, match: string, key: string): { referee: string } {
    return { referee: this.origin(ctx) + pages.referee(match, key) }
  }
}
