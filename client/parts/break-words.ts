import type { Clock } from '#core/clock'
import type { MatchView } from '#core/match'
import { currentUnit } from './unit-called.ts'

type Timed = Pick<MatchView, 'unit' | 'units' | 'clock' | 'moments'>

/** How many of a kind make a whole: after the last of them a match is over, if it is not level. */
const whole: Partial<Record<string, number>> = { half: 2, quarter: 4, period: 3, extra: 2 }

/** `Half-time` or `Break`, where a match is between two of its parts; undefined while one is played. */
export function breakWords(match: Timed): string | undefined {
  const { key, number } = match.unit
  const begins = isAboutToBegin(match)
  if (!begins && !hasMore(match)) return undefined
  // The half that is over, or the one that comes.
  return key === 'half' && number === (begins ? 2 : 1) ? 'Half-time' : 'Break'
}

/** Stopped where its part ends: nobody stops a clock there but at the whistle. */
export const isStoppedAtEnd = (clock: Clock | null): boolean =>
  clock !== null && !clock.running && clock.elapsedMs >= clock.limitMs

function hasMore({ unit, clock }: Timed): boolean {
  const last = whole[unit.key]
  return isStoppedAtEnd(clock) && last !== undefined && unit.number % last !== 0
}

/**
 * A later part whose clock has not run. Where nobody used the clock before, that says nothing; and
 * where something was scored, somebody has forgotten it.
 */
export function isAboutToBegin(match: Timed): boolean {
  const { unit, clock, moments } = match
  if (unit.index === 0 || clock === null || clock.running || clock.elapsedMs > 0) return false
  const scored = currentUnit(match)?.score.some((own) => own !== 0) ?? false
  return !scored && moments.some((at) => at.unit < unit.index && (at.elapsedMs ?? 0) > 0)
}
