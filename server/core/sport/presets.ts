import type { SportView } from '../match.ts'
import { planUnits } from './plan.ts'
import { football } from './presets/football.ts'
import { volleyball } from './presets/volleyball.ts'
import type { Preset } from './rules.ts'

/** Every sport, by its id. A new one is a file of data and a name here; the laws run themselves. */
export const presets: Readonly<Record<string, Preset>> = { football, volleyball }

/** Undefined: there is no such sport (nor is what every object has, such as `constructor`). */
export const findPreset = (sport: string): Preset | undefined =>
  Object.hasOwn(presets, sport) ? presets[sport] : undefined

/** A sport as `GET /api/sports` tells it, with the units of a match that sets nothing for itself. */
export const sportView = (preset: Preset): SportView => ({
  id: preset.id,
  name: preset.name,
  edition: preset.edition,
  keys: preset.keys,
  units: planUnits(preset, preset.rules).map(({ key, number, ms, kicks }) => ({
    key,
    number,
    ms,
    kicks,
  })),
  clock: preset.clock && { direction: preset.clock.direction, atLimit: preset.clock.atLimit },
  rules: preset.rules,
})
