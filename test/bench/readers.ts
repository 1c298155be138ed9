import { connect, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

/** How many connect at the same time. */
const batch = 100
const joinMs = 60_000
const settleMs = 20_000

/** Called for all that a reader reads; the bytes are good until it returns. */
export type Heard = (reader: number, bytes: Buffer, size: number) => void

/**
 * Many streams, read as cheaply as Node can: one buffer that all sockets read into, and no events.
 * What comes is handed to whoever listens right now.
 */
export class Readers {
  heard: Heard = () => undefined
  readonly #sockets: Socket[] = []
  // Not from the shared pool, and longer than what a reader that lags finds waiting.
  readonly #buffer = Buffer.allocUnsafeSlow(256 * 1024)
  #reads = 0

  get count(): number {
    return this.#sockets.length
  }

  /** Sends the requests in turn, one for each reader; resolves when all have had their first bytes. */
  async join(port: number, count: number, requests: readonly string[]): Promise<void> {
    const end = performance.now() + joinMs
    while (this.count < count) {
      const size = Math.min(batch, count - this.count)
      await Promise.all(
        Array.from({ length: size }, () =>
          this.#open(port, requests[this.count % requests.length]),
        ),
      )
      if (performance.now() > end) throw new Error(`only ${this.count} readers within ${joinMs} ms`)
    }
  }

  /** Resolves when nobody has heard anything for so long. */
  async settle(quietMs: number): Promise<void> {
    const end = performance.now() + settleMs
    let [reads, since] = [this.#reads, performance.now()]
    while (performance.now() - since < quietMs) {
      await wait(50)
      if (this.#reads !== reads) [reads, since] = [this.#reads, performance.now()]
      if (performance.now() > end) throw new Error(`no silence within ${settleMs} ms`)
    }
  }

  /** By a reset, or the ports would be kept from the next readers for a minute. */
  leave(): void {
    for (const socket of this.#sockets.splice(0)) socket.resetAndDestroy()
  }

  #open(port: number, request = ''): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    let first: (() => void) | undefined = resolve
    const callback = (size: number): boolean => {
      this.#reads++
      first?.()
      first = undefined
      this.heard(reader, this.#buffer, size)
      return true
    }
    const onread = { buffer: this.#buffer, callback }
    const socket = connect({ host: '127.0.0.1', port, onread })
    const reader = this.#sockets.push(socket) - 1
    socket.on('error', reject)
    socket.write(request)
    return promise
  }
}
