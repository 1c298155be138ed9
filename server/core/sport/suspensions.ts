import type { EventOf, Match, MatchEvent } from '../match.ts'
import { playedMs } from './playing-time.ts'
import type { SuspensionRule } from './rules.ts'
import { sideIndex, type MatchState, type Suspended } from './state.ts'

/** More than fit on any bench, so that nobody can make the state grow for ever. */
const suspendedKept = 16

/** Somebody goes off, for so long of playing time as the sport says. */
export function suspend(
  match: Match,
  state: MatchState,
  event: EventOf<'incident'>,
  rule: SuspensionRule,
): MatchState {
  const side = sideIndex(match, event.side)
  const now = playedMs(match, state, event)
  if (side < 0 || now === null) return state
  const { seq, key, player = null } = event
  const one: Suspended = {
    seq,
    key,
    side,
    player,
    endsAtMs: now + rule.ms,
    partMs: rule.partMs ?? null,
    replaced: rule.replaced === true,
  }
  return { ...state, suspended: [...stillOff(state, now), one].slice(-suspendedKept) }
}

/** A goal against a side that is short of players lets back whoever is next to come back by it. */
export function afterGoal(
  match: Match,
  state: MatchState,
  event: MatchEvent,
  scorer: number,
): MatchState {
  const now = playedMs(match, state, event)
  if (now === null || state.suspended.length === 0) return state
  const suspended = stillOff(state, now)
  const next = suspended
    .filter(({ side, partMs }) => partMs !== null && isShort(suspended, side, scorer))
    .reduce<Suspended | undefined>(
      (first, one) => (first && first.endsAtMs <= one.endsAtMs ? first : one),
      undefined,
    )
  return {
    ...state,
    suspended: suspended.flatMap((one) => (one === next ? shortened(one, now) : [one])),
  }
}

/** What is left of a suspension when a unit of `now` milliseconds ends goes on in the next. */
export const carriedOver = (state: MatchState, now: number | null): Suspended[] =>
  now === null ? [] : stillOff(state, now).map((one) => ({ ...one, endsAtMs: one.endsAtMs - now }))

const stillOff = (state: MatchState, now: number): Suspended[] =>
  state.suspended.filter(({ endsAtMs }) => endsAtMs > now)

const isShort = (suspended: readonly Suspended[], side: number, scorer: number): boolean =>
  off(suspended, side) > off(suspended, scorer)

const off = (suspended: readonly Suspended[], side: number): number =>
  suspended.filter((one) => one.side === side && !one.replaced).length

/** The part that runs is over; a double minor has another, which begins now. */
function shortened(one: Suspended, now: number): Suspended[] {
  const part = one.partMs ?? 0
  const later = Math.ceil((one.endsAtMs - now) / part) - 1
  return later > 0 ? [{ ...one, endsAtMs: now + later * part }] : []
}
