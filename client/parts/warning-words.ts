import type { MatchView, Warning, WarningCode } from '#core/match'
import { keyWords, sideName, unitNamed } from './match-words.ts'
import { unitWords } from './unit-words.ts'

const words: Record<WarningCode, string> = {
  'unit-over': 'A score after the end of a set is kept, but does not count',
  'unit-ahead': 'A score names a period that has not begun',
  'wrong-unit': 'In a shoot-out only kicks count, and kicks only there',
  'unit-unfinished': 'The next one was started before anybody had won this one',
  'unit-skipped': 'A period was left out on the way',
  'match-decided': 'Another one was started after the match was won',
  'match-undecided': 'The match was ended before anybody had won',
  'match-ended': 'Something was scored after the end of the match',
  'no-clock': 'The clock was pressed, but this part has none',
  'over-limit': 'More than the rules give a side',
  'out-of-turn': 'This only follows another score',
}

/** What is doubtful, and where: `More than the rules give a side: Time-out · Reds`. */
export function warningWords(
  { code, unit, key, side }: Warning,
  match?: Pick<MatchView, 'sides' | 'unit' | 'units' | 'timed'>,
): string {
  const named = match && unit !== undefined ? unitNamed(match, unit) : undefined
  if (code === 'unit-unfinished' && named) return `${unitWords(named)} is open: nobody has won it`
  const about = [key && keyWords(key), match && sideName(match, side)].filter(Boolean).join(' · ')
  return about === '' ? words[code] : `${words[code]}: ${about}`
}
