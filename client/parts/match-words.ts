import type { Happening, MatchEvent, MatchView } from '#core/match'
import { effective } from '#core/sport/void'

const ordinal = (n: number): string =>
  `${n}${n % 100 > 3 && n % 100 < 21 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th')}`

/** `1st half`, `Extra time 1`, `Shoot-out`, `Set 3`. */
export function unitWords({ key, number }: { key: string; number: number }): string {
  switch (key) {
    case 'shootout':
      return 'Shoot-out'
    case 'extra':
      return `Extra time ${number}`
    case 'half':
    case 'quarter':
    case 'period':
    case 'inning':
      return `${ordinal(number)} ${key}`
    default:
      return `${capital(key)} ${number}`
  }
}

/** What is being played, or what became of it. */
export function stateWords(match: Pick<MatchView, 'status' | 'unit'>): string {
  switch (match.status) {
    case 'scheduled':
      return 'Not started'
    case 'live':
      return unitWords(match.unit)
    case 'review':
      return 'Under review'
    case 'final':
      return 'Final'
    case 'abandoned':
      return 'Abandoned'
  }
}

export const keyWords = (key: string): string =>
  ({ kick: 'Kick scored', miss: 'Kick missed', 'own-goal': 'Own goal' })[key] ??
  capital(key.replaceAll('-', ' '))

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

type Named = Pick<MatchView, 'sides' | 'unit' | 'units'>

/** `Goal · Reds`: what happened, as a referee's undo button and a screen's call-out say it. */
export function eventWords(event: Happening, match: Named): string {
  const name = (id: string | undefined) => match.sides.find((side) => side.id === id)?.name
  switch (event.kind) {
    case 'score':
    case 'incident': {
      const who = [name(event.side), event.player].filter(Boolean).join(', ')
      const what = keyWords(event.key)
      return who === '' ? what : `${what} · ${who}`
    }
    case 'clock':
      return {
        start: 'Clock started',
        stop: 'Clock stopped',
        set: 'Clock set',
        added: 'Time added',
      }[event.op]
    case 'unit': {
      const unit = event.to === match.unit.index ? match.unit : match.units[event.to]
      return unit ? `Start of ${unitWords(unit)}` : 'Next period'
    }
    case 'serve':
      return `Serve · ${name(event.side) ?? ''}`
    case 'status':
      return {
        live: 'Reopened',
        review: 'Under review',
        final: 'End of match',
        abandoned: 'Abandoned',
      }[event.to]
    case 'adjust':
      return `Score set to ${event.score.join('–')}`
    case 'amend':
      return 'Corrected'
    case 'confirm':
      return 'Confirmed'
    case 'void':
      return 'Undone'
  }
}

/** `Set point · Reds`. */
function alertWords({ kind, side }: { kind: string; side: string }, match: Named): string {
  const name = match.sides.find(({ id }) => id === side)?.name ?? ''
  return `${keyWords(kind)} · ${name}`
}

/** `Set 1 to Reds · 25–20`, from the point that decides it until the next one begins. */
function decisionWords({ unit: { key, number, over }, ...match }: MatchView): string | undefined {
  const unit = match.units.find((one) => one.key === key && one.number === number)
  if (!over || !unit) return undefined
  const name = (side: string | null) => match.sides.find(({ id }) => id === side)?.name
  // Kicks decide a match without being its score.
  if (match.winner !== null && key !== 'shootout')
    return `Match to ${name(match.winner)} · ${match.score.join('–')}`
  return `${unitWords({ key, number })} to ${name(unit.winner)} · ${unit.score.join('–')}`
}

/** What a hall is told: what is at stake, what has just been decided, or what happened last. */
export function callWords(match: MatchView): string {
  if (match.alert) return alertWords(match.alert, match)
  const call = lastCall(match.timeline)
  return decisionWords(match) ?? (call ? eventWords(call, match) : '')
}

/** Of a timeline, newest first: the newest thing that still stands and that a hall wants to hear of. */
function lastCall(timeline: readonly MatchEvent[]): MatchEvent | undefined {
  return effective(timeline.toReversed()).findLast(
    ({ kind }) => kind !== 'clock' && kind !== 'serve',
  )
}
