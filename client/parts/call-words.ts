import type { MatchEvent, MatchView } from '#core/match'
import { effective } from '#core/sport/corrections'
import { isAboutToBegin } from './break-words.ts'
import { eventWords, keyWords, sideName, unitNamed, unitWords } from './match-words.ts'
import { written } from './number-words.ts'
import { currentUnit } from './unit-called.ts'

/** What a hall is told: what is at stake, what has just been decided, or what happened last. */
export function callWords(match: MatchView): string {
  const reopened = reopenedWords(match)
  if (reopened !== undefined) return reopened
  const result = resultWords(match)
  if (result !== undefined) return result
  const pressing =
    match.status === 'review' ? undefined : (alertWords(match) ?? decisionWords(match))
  const ends = match.ends?.due ? 'Change ends' : undefined
  const called = [pressing, ends].filter((words) => words !== undefined)
  if (called.length > 0) return called.join(' · ')
  return tiebreakWords(match) ?? lastWords(match)
}

/** `Set point · Reds`. */
function alertWords(match: MatchView): string | undefined {
  if (match.alert === null) return undefined
  return `${keyWords(match.alert.kind)} · ${sideName(match, match.alert.side)}`
}

/** `Winner · Reds · 3–3, shoot-out 4–2`, once it is final; of many sides only who. */
function resultWords(match: MatchView): string | undefined {
  if (match.status !== 'final') return undefined
  const kicks = match.shootout ? `, shoot-out ${match.shootout.score.join('–')}` : ''
  const told = match.sides.length > 2 ? '' : ` · ${match.score.map(written).join('–')}${kicks}`
  if (match.winner !== null) return `${wonWords(match)}${told}`
  if (match.headline !== 'sum') return undefined
  return match.sides.length > 2 ? 'First place is shared' : `Draw${told}`
}

/** `Match to Reds`, as sets are called; nobody says it of goals. */
const wonWords = (match: MatchView): string =>
  `${match.headline === 'won' ? 'Match to' : 'Winner ·'} ${sideName(match, match.winner)}`

/** `Set 1 to Reds · 25–20`, from the point that decides it until the next one begins. */
export function decisionWords(match: MatchView): string | undefined {
  const { key, over } = match.unit
  const unit = currentUnit(match)
  const score = key === 'shootout' ? match.shootout?.score : unit?.score
  if (!over || score === undefined) return undefined
  // Kicks decide a match without being its score.
  if (match.winner !== null && key !== 'shootout')
    return `${wonWords(match)} · ${match.score.join('–')}`
  const ahead = score.indexOf(Math.max(...score))
  const winner = sideName(match, unit?.winner ?? match.sides[ahead]?.id)
  return `${unitWords(match.unit)} to ${winner} · ${score.join('–')}`
}

/** A correction has opened a unit again from which the match had gone on. */
function reopenedWords(match: MatchView): string | undefined {
  if (newest(match.timeline)?.kind !== 'void') return undefined
  const warning = match.warnings.findLast(({ code }) => code === 'unit-unfinished')
  const unit = warning?.unit === undefined ? undefined : unitNamed(match, warning.unit)
  return unit && `${unitWords(unit)} is open again`
}

/** Said until its first point. */
const tiebreakWords = ({ tiebreak, points }: MatchView): string | undefined =>
  tiebreak && points?.every((own) => own === '0') ? 'Tie-break' : undefined

/** What nobody needs to hear of, or stands above the score. */
const quiet = new Set(['clock', 'serve', 'status'])

const newest = (timeline: readonly MatchEvent[]) => timeline.find(({ kind }) => !quiet.has(kind))

/** The newest thing that a hall wants to hear of, also where that is a correction. */
function lastWords(match: MatchView): string {
  const log = match.timeline.toReversed()
  const last = effective(log).findLast(({ kind }) => !quiet.has(kind))
  const latest = newest(match.timeline)
  if (latest?.kind === 'void') {
    const before = effective(log.filter(({ id }) => id !== latest.id))
    const target = before.find(({ id }) => id === latest.target)
    if (target && !('target' in target) && !quiet.has(target.kind))
      return `Taken back: ${eventWords(target, match)}`
  }
  // A part that is only about to begin is told by the break before it.
  if (last === undefined || (last.kind === 'unit' && isAboutToBegin(match))) return ''
  if (!('target' in last)) return eventWords(last, match)
  const target = effective(log).find(({ id }) => id === last.target)
  return target
    ? `${eventWords(last, match)}: ${eventWords(target, match)}`
    : eventWords(last, match)
}
