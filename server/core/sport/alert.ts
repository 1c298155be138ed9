import type { Match, MatchView } from '../match.ts'
import { decidedFor, unitWinner } from './standing.ts'
import { hasEnded, replaced, type MatchState } from './state.ts'

/**
 * Who is one point from the unit (`set-point`: named by the unit) or from the match. Found by giving
 * each side one more point; where both are that close, the side that serves is named, else the first.
 */
export function alertOf(match: Match, state: MatchState): MatchView['alert'] {
  const unit = match.rules.units[state.unit]
  const score = state.scores[state.unit]
  if (!unit?.target || !score || hasEnded(state)) return null
  if (unitWinner(unit, score) !== null || decidedFor(match, state.scores) !== null) return null

  const close = match.sides.flatMap(({ id }, side) => {
    const after = replaced(score, side, (score[side] ?? 0) + 1)
    if (unitWinner(unit, after) !== side) return []
    const wins = decidedFor(match, replaced(state.scores, state.unit, after)) === side
    return [{ kind: wins ? 'match-point' : `${unit.key}-point`, side: id, wins, index: side }]
  })
  const named =
    close.find(({ wins, index }) => wins && index === state.serve) ??
    close.find(({ wins }) => wins) ??
    close.find(({ index }) => index === state.serve) ??
    close[0]
  return named === undefined ? null : { kind: named.kind, side: named.side }
}
