import type { Instant } from '../ids.ts'
import type { SportView } from '../match.ts'
import { rulesFor } from './freeze.ts'
import { americanFootball } from './presets/american-football.ts'
import { badminton, badminton2027 } from './presets/badminton.ts'
import { baseball } from './presets/baseball.ts'
import { basketball3x3, basketball } from './presets/basketball.ts'
import { beachVolleyball } from './presets/beach-volleyball.ts'
import { bestOf } from './presets/best-of.ts'
import { chess } from './presets/chess.ts'
import { custom } from './presets/custom.ts'
import { fieldHockey } from './presets/field-hockey.ts'
import { floorball } from './presets/floorball.ts'
import { football } from './presets/football.ts'
import { futsal } from './presets/futsal.ts'
import { handball } from './presets/handball.ts'
import { iceHockey } from './presets/ice-hockey.ts'
import { padel } from './presets/padel.ts'
import { pickleball } from './presets/pickleball.ts'
import { quiz } from './presets/quiz.ts'
import { rugbySevens } from './presets/rugby-sevens.ts'
import { rugbyUnion } from './presets/rugby-union.ts'
import { softball } from './presets/softball.ts'
import { squash } from './presets/squash.ts'
import { tableTennis } from './presets/table-tennis.ts'
import { tennis } from './presets/tennis.ts'
import { volleyball } from './presets/volleyball.ts'
import { waterPolo } from './presets/water-polo.ts'
import type { MatchRules, Preset } from './rules.ts'

/**
 * Every edition of every sport, in the order in which they are offered; of one sport the newest
 * first. A new one is a file of data and a name here; the laws run themselves.
 */
export const editions: readonly Preset[] = [
  football,
  futsal,
  basketball,
  basketball3x3,
  volleyball,
  beachVolleyball,
  tennis,
  padel,
  tableTennis,
  badminton2027,
  badminton,
  squash,
  pickleball,
  iceHockey,
  handball,
  rugbyUnion,
  rugbySevens,
  americanFootball,
  baseball,
  softball,
  waterPolo,
  fieldHockey,
  floorball,
  bestOf,
  chess,
  quiz,
  custom,
]

export const sportIds: readonly string[] = [...new Set(editions.map(({ id }) => id))]

/** A sport by the edition that is played at that time. Undefined: there is no such sport. */
export const findPreset = (sport: string, now: Instant): Preset | undefined =>
  editions.find(
    ({ id, since }) => id === sport && (since === undefined || Date.parse(since) <= now),
  )

/** The sport that a match plays, as pages need to know it. */
export const sportView = ({ rules, ...match }: MatchRules, sides: Preset['sides']): SportView => ({
  id: match.sport,
  name: match.name,
  edition: match.edition,
  sides,
  keys: match.keys,
  incidents: match.incidents.map(({ key, counter, suspension }) => ({
    key,
    counted: counter ? (counter.as ?? key) : null,
    suspensionMs: suspension?.ms ?? null,
  })),
  headline: match.headline,
  serves: match.serve !== null,
  units: match.units.map(({ key, number, ms, kicks, allowed }) => ({
    key,
    number,
    ms,
    kicks,
    allowed,
  })),
  clock: match.clock && { direction: match.clock.direction, atLimit: match.clock.atLimit },
  rules,
})

/** Every sport, as a match plays it that is made at that time and sets nothing for itself. */
export const sportsAt = (now: Instant): SportView[] =>
  sportIds.flatMap((id) => {
    const preset = findPreset(id, now)
    return preset ? [sportView(rulesFor(preset, preset.rules), preset.sides)] : []
  })
