import { hasEnded, type Match, type MatchView } from '../match.ts'
import { withPoints } from './points.ts'
import { serverOf } from './serving.ts'
import { currentUnit, decidedFor, unitWinner } from './standing.ts'
import { replaced, unitAt, type MatchState } from './state.ts'

/** From what matters most: what one more point would decide. */
const stakes = ['match', 'unit', 'break', 'game'] as const
type Stake = (typeof stakes)[number]

/**
 * Who is one point from the match, the unit (`set-point`: named by the unit), or the running game
 * (`break-point` where the other side serves). Found by giving each side one more point; where both
 * are as close to as much, the side that serves is named, else the first.
 */
export function alertOf(match: Match, state: MatchState): MatchView['alert'] {
  const unit = currentUnit(match.rules, state)
  const played = unitAt(match, state, state.unit)
  if (!unit.target || match.rules.headline !== 'won' || hasEnded(state)) return null
  // Where one point is all there is to win, every point would be one that decides.
  if (unit.target.to === 1 && !unit.games) return null
  if (unitWinner(unit, played.score) !== null || decidedFor(match, state) !== null) return null

  const server = serverOf(match.rules.serve, unit, played)
  const close = match.sides.map((_, side) => stakeOf(match, state, { side, server }))
  const most = stakes.find((stake) => close.includes(stake))
  if (most === undefined) return null
  const side = server !== null && close[server] === most ? server : close.indexOf(most)
  const id = match.sides[side]?.id
  const kind = most === 'unit' ? unit.key : most
  return id === undefined ? null : { kind: `${kind}-point`, side: id }
}

function stakeOf(
  match: Match,
  state: MatchState,
  { side, server }: { side: number; server: number | null },
): Stake | null {
  const unit = currentUnit(match.rules, state)
  const played = unitAt(match, state, state.unit)
  const after = withPoints(unit, played, { side, points: 1, seq: 0 })
  const units = replaced(state.units, state.unit, after)
  if (decidedFor(match, { ...state, units }) === side) return 'match'
  if (unitWinner(unit, after.score) === side) return 'unit'
  if (!unit.games || after.score[side] === played.score[side]) return null
  return server !== null && server !== side ? 'break' : 'game'
}
