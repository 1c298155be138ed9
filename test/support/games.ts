import { editions, sportIds } from '#core/sport/presets'
import type { Preset } from '#core/sport/rules'
import { clock, final, incident, score, times, unit } from './happenings.ts'
import { written, type Game } from './written-games.ts'

export type { Game } from './written-games.ts'

/** A match of a sport that nobody wrote one for: something of all that its rules know. */
function anyGame({ id, keys, incidents, stages, sides }: Preset): Game {
  const kicked = stages.flatMap(({ kicks: rule }) => (rule ? [rule.scored, rule.missed] : []))
  const scores = keys
    .filter(({ key }) => !kicked.includes(key))
    .flatMap(({ key, points: fixed }) =>
      times(2, score('home', key, fixed === null ? { points: 3 } : {})),
    )
  const counted = incidents
    .filter(({ counter, suspension }) => counter ?? suspension)
    .map(({ key }) => incident('away', key))
  return {
    sport: id,
    drafted: true,
    ...(sides.max > 2 && { sides: sides.max }),
    begun: [clock('start'), ...scores, unit(1), clock('start'), ...scores, ...counted],
    rest: [...scores, final],
  }
}

/** One of every sport at least. */
export const played: Game[] = [
  ...written,
  ...sportIds
    .filter((id) => written.every(({ sport }) => sport !== id))
    .flatMap((id) => editions.filter((preset) => preset.id === id).slice(0, 1))
    .map(anyGame),
]

export const nameOf = ({ sport, sides }: Game): string => (sides ? `${sport} of ${sides}` : sport)
