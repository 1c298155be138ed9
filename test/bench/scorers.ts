import { randomBytes } from 'node:crypto'
import type { Happening } from '#core/match'
import { openDatabase } from '../../db/open.ts'
import { createLive, type Live } from '../../server/live/live.ts'
import { systemTime } from '../../server/live/time.ts'
import { startServer } from '../support/process.ts'
import type { LongMatch } from './long-match.ts'

/** Posts to one match, and resolves when its board has been read as it is after that. */
export type Score = (events: readonly Happening[]) => Promise<unknown>

/** Where matches are made and scored. */
export interface Scorers extends AsyncDisposable {
  match(kind: LongMatch): Promise<Score>
}

const setupOf = ({ sport, sides, rules }: LongMatch) => ({
  sport,
  rules,
  sides: Array.from({ length: sides }, (_, index) => ({ name: `Side ${index + 1}` })),
})

export async function openLive(): Promise<{ live: Live; close: () => Promise<void> }> {
  const store = await openDatabase('file::memory:')
  const live = createLive({
    store,
    time: systemTime,
    random: randomBytes,
    hash: (key) => key,
    epoch: 'bench',
    untold(error) {
      throw error
    },
  })
  const close = async (): Promise<void> => {
    live.close()
    await store.close()
  }
  return { live, close }
}

/** Makes a match in this process; answers its id. */
export async function makeIn(live: Live, kind: LongMatch): Promise<string> {
  const drawn = live.matches.draw(setupOf(kind))
  if ('problem' in drawn) throw new Error(JSON.stringify(drawn.problem))
  await live.rooms.create('Bench', (room) => ({ kind: 'match', match: { ...drawn.match, room } }))
  return drawn.match.id
}

/** The rules, the fold and the store alone: no HTTP, no disk. */
export async function inMemory(): Promise<Scorers> {
  const { live, close } = await openLive()
  const posters = [{ official: null, scopes: ['head'] }] as const
  return {
    async match(kind) {
      const id = await makeIn(live, kind)
      return async (events) => {
        await live.matches.post(id, posters, events)
        return JSON.stringify(await live.matches.view(id))
      }
    },
    [Symbol.asyncDispose]: close,
  }
}

/** The real server, and its disk. */
export async function byHttp(): Promise<Scorers> {
  const server = await startServer()
  const post = async (path: string, body: unknown, key?: string): Promise<unknown> => {
    const answer = await fetch(server.url + path, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(key !== undefined && { authorization: `Bearer ${key}` }),
      },
      body: JSON.stringify(body),
    })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return answer.json()
  }
  return {
    async match(kind) {
      const made = await post('/api/matches', setupOf(kind))
      const { match, hostKey } = made as { match: { id: string }; hostKey: string }
      return (events) => post(`/api/matches/${match.id}/events`, events, hostKey)
    },
    [Symbol.asyncDispose]: () => server.stop(),
  }
}
