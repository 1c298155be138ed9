import type { EventOf, Match } from '../match.ts'
import type { MatchRules, Unit } from './rules.ts'
import { unitWinner } from './standing.ts'
import { inPlay, noPoints, replaced, sideIndex, warn, type MatchState } from './state.ts'

/** Longer than any shoot-out yet (28 kicks a side), so that nobody can make the state grow for ever. */
const kicksKept = 50

/** Points for a side in the unit that the event names, or in the current one. */
export function addScore(match: Match, state: MatchState, event: EventOf<'score'>): MatchState {
  const { rules } = match
  const side = sideIndex(match, event.side)
  const index = event.unit ?? state.unit
  const unit = rules.units[index]
  const key = rules.keys.find((one) => one.key === event.key)
  if (side < 0 || !unit?.allowed || key === undefined) return state
  const live = inPlay(state, event.seq)
  if (!keyCounts(rules, unit, event.key)) return warn(live, event.seq, 'wrong-unit')
  const score = state.scores[index] ?? noPoints(match)
  if (unitWinner(unit, score) !== null) return warn(live, event.seq, 'unit-over')

  const sum = (score[side] ?? 0) + (key.points ?? event.points ?? 0)
  const scores = replaced(state.scores, index, replaced(score, side, sum))
  const serves = rules.serve === 'winner' && index === state.unit
  const counted = { ...live, scores, serve: serves ? side : state.serve }
  const kicked = unit.kicks === null ? counted : addKick(counted, side, true)
  return index > state.unit ? warn(kicked, event.seq, 'unit-ahead') : kicked
}

/** Where the current unit is one of kicks, its `missed` incident is a kick too. */
export function addMiss(match: Match, state: MatchState, event: EventOf<'incident'>): MatchState {
  const missed = match.rules.units[state.unit]?.kicks?.missed
  const side = sideIndex(match, event.side)
  return event.key === missed && side >= 0 ? addKick(state, side, false) : state
}

const addKick = (state: MatchState, side: number, wentIn: boolean): MatchState => {
  const kicks = [...(state.kicks[side] ?? []), wentIn].slice(-kicksKept)
  return { ...state, kicks: replaced(state.kicks, side, kicks) }
}

/** Kicks count in their own unit and nothing else does; everywhere else it is the other way round. */
const keyCounts = (rules: MatchRules, unit: Unit, key: string): boolean =>
  unit.kicks === null
    ? rules.units.every((other) => other.kicks?.scored !== key)
    : unit.kicks.scored === key
