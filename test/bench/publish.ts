import { setTimeout as wait } from 'node:timers/promises'
import { openLine } from './line.ts'
import { cpuNs } from './machine.ts'
import type { Readers } from './readers.ts'

const patienceMs = 15_000
/** As each server writes it, `id:1` or `id: 1`. */
const marker = Buffer.from('\nid:')
/** For each port, how often it was asked: a vote that is cast again after a pause changes nothing. */
const turns = new Map<number, number>()

export interface Publishing {
  port: number
  /** Sent in turn; each brings every reader one frame. */
  requests: readonly string[]
  count: number
  /** From one to the next, or longer where a frame takes longer to reach everybody. */
  everyMs: number
  /** The server's processes. */
  pids: readonly number[]
}

export interface Published {
  /** For each: from sending the request until the last reader had the frame. */
  lastMs: number[]
  /** For each: from the first reader's receipt to the last's. */
  spanMs: number[]
  /** For each: from sending the request until it was answered. */
  answerMs: number[]
  /** What the server's threads ran from the first request on, pauses included; null: not known. */
  cpuNs: number | null
  /** The part of one core that they took while a frame was on its way. */
  serverShare: number
  /** The part of one core that this process took meanwhile. */
  loadShare: number
}

/** The next one only after the last reader has had the one before. */
export async function publish(readers: Readers, order: Publishing): Promise<Published> {
  const { port, requests, count, everyMs, pids } = order
  const figures: Published = {
    lastMs: [],
    spanMs: [],
    answerMs: [],
    cpuNs: null,
    serverShare: 0,
    loadShare: 0,
  }
  let news = Promise.withResolvers<number>()
  const line = await openLine(port, {
    answered: () => news.resolve(performance.now()),
    failed: (error) => news.reject(error),
  })
  const asked = requests.map((request) => Buffer.from(request))
  let [server, load, ms] = [0, 0, 0]
  const before = cpuNs(pids)
  for (let nth = 0; nth < count; nth++) {
    news = Promise.withResolvers()
    const received = allHear(readers)
    const [serverAt, loadAt, at] = [cpuNs(pids) ?? 0, process.cpuUsage(), performance.now()]
    const turn = turns.get(port) ?? 0
    turns.set(port, turn + 1)
    line.ask(asked[turn % asked.length] as Buffer)
    const [{ first, last }, answered] = await Promise.all([received, news.promise])
    const used = process.cpuUsage(loadAt)
    server += (cpuNs(pids) ?? 0) - serverAt
    load += (used.user + used.system) / 1000
    ms += performance.now() - at
    figures.lastMs.push(last - at)
    figures.spanMs.push(last - first)
    figures.answerMs.push(answered - at)
    await wait(Math.max(20, at + everyMs - performance.now()))
  }
  const after = cpuNs(pids)
  news.promise.catch(() => undefined)
  line.hangUp()
  readers.heard = () => undefined
  return {
    ...figures,
    cpuNs: before === undefined || after === undefined ? null : after - before,
    serverShare: server / 1e6 / ms,
    loadShare: load / ms,
  }
}

/** Resolves with the times of the first and the last receipt; each reader must get one frame. */
function allHear(readers: Readers): Promise<{ first: number; last: number }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ first: number; last: number }>()
  const had = new Uint8Array(readers.count)
  let [arrived, first] = [0, 0]
  readers.heard = (reader, bytes, size) => {
    // The buffer goes on with what earlier reads left there.
    const at = bytes.indexOf(marker)
    if (at < 0 || at >= size) return
    if (had[reader] !== 0) reject(new Error('a reader had two frames of one publication'))
    had[reader] = 1
    arrived++
    if (arrived === 1) first = performance.now()
    if (arrived === had.length) resolve({ first, last: performance.now() })
  }
  const tooLate = () => reject(new Error(`a frame reached ${arrived} of ${had.length} readers`))
  const patience = setTimeout(tooLate, patienceMs)
  return promise.finally(() => clearTimeout(patience))
}
