import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Engine, type Method, openEngine } from '../../db/sqlite/engine.ts'
import type { RandomBytes } from '#core/ids'
import { createLive, type Live } from '../../server/live/live.ts'
import type { Store } from '../../server/live/store.ts'
import { manualTime, type ManualTime } from '../support/time.ts'

/** To make a file is dear, because it is made to last; to copy one is not. */
let blank: Buffer | undefined
function blankFile(folder: string): Buffer {
  const file = join(folder, 'blank.db')
  openEngine(file).db.close()
  return readFileSync(file)
}

/** What becomes of the next votes: committed and told, not committed, or committed and not told. */
export type Fate = 'kept' | 'dropped' | 'silent'

/** The live state over a file, which can be lost at any moment and opened again. */
export class MortalHouse {
  readonly file: string
  readonly time: ManualTime = manualTime()
  fate: Fate = 'kept'
  readonly #folder = mkdtempSync(join(tmpdir(), 'tallycast-mortal-'))
  readonly #random: RandomBytes
  #engine: Engine
  #live: Live

  constructor(random: RandomBytes = (size) => crypto.getRandomValues(new Uint8Array(size))) {
    this.file = join(this.#folder, 'test.db')
    writeFileSync(this.file, (blank ??= blankFile(this.#folder)))
    this.#random = random
    this.#engine = this.#open()
    this.#live = this.#wake()
  }

  get live(): Live {
    return this.#live
  }

  /** What was in memory is gone; what is in the file is all there is. */
  restart(): void {
    this.#live.close()
    this.#engine.db.close()
    this.fate = 'kept'
    this.#engine = this.#open()
    this.#live = this.#wake()
  }

  raze(): void {
    this.#live.close()
    this.#engine.db.close()
    rmSync(this.#folder, { recursive: true })
  }

  #open(): Engine {
    const engine = openEngine(this.file)
    // The plug is pulled in the head only, and a sync is what costs most.
    engine.db.pragma('synchronous = OFF')
    return engine
  }

  #wake(): Live {
    const engine = this.#engine
    return createLive({
      store: this.#storeOn(engine),
      time: this.time,
      random: this.#random,
      hash: (key) => key,
      epoch: 'e',
      untold: (error) => {
        throw error
      },
    })
  }

  /** Without a thread of its own, so that thousands of interleavings take seconds. */
  #storeOn(engine: Engine): Store {
    const call = async (method: Method, args: unknown[]): Promise<unknown> => {
      const fate = method === 'commitVotes' ? this.fate : 'kept'
      const value =
        fate === 'dropped' ? undefined : engine.call(method, structuredClone(args) as never)
      // Like a thread's: every answer comes in a turn of its own, in the order of the calls.
      await new Promise((turn) => setImmediate(turn))
      if (fate !== 'kept') throw new Error(`the plug was pulled: ${fate}`)
      return structuredClone(value)
    }
    const answer =
      (_: object, method: string) =>
      (...args: unknown[]) =>
        call(method as Method, args)
    return new Proxy({}, { get: answer }) as Store
  }
}
