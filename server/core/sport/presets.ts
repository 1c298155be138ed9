import type { SportView } from '../match.ts'
import { rulesFor } from './freeze.ts'
import { football } from './presets/football.ts'
import { volleyball } from './presets/volleyball.ts'
import type { MatchRules, Preset } from './rules.ts'

/** Every sport, by its id. A new one is a file of data and a name here; the laws run themselves. */
export const presets: Readonly<Record<string, Preset>> = { football, volleyball }

/** Undefined: there is no such sport (nor is what every object has, such as `constructor`). */
export const findPreset = (sport: string): Preset | undefined =>
  Object.hasOwn(presets, sport) ? presets[sport] : undefined

/** The sport that a match plays, as its officials' pages need to know it. */
export const sportView = (match: MatchRules): SportView => ({
  id: match.sport,
  name: match.name,
  edition: match.edition,
  keys: match.keys,
  units: match.units.map(({ key, number, ms, kicks, allowed }) => ({
    key,
    number,
    ms,
    kicks,
    allowed,
  })),
  clock: match.clock && { direction: match.clock.direction, atLimit: match.clock.atLimit },
  rules: match.rules,
})

/** Every sport, as a match plays it that sets nothing for itself. */
export const sports: readonly SportView[] = Object.values(presets).map((preset) =>
  sportView(rulesFor(preset, preset.rules)),
)
