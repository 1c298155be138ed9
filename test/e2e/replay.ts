import { expect } from 'vitest'
import type { MatchView } from '#core/match'
import { makeMatch } from '../http/door.ts'
import { startApp } from '../support/app.ts'
import { manualTime } from '../support/time.ts'

export type Place = 0 | 1
export const sideOf = (place: Place | null) =>
  place === null ? null : place === 0 ? 'home' : 'away'
export const otherOf = (place: Place): Place => (place === 0 ? 1 : 0)

/** Won one by one in turns until the loser has its own, then by the winner alone: never over too early. */
export function inTurns([home, away]: readonly [number, number]): Place[] {
  const level = Math.min(home, away)
  const winner = home > away ? 0 : 1
  return [
    ...Array.from({ length: level }, () => [otherOf(winner), winner] as Place[]).flat(),
    ...Array.from({ length: Math.abs(home - away) }, () => winner as Place),
  ]
}

/** A match in a hall of its own, in a year when the rules were those of its time. */
export async function replay(setup: {
  sport: string
  sides: string[]
  rules?: object
  year: number
}) {
  const { url } = await startApp({ time: manualTime(Date.UTC(setup.year, 6, 1)) })
  const { sport, rules, sides } = setup
  const { host, path } = await makeMatch(url, {
    sport,
    rules,
    sides: sides.map((name) => ({ name })),
  })
  const post = async (event: object): Promise<MatchView> => {
    const { body } = await host.post<{ results: { outcome: string }[]; match: MatchView }>(
      `${path}/events`,
      event,
    )
    expect(body.results[0]?.outcome).toBe('recorded')
    return body.match
  }
  return {
    point: (winner: Place) => post({ kind: 'score', key: 'point', side: sideOf(winner) }),
    serves: (place: Place) => post({ kind: 'serve', side: sideOf(place) }),
    next: (unit: number) => post({ kind: 'unit', from: unit, to: unit + 1 }),
    end: () => post({ kind: 'status', to: 'final' }),
  }
}
