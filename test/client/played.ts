import type { NewEvent } from '#core/match'
import { editions } from '#core/sport/presets'
import type { Rules } from '#core/sport/rules'
import { kickOff, matchOf, table } from '../core/matches.ts'

const names = ['Reds', 'Blues', 'Greens', 'Pinks', 'Whites', 'Blacks', 'Golds', 'Greys']

interface Played {
  rules?: Rules
  sides?: number
}

/** A match of a sport whose log a test writes; the view is what core makes of it. */
export function play(sport: string, { rules = {}, sides = 2 }: Played = {}) {
  const preset = editions.findLast(({ id }) => id === sport)
  if (!preset) throw new Error(`no preset ${sport}`)
  const match = matchOf(preset, rules, sides)
  match.sides.forEach((side, index) => (side.name = names[index] ?? side.id))
  const desk = table(match)
  const at = (time: string) => {
    const [minutes = 0, seconds = 0] = time.split(':').map(Number)
    return (minutes * 60 + seconds) * 1000
  }
  return {
    ...desk,
    /** Posts something that happens so long (`12:34`) after the match was made. */
    at: (time: string, event: NewEvent) => desk.record(event, at(time)),
    points: (side: string, count: number) => desk.goals(side, count, 'point'),
    /** The time at which the server would say it is. */
    now: (time: string) => kickOff + at(time),
  }
}

export type Game = ReturnType<typeof play>
