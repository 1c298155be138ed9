import type { RoomCode } from '#core/ids'
import { api, pages } from '#core/paths'
import { failed, get } from '../api.ts'

/**
 * The addresses of a room as other devices reach them. A host who works on `localhost` must not
 * print that into a QR code; the server knows the machine's address. Until it answers, ours.
 */
export class Addresses {
  #code: RoomCode
  #origin = $state(location.origin)

  constructor(code: RoomCode) {
    this.#code = code
    void get<{ join: string }>(api.roomLinks(code)).then((links) => {
      if (!failed(links)) this.#origin = new URL(links.join).origin
    })
  }

  get join(): string {
    return this.of(pages.join(this.#code))
  }

  /** As a person types it: without the scheme, and without the code, which stands beside it. */
  get typed(): string {
    return new URL(this.#origin).host
  }

  of(path: string): string {
    return this.#origin + path
  }
}
