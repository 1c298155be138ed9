import { inTiebreak } from './points.ts'
import type { Games, Serve, Target, Unit } from './rules.ts'
import { unitWinner } from './standing.ts'
import type { UnitState } from './state.ts'
import { sum } from './sum.ts'

/** Turns may be counted for two sides only: nobody has told us of a sport where three serve. */
const other = (side: number): number => 1 - side

/** Whose serve it is in a unit, as far as the rules and what was said of it tell. */
export function serverOf(serve: Serve | null, unit: Unit, played: UnitState): number | null {
  if (serve?.order === 'winner') return played.last ?? played.first
  if (played.first === null || serve === null) return played.first
  return turn(serve, unit, played) % 2 === 0 ? played.first : other(played.first)
}

/** Who must have begun, so that it is this side's serve now. */
export function beginner(serve: Serve | null, unit: Unit, played: UnitState, side: number): number {
  const turns = serve === null || serve.order === 'winner' ? 0 : turn(serve, unit, played)
  return turns % 2 === 0 ? side : other(side)
}

/** Who begins the next unit by serving. */
export function nextServer(
  serve: Serve | null,
  [before, next]: readonly [Unit, Unit],
  played: UnitState,
): number | null {
  if (serve === null || (next.decides && serve.decider === 'toss')) return null
  switch (serve.next) {
    case null:
      return null
    case 'other':
      return played.first === null ? null : other(played.first)
    case 'winner':
      return unitWinner(before, played.score)
    case 'goes-on':
      return serverOf(serve, before, played)
  }
}

/** How many turns of serving have passed. */
function turn({ order, turns = 1 }: Serve, { games, target }: Unit, played: UnitState): number {
  const total = sum(played.score)
  if (order === 'turns') return turnOfPoints(total, turns, target, played)
  return total + (games ? turnInGame(games, played) : 0)
}

/** Serving changes with every point as soon as both are one point from winning. */
function turnOfPoints(
  total: number,
  turns: number,
  target: Target | null,
  { score }: UnitState,
): number {
  const late = target === null ? Infinity : target.to - 1
  if (!score.every((own) => own >= late)) return Math.floor(total / turns)
  const atOnce = late * score.length
  return Math.floor(atOnce / turns) + (total - atOnce)
}

/** Within a tie-break the first serves once, then each serves twice. */
const turnInGame = (games: Games, played: UnitState): number =>
  inTiebreak(games, played) ? Math.floor((sum(played.points) + 1) / 2) : 0
