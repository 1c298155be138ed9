import type { Happening, MatchView } from '#core/match'
import { breakWords } from './break-words.ts'
import { signed, written } from './number-words.ts'
import { unitCalled } from './unit-called.ts'
import { capital, unitWords, type UnitName } from './unit-words.ts'

export { unitWords } from './unit-words.ts'

type Stated = Pick<MatchView, 'status' | 'unit' | 'units' | 'tiebreak' | 'clock' | 'moments'>

/** What is being played, or what became of it. */
export function stateWords(match: Stated): string {
  switch (match.status) {
    case 'scheduled':
      return 'Not started'
    case 'live':
      return breakWords(match) ?? playedWords(match)
    case 'review':
      return `${playedWords(match)} · Under review`
    case 'final':
      return 'Final'
    case 'abandoned':
      return 'Abandoned'
  }
}

const playedWords = ({ unit, tiebreak }: Pick<MatchView, 'unit' | 'tiebreak'>): string =>
  unitWords(unit) + (tiebreak ? ' · Tie-break' : '')

/** Where taking the hyphens out of a key does not make its words. */
const words: Partial<Record<string, string>> = {
  kick: 'Scored',
  throw: 'Scored',
  shot: 'Scored',
  miss: 'Missed',
  'own-goal': 'Own goal',
  three: 'Three-pointer',
  two: 'Two-pointer',
  one: 'One-pointer',
  yellow: 'Yellow card',
  'second-yellow': 'Second yellow card',
  'yellow-red': 'Yellow and red card',
  red: 'Red card',
  green: 'Green card',
  blue: 'Blue card',
  black: 'Black card',
  minor: 'Minor penalty',
  'bench-minor': 'Bench minor penalty',
  'double-minor': 'Double minor penalty',
  major: 'Major penalty',
  suspension: 'Suspension',
  'two-point': 'Two-point conversion',
  'seven-metre': 'Seven-metre throw',
  'time-out': 'Time-out',
  'technical-time-out': 'Technical time-out',
  'medical-time-out': 'Medical time-out',
  'basketball-3x3': 'Basketball 3×3',
}

/** Of whatever a sport has a key for, and of the sport itself. */
export const keyWords = (key: string): string => words[key] ?? capital(key.replaceAll('-', ' '))

type Named = Pick<MatchView, 'sides' | 'unit' | 'units' | 'timed'>

export const sideName = (
  match: Pick<MatchView, 'sides'>,
  id: string | null | undefined,
): string | undefined => {
  const name = match.sides.find((side) => side.id === id)?.name
  return name && isolated(name)
}

const rightToLeft = /\p{Script=Arabic}|\p{Script=Hebrew}|\p{Script=Syriac}|\p{Script=Thaana}/u

/** A name that is read from the right, in a sentence that is not: or it would turn what is next to it. */
const isolated = (name: string): string => (rightToLeft.test(name) ? `\u2068${name}\u2069` : name)

/** `Goal · Reds`: what happened, as a referee's undo button and a screen's call-out say it. */
export function eventWords(event: Happening, match: Named): string {
  switch (event.kind) {
    case 'score':
    case 'incident': {
      const who = [sideName(match, event.side), event.player && isolated(event.player)]
        .filter(Boolean)
        .join(', ')
      const points = event.kind === 'score' ? event.points : undefined
      const what = points === undefined ? keyWords(event.key) : signed(points)
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
      const unit = unitNamed(match, event.to)
      return unit ? `Start of ${unitWords(unit)}` : 'Next period'
    }
    case 'serve':
      return `Serve · ${sideName(match, event.side) ?? ''}`
    case 'status':
      return {
        live: 'Play goes on',
        review: 'Under review',
        final: 'End of match',
        abandoned: 'Abandoned',
      }[event.to]
    case 'adjust':
      return `Score set to ${event.score.map(written).join('–')}`
    case 'amend':
      return 'Corrected'
    case 'confirm':
      return 'Confirmed'
    case 'void':
      return 'Undone'
  }
}

/**
 * A unit by its index: `units` leaves out those that were never played, so it is told from its own
 * clock, or counted from the current one where it is of the same kind.
 */
export function unitNamed({ unit, units, timed }: Named, index: number): UnitName | undefined {
  if (index === unit.index) return unit
  const known = timed.find((one) => one.index === index)
  if (known) return known
  const number = unit.number - (unit.index - index)
  return unitCalled({ units }, { key: unit.key, number })
}
