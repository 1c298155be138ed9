import type { MatchView, SportView, Warning, WarningCode } from '#core/match'
import { keyWords, sideName, unitNamed } from './match-words.ts'
import { unitWords } from './unit-words.ts'

/** `unit` is the part that it is about, by its name where that is known. */
const words: Record<WarningCode, (unit: string) => string> = {
  'unit-over': (unit) => `${unit} is over: this does not count`,
  'unit-ahead': (unit) => `${unit} has not begun: this counts for it already`,
  'wrong-unit': () => 'In a shoot-out only kicks count, and kicks only there',
  'unit-unfinished': (unit) => `${unit} is open: nobody has won it`,
  'unit-skipped': (unit) => `The match went on from ${unit}, where it never was`,
  'match-decided': () => 'The match was won before this began',
  'match-undecided': () => 'The match was ended before anybody had won',
  'match-ended': () => 'This came after the end of the match',
  'no-clock': (unit) => `${unit} has no clock`,
  'over-limit': () => 'More than the rules give a side',
  'out-of-turn': () => 'This only follows another score',
}

/** What is doubtful, and where: `More than the rules give a side: Time-out · Reds`. */
export function warningWords(
  { code, unit, key, side }: Warning,
  match: Pick<MatchView, 'sides' | 'unit' | 'units' | 'timed'>,
  sport: Pick<SportView, 'units'> | undefined,
): string {
  const named = unit === undefined ? undefined : (sport?.units[unit] ?? unitNamed(match, unit))
  // A page that was opened before an update knows fewer.
  const say: ((unit: string) => string) | undefined = words[code]
  const said = say?.(named ? unitWords(named) : 'That part') ?? 'Something is doubtful'
  const about = [key && keyWords(key), sideName(match, side)].filter(Boolean).join(' · ')
  return about === '' ? said : `${said}: ${about}`
}
