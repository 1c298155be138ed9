import { Worker } from 'node:worker_threads'
import type { Store } from '../../server/live/store.ts'
import type { Method } from './engine.ts'
import type { Answer, Call } from './serve.ts'

export async function openSqlite(path: string): Promise<Store> {
  const store = storeOver(new Worker(new URL('./worker.ts', import.meta.url), { workerData: path }))
  // The thread opens the file before its first call: what is wrong with the file is told here.
  await store.ping()
  return store
}

/** A store whose calls are messages to a thread that runs `serve`. */
export function storeOver(worker: Worker): Store {
  const line = new Line(worker)
  const via =
    <M extends Method>(method: M) =>
    (...args: Parameters<Store[M]>) =>
      line.ask({ method, args }) as ReturnType<Store[M]>
  return {
    identity: via('identity'),
    ping: via('ping'),
    lost: () => line.lost,
    close: () => line.close(),
    createRoom: via('createRoom'),
    loadRoom: via('loadRoom'),
    updateRoom: via('updateRoom'),
    deleteRoom: via('deleteRoom'),
    createPoll: via('createPoll'),
    loadPoll: via('loadPoll'),
    loadTally: via('loadTally'),
    updatePoll: via('updatePoll'),
    startRun: via('startRun'),
    closeDue: via('closeDue'),
    deletePoll: via('deletePoll'),
    commitVotes: via('commitVotes'),
    findBallot: via('findBallot'),
    readBallots: via('readBallots'),
    listRuns: via('listRuns'),
    audit: via('audit'),
    createMatch: via('createMatch'),
    loadMatch: via('loadMatch'),
    updateMatch: via('updateMatch'),
    deleteMatch: via('deleteMatch'),
    appendEvents: via('appendEvents'),
    createKey: via('createKey'),
    findKey: via('findKey'),
    listKeys: via('listKeys'),
    revokeKey: via('revokeKey'),
    claimKey: via('claimKey'),
    claimedKeys: via('claimedKeys'),
    commitJoins: via('commitJoins'),
    countJoined: via('countJoined'),
  }
}

interface Waiting {
  resolve(value: unknown): void
  reject(error: Error): void
}

/** The line to the thread: first asked, first answered. Once it is down it stays down. */
class Line {
  readonly #worker: Worker
  readonly #waiting: Waiting[] = []
  readonly #loss = Promise.withResolvers<Error>()
  #closing: Promise<unknown> | undefined
  #down: Error | undefined

  constructor(worker: Worker) {
    this.#worker = worker
    worker.on('message', (said: Answer | object) => {
      // Under `node --watch` the thread's module loader speaks here too, of the files it has loaded.
      if ('value' in said || 'error' in said) this.#answered(said)
    })
    worker.on('error', (error) => this.#fail(error as Error))
    worker.on('exit', () => this.#fail(new Error('the database thread has ended')))
  }

  get lost(): Promise<Error> {
    return this.#loss.promise
  }

  ask(call: Call): Promise<unknown> {
    if (this.#down) return Promise.reject(this.#down)
    return new Promise((resolve, reject) => {
      // In this order: what cannot be sent throws, and must not stand in the line for an answer.
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has none
      this.#worker.postMessage(call)
      this.#waiting.push({ resolve, reject })
    })
  }

  /** Whatever was asked before is still answered. */
  async close(): Promise<void> {
    this.#closing ??= this.ask({ method: 'close' })
    this.#down ??= new Error('the database is closed')
    await this.#closing
  }

  #answered(answer: Answer): void {
    const first = this.#waiting.shift()
    if ('error' in answer) first?.reject(answer.error)
    else first?.resolve(answer.value)
  }

  #fail(error: Error): void {
    if (!this.#closing) this.#loss.resolve(error)
    this.#down ??= error
    for (const { reject } of this.#waiting.splice(0)) reject(error)
  }
}
