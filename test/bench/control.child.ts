import { createHash, randomBytes } from 'node:crypto'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import Router from '@koa/router'
import Koa from 'koa'
import { koaBody } from 'koa-body'
import { openDatabase } from '../../db/open.ts'
import { loadConfig } from '../../server/config.ts'
import { createApp } from '../../server/http/app.ts'
import { createLive, type Live } from '../../server/live/live.ts'
import type { Store, Vote, VoteCommit } from '../../server/live/store.ts'
import { systemTime } from '../../server/live/time.ts'

// What votes are measured beside: servers that differ from ours in one thing each.

const receipt = { outcome: 'changed', receipt: 'v1', version: 1 } as const

/** The same app, and everything that a vote passes in it; but nobody asks rules, memory or disk. */
function nothing(live: Live): void {
  live.polls.vote = () => Promise.resolve(receipt)
}

/** The same server over the same store; but every vote is a transaction of its own. */
const alone = (store: Store): Store => ({
  ...store,
  async commitVotes(votes: readonly Vote[]): Promise<VoteCommit> {
    const commits = await Promise.all(votes.map((vote) => store.commitVotes([vote])))
    return {
      receipts: commits.flatMap(({ receipts }) => receipts),
      changes: commits.flatMap(({ changes }) => changes),
    }
  },
})

/** For orientation: what the framework alone does with such a request. */
function bare(): RequestListener {
  const app = new Koa()
  const router = new Router()
  router.put('/api/polls/:id/vote', (ctx) => {
    ctx.set('Set-Cookie', 'device=none; path=/')
    ctx.body = receipt
  })
  app.use(koaBody())
  app.use(router.routes())
  return app.callback()
}

async function ours(change: 'nothing' | 'alone'): Promise<RequestListener> {
  const kept = await openDatabase(loadConfig().DATABASE_URL)
  const store = change === 'alone' ? alone(kept) : kept
  const { epoch, secret } = await store.identity()
  const live = createLive({
    store,
    time: systemTime,
    random: randomBytes,
    hash: (key) => createHash('sha256').update(key).digest('hex'),
    epoch,
    untold: (error) => process.stderr.write(`${String(error)}\n`),
  })
  if (change === 'nothing') nothing(live)
  const note = (fields: object, message: string) =>
    process.stderr.write(`${message} ${JSON.stringify(fields)}\n`)
  const app = createApp({
    live,
    store,
    time: systemTime,
    random: randomBytes,
    log: { info: note, warn: note, error: note },
    secret,
    clientRoot: undefined,
    draining: () => false,
    settings: {
      publicUrl: undefined,
      lan: () => undefined,
      trustProxy: false,
      createKey: undefined,
      adminKey: undefined,
      streams: { total: 20_000, perAddress: 20_000, perDevice: 100 },
    },
  })
  return (req, res) => void app(req, res)
}

const [, , which] = process.argv
const server = createServer(which === 'nothing' || which === 'alone' ? await ours(which) : bare())
process.once('SIGTERM', () => process.exit(0))
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo
  process.stdout.write(`http://127.0.0.1:${port}\n`)
})
