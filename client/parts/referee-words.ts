import { timeText } from '#core/clock-text'
import { hasEnded, type Happening, type MatchView, type SportView, type Warning } from '#core/match'
import { isAboutToBegin } from './break-words.ts'
import { decisionWords } from './call-words.ts'
import { eventWords, keyWords, sideName, stateWords, unitWords } from './match-words.ts'
import { plural, signed } from './number-words.ts'
import { warningWords } from './warning-words.ts'

/** Whether somebody has won, though nobody has ended it: by sets, in a shoot-out, by a golden goal. */
export function isDecided(match: MatchView, sport: SportView | undefined): boolean {
  if (match.winner !== null) return true
  const kicking = sport?.units[match.unit.index]?.kicks != null
  const ahead = match.headline === 'sum' && match.score.some((one) => one !== match.score[0])
  return match.unit.over && (kicking || ahead)
}

/** `3 quarters have not been played yet.`: of what adds up, what everybody still expects; or empty. */
export function unplayedWords(match: MatchView, sport: SportView | undefined): string {
  if (!sport || match.headline !== 'sum' || isDecided(match, sport)) return ''
  const regular = sport.units[0]?.key
  const left = sport.units.filter(
    ({ key, allowed }, index) => allowed && key === regular && index > match.unit.index,
  )
  const [first] = left
  if (!first) return ''
  return left.length === 1
    ? `${unitWords(first)} has not been played yet.`
    : `${left.length} ${plural(first.key)} have not been played yet.`
}

/** Where the match stands, in the one line a referee always sees. */
export function standingWords(match: MatchView, sport: SportView | undefined): string {
  if (match.status === 'scheduled' || (match.status === 'live' && isAboutToBegin(match)))
    return `${unitWords(match.unit)}, not started`
  if (match.status !== 'live' || !match.unit.over) return stateWords(match)
  const decision = isDecided(match, sport) ? decisionWords(match) : undefined
  return decision ?? `${unitWords(match.unit)} is over`
}

/**
 * The incidents as they are offered in a unit: what is counted is what is most often wanted. A kick
 * that was missed is none where there are no kicks.
 */
export function offered({ incidents, units }: SportView, unit: number): SportView['incidents'] {
  const missed = new Set(units.flatMap(({ kicks }) => (kicks ? [kicks.missed] : [])))
  const own = units[unit]?.kicks?.missed
  const here = incidents.filter(({ key }) => key === own || !missed.has(key))
  return [
    ...here.filter(({ counted }) => counted !== null),
    ...here.filter(({ counted }) => counted === null),
  ]
}

/** `Foul, time-out…`: two that count as themselves stand for the rest; empty: nothing can happen. */
export function incidentsWords(sport: SportView, unit: number): string {
  const here = offered(sport, unit)
  const [first, second] = new Set([...here.filter(({ counted, key }) => counted === key), ...here])
  if (!first) return ''
  const words = [first, second].flatMap((one) => (one ? [keyWords(one.key)] : []))
  return `${words.join(', ').replace(/, (.)/, (letter) => letter.toLowerCase())}…`
}

export const minutesWords = (ms: number): string => `${ms / 60_000} min`

/** What a referee has to know right now, the most pressing first; empty: nothing. */
export function noticeWords(
  match: MatchView,
  sport: SportView | undefined,
  timeUp: boolean,
): string {
  if (hasEnded(match)) return ''
  if (match.ends?.due) return 'Change ends'
  if (asksForServe(match, sport)) return 'Who serves first?'
  const doubt = newestDoubt(match)
  if (doubt) return `${warningWords(doubt, match, sport)}.`
  if (timeUp && !match.unit.over) return `${unitWords(match.unit)}: time is up`
  return match.alert ? `${keyWords(match.alert.kind)} · ${sideName(match, match.alert.side)}` : ''
}

/** A sport with a serve, at the start of a unit whose first server cannot be known. */
export const asksForServe = (match: MatchView, sport: SportView | undefined): boolean =>
  sport?.serves === true && match.serve === null && !match.unit.over && !hasEnded(match)

/** A doubt about what was posted last, while the reason is still under the thumb. */
function newestDoubt({ warnings, timeline }: MatchView): Warning | undefined {
  const newest = timeline[0]?.seq
  return newest === undefined ? undefined : warnings.findLast(({ seq }) => seq === newest)
}

/** As `eventWords`, with what a log has to say besides: the amount, the time, the reason, the note. */
export function loggedWords(event: Happening, match: MatchView): string {
  return [eventWords(event, match), ...details(event, match)].join(' · ')
}

function details(event: Happening, match: MatchView): string[] {
  switch (event.kind) {
    case 'score':
      return event.points === undefined ? [] : [signed(event.points)]
    case 'incident':
      return event.note === undefined ? [] : [event.note]
    case 'clock':
      if (event.op === 'added') return [minutesWords(event.ms)]
      return event.op === 'set' ? [`${timeText(event.ms)} played`] : []
    case 'status':
      return event.side === undefined ? [] : [`${sideName(match, event.side)} win by it`]
    case 'adjust':
      return [event.reason]
    default:
      return []
  }
}
