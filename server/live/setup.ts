import type { Instant, MatchId } from '#core/ids'
import type { Match, Side } from '#core/match'
import { refuse, refused, type Outcome } from '#core/problem'
import type { NewMatch } from '#core/schema/match'
import { sideColourOf } from '#core/side-colours'
import { freeze } from '#core/sport/freeze'
import { findPreset } from '#core/sport/presets'

/** A match as it is set up, with the rules that its sport has at that time frozen into it. */
export function drawMatch(
  setup: NewMatch,
  id: MatchId,
  now: Instant,
): Outcome<{ match: Omit<Match, 'room'> }> {
  const preset = findPreset(setup.sport, now)
  if (!preset)
    return refuse('body-invalid', undefined, [{ pointer: '/sport', detail: 'is not known' }])
  const { min, max } = preset.sides
  if (setup.sides.length < min || setup.sides.length > max)
    return refuse('body-invalid', undefined, [
      { pointer: '/sides', detail: `${preset.name} has ${min} to ${max} sides` },
    ])
  const frozen = freeze(preset, setup.rules ?? {})
  if (refused(frozen)) return frozen
  const sides = drawSides(setup.sides)
  const title = setup.title ?? titleOf(sides)
  return {
    match: { id, sport: preset.id, title, sides, rules: frozen.rules, createdAt: now },
  }
}

const sideId = (index: number): string =>
  index === 0 ? 'home' : index === 1 ? 'away' : `s${index + 1}`

/** What a host says anew of a match; what had been made up of the old names is made up of the new ones. */
export function redrawn(
  match: Pick<Match, 'title' | 'sides'>,
  given: { title?: string | undefined; sides?: NewMatch['sides'] | undefined },
): Partial<Pick<Match, 'title' | 'sides'>> {
  const sides = given.sides && drawSides(given.sides, match.sides)
  const madeUp = match.title === titleOf(match.sides)
  const title = given.title ?? (sides && madeUp ? titleOf(sides) : undefined)
  return { ...(title !== undefined && { title }), ...(sides && { sides }) }
}

/** Sides as they are kept; what is not given stays as it was, or is made up. */
export function drawSides(given: NewMatch['sides'], before: readonly Side[] = []): Side[] {
  const kept = before.map(({ name, short }) => (isMadeUp(name, short) ? undefined : short))
  const shorts = shortNames(
    given.map(({ name, short }, index) => ({ name, short: short ?? kept[index] })),
  )
  return given.map(({ name, color }, index) => ({
    id: sideId(index),
    name,
    short: shorts[index] ?? name,
    color: color ?? before[index]?.color ?? sideColourOf(index),
  }))
}

/**
 * The beginnings of the names, as long as it takes to tell them apart: `FC Köln` is `FC K` against
 * `FC Bayern`. Where six letters do not, the initials (`Manchester City` is `MC`), or else the last
 * words.
 */
function shortNames(sides: readonly { name: string; short: string | undefined }[]): string[] {
  const all = ways.map((way) => sides.map(({ name, short }) => short ?? way(name.toUpperCase())))
  const differ = (shorts: readonly string[]) => new Set(shorts).size === shorts.length
  return all.find(differ) ?? all[0]!
}

const beginning =
  (length: number) =>
  (name: string): string =>
    [...name].slice(0, length).join('').trim()

const initials = (name: string): string => {
  const words = name.split(/\s+/)
  return words.length > 1 ? words.map(beginning(1)).slice(0, 6).join('') : beginning(3)(name)
}

const lastWord = (name: string): string => beginning(6)(name.split(/\s+/).at(-1) ?? name)

/** To shorten a name, the best way first. */
const ways = [beginning(3), beginning(4), beginning(5), beginning(6), initials, lastWord]

const isMadeUp = (name: string, short: string): boolean =>
  ways.some((way) => way(name.toUpperCase()) === short)

const titleOf = (sides: readonly Side[]): string =>
  [...sides.map((side) => side.name).join(' – ')].slice(0, 120).join('')
