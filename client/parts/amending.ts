import type { Happening, MatchView, Patch, SportView } from '#core/match'
import { timeText } from '#core/clock-text'
import { amendable } from '#core/sport/corrections'
import { parseFace } from './clock-entry.ts'
import { keyWords, unitWords } from './match-words.ts'
import { keysOf } from './referee-taps.ts'

/** A field of an event as a form shows it; what is typed or picked is text until it is sent. */
export interface AmendField {
  name: string
  words: string
  /** What can be picked; absent: it is typed. */
  choices?: { value: string; words: string }[]
  value: string
  /** It may be left empty. */
  optional?: true
}

/** The fields of an event that can be mended, as they stand. */
export function amendFields(event: Happening, match: MatchView, sport: SportView): AmendField[] {
  const names = amendable[event.kind].filter((name) => meant(event, name, sport))
  const sides = match.sides.map(({ id, name }) => ({ value: id, words: name }))
  const has = event as unknown as Record<string, unknown>
  const text = (name: string) => (has[name] === undefined ? '' : String(has[name]))
  return names.flatMap((name): AmendField[] => {
    const field = { name, value: text(name) }
    switch (name) {
      case 'side':
        return [{ ...field, words: 'Side', choices: [...nobody(event), ...sides] }]
      case 'key':
        return [{ ...field, words: 'What', choices: keyChoices(event, sport) }]
      case 'unit':
        return [{ ...field, words: 'Part', choices: unitChoices(event, sport) }]
      case 'player':
        return [{ ...field, words: 'Player: number or name', optional: true }]
      case 'note':
        return [{ ...field, words: 'Note', optional: true }]
      case 'points':
        return [{ ...field, words: 'Points' }]
      case 'reason':
        return [{ ...field, words: 'Why' }]
      case 'ms':
        return [{ ...field, words: timeWords(event), value: timeText(Number(has['ms'])) }]
      case 'score':
        return match.sides.map(({ name: words }, index) => ({
          name: `score.${index}`,
          words,
          value: String((has['score'] as number[])[index] ?? 0),
        }))
      default:
        return []
    }
  })
}

/** A log speaks of what was played, whatever way the clock counts. */
const timeWords = (event: Happening): string =>
  event.kind === 'clock' && event.op === 'added'
    ? 'Added, minutes:seconds'
    : 'Played, minutes:seconds'

/** Whether this very event has that field, or could have it. */
function meant(event: Happening, name: string, { keys }: SportView): boolean {
  if (event.kind === 'clock') return 'ms' in event
  if (event.kind === 'status') return event.to === 'final' || event.to === 'abandoned'
  if (event.kind === 'score' && name === 'points')
    return keys.some(({ key, points }) => key === event.key && points === null)
  // A score lies where the match was; only one that names its part has it to mend.
  return name !== 'unit' || 'unit' in event
}

/** An incident, or the end of a match, may be nobody's. */
const nobody = ({ kind }: Happening) =>
  kind === 'incident' || kind === 'status' ? [{ value: '', words: 'No side' }] : []

const keyChoices = (event: Happening, sport: SportView) =>
  (event.kind === 'score' ? sameWorth(event.key, sport) : sport.incidents).map(({ key }) => ({
    value: key,
    words: keyWords(key),
  }))

/** Whether the sender says how many is part of the key: the other sort would need other fields. */
function sameWorth(key: string, sport: SportView): { key: string }[] {
  const own = sport.keys.find((one) => one.key === key)
  const open = keysOf(sport)
  const alike = open.filter(({ points }) => (points === null) === (own?.points === null))
  return alike.some((one) => one.key === key) ? alike : own ? [own] : alike
}

/** Kicks have no score that could be set: they are corrected one by one. */
const unitChoices = ({ kind }: Happening, { units }: SportView) =>
  units.flatMap((unit, index) =>
    unit.allowed && !(kind === 'adjust' && unit.kicks)
      ? [{ value: String(index), words: unitWords(unit) }]
      : [],
  )

/** What a person has changed, as it is sent; undefined: nothing, or something that makes no sense. */
export function patchOf(
  fields: readonly AmendField[],
  values: Readonly<Record<string, string>>,
): Patch | undefined {
  const patch: Record<string, string | number | readonly number[] | null> = {}
  const score = fields.filter(({ name }) => name.startsWith('score.'))
  for (const { name, value: old, choices, optional } of fields) {
    const value = (values[name] ?? old).trim()
    if (value === old || name.startsWith('score.')) continue
    if (value === '' && !optional && !choices?.some((choice) => choice.value === ''))
      return undefined
    const sent = value === '' ? null : name === 'ms' ? parseFace(value) : told(name, value)
    if (sent === undefined || Number.isNaN(sent)) return undefined
    patch[name] = sent
  }
  const numbers = score.map(({ name, value }) => told('points', values[name] ?? value))
  if (numbers.some((one) => Number.isNaN(one))) return undefined
  if (score.some(({ name, value }) => (values[name] ?? value) !== value))
    patch['score'] = numbers as number[]
  return Object.keys(patch).length > 0 ? patch : undefined
}

const numbered: ReadonlySet<string> = new Set(['points', 'unit'])

const told = (name: string, value: string): string | number =>
  numbered.has(name) ? (/^[-−]?\d+$/.test(value) ? Number(value.replace('−', '-')) : NaN) : value
