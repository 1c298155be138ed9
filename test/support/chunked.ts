/**
 * Reads a body in chunks as strictly as the standard writes it, and stricter than any client does:
 * the size in lower case without anything behind it, no trailers, nothing after the end.
 */
export class ChunkedBody {
  /** The data of every chunk so far. */
  readonly chunks: Buffer[] = []
  /** The chunk that says so was there. */
  over = false
  #rest: Buffer = Buffer.alloc(0)

  feed(bytes: Uint8Array): void {
    this.#rest = Buffer.concat([this.#rest, bytes])
    while (this.#take());
  }

  /** Is everything that was fed a chunk by now? */
  get whole(): boolean {
    return this.#rest.length === 0
  }

  #take(): boolean {
    if (this.over && !this.whole) throw this.#fault('something after the end')
    const line = this.#rest.indexOf('\r\n')
    if (line < 0) {
      if (this.#rest.length > 10) throw this.#fault('no size of a chunk')
      return false
    }
    const size = this.#rest.toString('latin1', 0, line)
    if (!/^(0|[1-9a-f][0-9a-f]*)$/.test(size)) throw this.#fault('no size of a chunk')
    const from = line + 2
    const to = from + Number.parseInt(size, 16)
    if (this.#rest.length < to + 2) return false
    if (this.#rest.toString('latin1', to, to + 2) !== '\r\n') throw this.#fault('no end of a chunk')
    if (to === from) this.over = true
    else this.chunks.push(this.#rest.subarray(from, to))
    this.#rest = this.#rest.subarray(to + 2)
    return true
  }

  #fault(what: string): Error {
    return new Error(`${what} in ${JSON.stringify(this.#rest.toString('latin1', 0, 60))}`)
  }
}
