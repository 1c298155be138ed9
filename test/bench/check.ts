import type { Readers } from './readers.ts'

const idStart = Buffer.from('\nid: ')
const dataStart = Buffer.from('\ndata: ')
const pollStart = Buffer.from('{"kind":"poll"')
const end = Buffer.from('\n\n')
/** So many versions are remembered; nobody lags further behind. */
const kept = 256

export interface Checked {
  readers: number
  /** Frames of the poll that all readers had together. */
  frames: number
  /** Of these, such as had no higher version than the reader's one before. */
  notRisen: number
  /** Of these, such as were not byte for byte what another reader had under that id. */
  differing: number
  /** Readers whose last frame is not the newest of all. */
  behind: number
  newest: { id: string; data: string } | null
}

/** Reads along what every reader gets of a room's poll. */
export class Check {
  readonly #readers: Readers
  readonly #version: Float64Array
  readonly #rest = new Map<number, Buffer>()
  /** What was first read under each version. */
  readonly #first = new Map<number, Buffer>()
  #frames = 0
  #notRisen = 0
  #differing = 0

  constructor(readers: Readers, count: number) {
    this.#readers = readers
    this.#version = new Float64Array(count)
    readers.heard = (reader, bytes, size) => this.#read(reader, bytes, size)
  }

  result(): Checked {
    const newest = this.#version.reduce((a, b) => Math.max(a, b), 0)
    return {
      readers: this.#readers.count,
      frames: this.#frames,
      notRisen: this.#notRisen,
      differing: this.#differing,
      behind: this.#version.filter((version) => version !== newest).length,
      newest: textOf(this.#first.get(newest)),
    }
  }

  /** A message that was cut by the end of a read is put together with the next. */
  #read(reader: number, bytes: Buffer, size: number): void {
    const rest = this.#rest.get(reader)
    const text = rest ? Buffer.concat([rest, bytes.subarray(0, size)]) : bytes.subarray(0, size)
    let from = 0
    for (let to = text.indexOf(end); to >= 0; to = text.indexOf(end, from)) {
      this.#note(reader, text, from, to)
      from = to + end.length
    }
    // The end of a chunk is all that is left where nothing was cut.
    if (text.length - from > 2) this.#rest.set(reader, Buffer.from(text.subarray(from)))
    else if (rest) this.#rest.delete(reader)
  }

  #note(reader: number, text: Buffer, from: number, to: number): void {
    const id = text.indexOf(idStart, from)
    if (id < 0 || id > to) return
    const data = text.indexOf(dataStart, id)
    const kind = data + dataStart.length
    if (text.compare(pollStart, 0, pollStart.length, kind, kind + pollStart.length) !== 0) return
    const version = versionIn(text, id, data)
    this.#frames++
    if (version <= (this.#version[reader] as number)) this.#notRisen++
    this.#version[reader] = version
    const first = this.#first.get(version)
    if (!first) this.#keep(version, Buffer.from(text.subarray(id, to)))
    else if (text.compare(first, 0, first.length, id, to) !== 0) this.#differing++
  }

  #keep(version: number, frame: Buffer): void {
    this.#first.set(version, frame)
    const [oldest] = this.#first.keys()
    if (this.#first.size > kept && oldest !== undefined) this.#first.delete(oldest)
  }
}

/** The digits after the dash of `id: <epoch>-<version>`. */
function versionIn(text: Buffer, id: number, data: number): number {
  let version = 0
  for (let at = text.lastIndexOf(45, data) + 1; at > id && at < data; at++)
    version = version * 10 + ((text[at] as number) - 48)
  return version
}

function textOf(frame: Buffer | undefined): Checked['newest'] {
  const [, id = '', data = ''] = /id: (.*)\ndata: (.*)/.exec(frame?.toString() ?? '') ?? []
  return frame ? { id, data } : null
}
