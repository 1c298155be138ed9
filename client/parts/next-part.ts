import { elapsedAt } from '#core/clock'
import type { Instant } from '#core/ids'
import type { MatchView, SportView } from '#core/match'
import { scoreWords } from './referee-score.ts'
import { isDecided } from './referee-words.ts'
import { unitWords, type UnitName } from './unit-words.ts'

/** A part of a match by its name and its place among all. */
export interface Part {
  unit: UnitName
  index: number
}

/** The parts that are still to come. Indexes stay where they are when a match does not play one. */
export const partsAhead = (match: MatchView, sport: SportView | undefined): Part[] =>
  (sport?.units ?? [])
    .map((unit, index) => ({ unit, index }))
    .filter(({ unit, index }) => unit.allowed && index > match.unit.index)

/** Nobody is ahead of all the others. */
export function isLevel({ score }: Pick<MatchView, 'score'>): boolean {
  const best = Math.max(...score)
  return score.filter((one) => one === best).length > 1
}

/** Whether the rules may let the next part begin now, so that it is for one tap. */
export function isNextDue(match: MatchView, sport: SportView | undefined): boolean {
  const [next] = partsAhead(match, sport)
  if (!next || match.status === 'scheduled' || isDecided(match, sport)) return false
  if (match.headline === 'won') return match.unit.over
  return followsAnyway(match, sport, next) || isLevel(match)
}

/** A regular part, and the second half of an extra time, are played whoever is ahead. */
const followsAnyway = (
  { unit }: MatchView,
  sport: SportView | undefined,
  { unit: next }: Part,
): boolean =>
  next.key === sport?.units[0]?.key ||
  (next.key === 'extra' && unit.key === 'extra' && unit.number % 2 === 1)

/** By its clock, the part that is played has begun and is not at its end. */
export function isUnderWay({ clock, unit }: MatchView, now: Instant): boolean {
  if (clock === null || unit.over) return false
  const elapsed = elapsedAt(clock, now)
  return elapsed > 0 && elapsed < clock.limitMs
}

/** Why somebody is asked before a part begins, where that can be told. */
export function doubtOfPart(
  match: MatchView,
  sport: SportView | undefined,
  { to, now }: { to: number; now: Instant },
): string {
  const [next] = partsAhead(match, sport)
  const here = unitWords(match.unit)
  if (match.status === 'scheduled') return 'The match has not started.'
  if (isUnderWay(match, now)) return `${here} still has time on the clock.`
  if (next && next.index < to) return `${unitWords(next.unit)} would be left out.`
  if (match.headline === 'won' && !match.unit.over) return `Nobody has won ${here} yet.`
  if (isDecided(match, sport)) return 'The match is decided.'
  return isLevel(match) ? '' : `It is not level: ${scoreWords(match, match.score)}.`
}
