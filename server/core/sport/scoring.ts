import type { EventOf, Match, Warning } from '../match.ts'
import { withPoints, withScore } from './points.ts'
import type { MatchRules, ScoreKey, Unit } from './rules.ts'
import { unitWinner } from './standing.ts'
import { inPlay, replaced, sideIndex, unitAt, warn, withUnit, type MatchState } from './state.ts'
import { afterGoal } from './suspensions.ts'

/** Longer than any shoot-out yet (28 kicks a side), so that nobody can make the state grow for ever. */
const kicksKept = 50

/** Points for a side in the unit that the event names, or in the current one. */
export function addScore(match: Match, state: MatchState, event: EventOf<'score'>): MatchState {
  const { rules } = match
  const { seq } = event
  const side = sideIndex(match, event.side)
  const index = event.unit ?? state.unit
  const unit = rules.units[index]
  const key = rules.keys.find((one) => one.key === event.key)
  if (side < 0 || !unit?.allowed || key === undefined) return state
  const live = inPlay(state, seq)
  if (!keyCounts(rules, unit, event.key))
    return warn(live, { code: 'wrong-unit', seq, unit: index })
  const played = unitAt(match, state, index)
  if (unitWinner(unit, played.score) !== null)
    return warn(live, { code: 'unit-over', seq, unit: index })

  const points = event.points ?? key.points ?? 0
  const counted = withUnit(live, index, withPoints(unit, played, { side, points, seq }))
  const kicked = unit.kicks === null ? counted : addKick(counted, side, true)
  // A goal that is told late, of an earlier unit, brought nobody of this one back.
  const after = index === state.unit ? afterGoal(match, kicked, event, side) : kicked
  const scored = { ...after, scored: { side, key: key.key } }
  return warn(scored, ...doubts(state, event, { index, side, key }))
}

/** Where the current unit is one of kicks, its `missed` incident is a kick too. */
export function addMiss(match: Match, state: MatchState, event: EventOf<'incident'>): MatchState {
  const kicks = match.rules.units[state.unit]?.kicks
  const side = sideIndex(match, event.side)
  if (event.key !== kicks?.missed || side < 0) return state
  return addKick(state, side, false)
}

/** What the officials say stands in a unit, whatever was counted before. */
export function adjust(match: Match, state: MatchState, event: EventOf<'adjust'>): MatchState {
  const index = event.unit ?? state.unit
  const unit = match.rules.units[index]
  if (!unit?.allowed || event.score.length !== match.sides.length) return state
  const next = withUnit(state, index, withScore(unit, unitAt(match, state, index), event))
  return index > state.unit ? warn(next, { code: 'unit-ahead', seq: event.seq, unit: index }) : next
}

const addKick = (state: MatchState, side: number, wentIn: boolean): MatchState => {
  const kicks = [...(state.kicks[side] ?? []), wentIn].slice(-kicksKept)
  return { ...state, kicks: replaced(state.kicks, side, kicks) }
}

function doubts(
  before: MatchState,
  { seq }: EventOf<'score'>,
  { index, side, key }: { index: number; side: number; key: ScoreKey },
): Warning[] {
  const { scored } = before
  const warnings: Warning[] = []
  if (index > before.unit) warnings.push({ code: 'unit-ahead', seq, unit: index })
  if (key.follows && !(scored?.side === side && key.follows.includes(scored.key)))
    warnings.push({ code: 'out-of-turn', seq, key: key.key })
  return warnings
}

/** Kicks count in their own unit and nothing else does; everywhere else it is the other way round. */
const keyCounts = (rules: MatchRules, unit: Unit, key: string): boolean =>
  unit.kicks === null
    ? rules.units.every((other) => other.kicks?.scored !== key)
    : unit.kicks.scored === key
