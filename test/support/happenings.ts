import type { NewEvent } from '#core/match'

// What is posted of a match, in words short enough to write whole games with.

type Side = 'home' | 'away' | `s${number}`

export const score = (side: Side, key: string, more: { player?: string; points?: number } = {}) =>
  ({ kind: 'score', side, key, ...more }) as const
export const incident = (side: Side, key: string, player?: string) =>
  ({ kind: 'incident', side, key, ...(player && { player }) }) as const
export const clock = (op: 'start' | 'stop'): NewEvent => ({ kind: 'clock', op })
export const set = (minutes: number, seconds = 0): NewEvent => ({
  kind: 'clock',
  op: 'set',
  ms: (minutes * 60 + seconds) * 1000,
})
export const added = (minutes: number): NewEvent => ({
  kind: 'clock',
  op: 'added',
  ms: minutes * 60_000,
})
export const unit = (to: number): NewEvent => ({ kind: 'unit', from: to - 1, to })
export const final: NewEvent = { kind: 'status', to: 'final' }
export const times = (count: number, event: NewEvent): NewEvent[] =>
  Array.from({ length: count }, () => event)
export const points = (side: Side, count: number) => times(count, score(side, 'point'))

/** A set of rallies that ends as said, its winner scoring last. */
export function rallies(home: number, away: number): NewEvent[] {
  const level = Math.min(home, away)
  const both = times(level, score('home', 'point')).flatMap((event) => [
    event,
    ...points('away', 1),
  ])
  return [...both, ...points(home > away ? 'home' : 'away', Math.abs(home - away))]
}

/** Tennis games to love, by who wins them. */
export const games = (winners: string): NewEvent[] =>
  [...winners].flatMap((winner) => points(winner === 'h' ? 'home' : 'away', 4))

export const kicks = (scored: string, told: string): NewEvent[] =>
  [...told].map((sign, at) => {
    const side = at % 2 === 0 ? 'home' : 'away'
    return sign === '1' ? score(side, scored) : incident(side, 'miss')
  })
