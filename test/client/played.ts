import type { NewEvent } from '#core/match'
import { editions } from '#core/sport/presets'
import type { Rules } from '#core/sport/rules'
import { kickOff, matchOf, table } from '../core/matches.ts'
import { played } from '../support/games.ts'

const names = ['Reds', 'Blues', 'Greens', 'Pinks', 'Whites', 'Blacks', 'Golds', 'Greys']

/** A match of a sport whose log a test writes; the view is what core makes of it. */
export function play(sport: string, { rules, sides }: { rules?: Rules; sides?: number } = {}) {
  const preset = editions.findLast(({ id }) => id === sport)
  if (!preset) throw new Error(`no preset ${sport}`)
  const match = matchOf(preset, rules, sides)
  for (const [index, side] of match.sides.entries()) side.name = names[index] ?? side.id
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
    /** What a server's clock would say then. */
    now: (time: string) => kickOff + at(time),
  }
}

export type Game = ReturnType<typeof play>

/** A match of the collection in the thick of it, or when it is over. All of it happens in an instant. */
export function playedOut(name: string, until: 'begun' | 'final', sides?: number) {
  const game = played.find((one) => one.sport === name && one.sides === sides)
  if (!game) throw new Error(`no game of ${name}`)
  const match = play(name, game)
  for (const event of game.begun) match.record(event, 0)
  if (until === 'final') for (const event of game.rest) match.record(event, 0)
  return { view: match.view(), now: kickOff }
}
