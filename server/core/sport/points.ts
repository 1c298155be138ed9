import type { Games, Target, Unit } from './rules.ts'
import { unitWinner, wonBy } from './standing.ts'
import { replaced, type UnitState } from './state.ts'

/** Whether the running game of a unit is its tie-break; when that is won, they are level no longer. */
export const inTiebreak = ({ tie }: Games, { score }: UnitState): boolean =>
  tie !== null && score.every((games) => games >= tie.at && games === score[0])

const gameTarget = (games: Games, unit: UnitState): Target =>
  games.tie && inTiebreak(games, unit) ? games.tie.target : games.target

/** A unit after so many more points for a side; where there are games, points are won one by one. */
export function withPoints(
  unit: Unit,
  before: UnitState,
  { side, points, seq }: { side: number; points: number; seq: number },
): UnitState {
  const after = { ...before, last: side }
  const plus = (list: readonly number[], more: number) =>
    replaced(list, side, (list[side] ?? 0) + more)
  const { games } = unit
  if (!games) return { ...after, score: plus(before.score, points), changed: seq }
  const running = plus(before.points, points)
  if (wonBy(gameTarget(games, before), running) === null) return { ...after, points: running }
  return {
    ...after,
    score: plus(before.score, 1),
    changed: seq,
    points: before.points.map(() => 0),
    tiebreak: inTiebreak(games, before) ? running : before.tiebreak,
  }
}

/** The running game as it is called: `["40", "Ad"]`; null where a unit has no games. */
export function pointLabels({ games }: Unit, unit: UnitState): string[] | null {
  if (!games) return null
  const { points } = unit
  if (inTiebreak(games, unit)) return points.map(String)
  const top = games.labels.length - 1
  const all = points.every((own) => own >= top)
  const best = Math.max(...points)
  return points.map((own) => {
    if (all && own === best && points.some((other) => other < best)) return 'Ad'
    return games.labels[Math.min(own, top)] ?? String(own)
  })
}

/** A unit whose score was set by hand: the running game goes on where it still is one of that kind. */
export function withScore(
  unit: Unit,
  before: UnitState,
  { score, seq }: { score: readonly number[]; seq: number },
): UnitState {
  const after: UnitState = { ...before, score: [...score], changed: seq }
  const { games } = unit
  const goesOn =
    games &&
    unitWinner(unit, after.score) === null &&
    inTiebreak(games, after) === inTiebreak(games, before)
  if (goesOn) return after
  // A tie-break that the score no longer shows was never played.
  const tied = games?.tie && !inTiebreak(games, after) && Math.min(...after.score) >= games.tie.at
  return {
    ...after,
    points: before.points.map(() => 0),
    tiebreak: tied ? before.tiebreak : null,
  }
}
