import type { Instant } from '#core/ids'

/**
 * How fresh a page is. `connecting`: nothing has come yet. `live`: the stream is open. `behind`: it
 * broke and is being opened again, what is shown may be old. `offline`: that has taken a while, or
 * the device has no network.
 */
export type Freshness = 'connecting' | 'live' | 'behind' | 'offline'

const sayMs = 1500
const giveUpMs = 8000

/** Follows what a stream knows of itself, and says it honestly but not nervously. */
export class Connection {
  /** What is so, at once: for what a page does. */
  state = $state<Freshness>('connecting')
  /**
   * What people are told. A stream that the server rotates is back within a moment, and nothing
   * was missed: a hall that read “Reconnecting” each time would learn not to believe it.
   */
  shown = $state<Freshness>('connecting')
  /** When the server was last heard, by this device's clock; 0: never yet. */
  heardAt = $state<Instant>(0)
  #saying: ReturnType<typeof setTimeout> | undefined
  #givingUp: ReturnType<typeof setTimeout> | undefined

  /** A stream is being opened. */
  waiting(): void {
    this.#givingUp ??= setTimeout(() => this.offline(), giveUpMs)
  }

  heard(): void {
    this.stop()
    this.heardAt = Date.now()
    this.state = this.shown = 'live'
  }

  /** What is shown was heard in an earlier life of the page. */
  recalled(at: Instant): void {
    this.heardAt ||= at
    if (this.shown === 'connecting') this.shown = 'behind'
  }

  /** Nothing comes any more. It may be back in a moment, so that is not said yet, unless `sure`. */
  broken(sure = false): void {
    if (this.state === 'live') this.state = 'behind'
    if (sure) this.shown = this.state
    this.#saying ??= setTimeout(() => (this.shown = this.state), sayMs)
    this.waiting()
  }

  /** Nobody looks, and nothing comes: until somebody does again. */
  rested(): void {
    this.broken(true)
    this.stop()
  }

  /** Nothing can come. */
  offline(): void {
    this.state = this.shown = 'offline'
  }

  stop(): void {
    clearTimeout(this.#saying)
    clearTimeout(this.#givingUp)
    this.#saying = this.#givingUp = undefined
  }
}
