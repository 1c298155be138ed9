import type { MatchEvent, MatchView } from '#core/match'
import type { ProblemDetails } from '#core/problem'
import { startApp } from '../support/app.ts'
import { Caller, makeMatch, problemOf, type Answer } from './door.ts'

export interface Posted {
  results: { id: string; seq: number | null; outcome: string; problem?: ProblemDetails }[]
  match: MatchView
}

export const goal = (side = 'home', more: object = {}) => ({
  kind: 'score',
  side,
  key: 'goal',
  ...more,
})
export const point = (side = 'home', more: object = {}) => ({ ...goal(side, more), key: 'point' })

/** Somebody who posts to a match of their own, and says in a word what became of it. */
export async function umpire(setup: object = {}) {
  const { url } = await startApp()
  const made = await makeMatch(url, setup)
  return { ...made, url, ...posting(made.host, made.path) }
}

/** The same match by another key, made by its host. */
export async function official(
  { url, host, path }: { url: string; host: Caller; path: string },
  scopes: string[],
) {
  const { body } = await host.post<{ officialKey: string }>(`${path}/officials`, {
    name: 'Rita',
    scopes,
  })
  return posting(new Caller(url, body.officialKey), path)
}

function posting(caller: Caller, path: string) {
  const ask = (body: object): Promise<Answer<Posted & ProblemDetails>> =>
    caller.post(`${path}/events`, body)
  return {
    ask,
    /** `recorded`, `duplicate of 3`, or the problem with what it points at. */
    async post(event: object): Promise<string> {
      const answer = await ask(event)
      const [result] = answer.body.results ?? []
      if (result?.outcome === 'duplicate') return `duplicate of ${result.seq}`
      if (result) return result.outcome
      const pointers = answer.body.errors?.map(({ pointer }) => pointer) ?? []
      return [problemOf(answer), ...pointers].join(' ')
    },
    board: async (): Promise<MatchView> => (await caller.get<MatchView>(path)).body,
    log: async (): Promise<MatchEvent[]> =>
      (await caller.get<{ events: MatchEvent[] }>(`${path}/events`)).body.events,
  }
}
