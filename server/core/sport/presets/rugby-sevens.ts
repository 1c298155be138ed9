import type { Preset } from '../rules.ts'
import { rugbyUnion } from './rugby-union.ts'

export const rugbySevens: Preset = {
  ...rugbyUnion,
  id: 'rugby-sevens',
  name: 'Rugby sevens',
  edition: 'World Rugby-style (sevens, 2025)',
  source:
    'World Rugby, Laws of the Game 2025, Seven-a-side variations: extra time to the first score',
  // No shoot-out, so no kicks that miss.
  incidents: rugbyUnion.incidents
    .filter(({ key }) => key !== 'miss')
    .map((incident) =>
      incident.key === 'yellow' ? { ...incident, suspension: { ms: 2 * 60_000 } } : incident,
    ),
  rules: { units: 2, unitMs: 7 * 60_000, extraTime: true },
  stages: [
    { key: 'half', count: 'units', ms: 'unitMs' },
    { key: 'extra', count: 4, ms: 5 * 60_000, target: { to: 1 }, when: 'extraTime' },
  ],
  keys: rugbyUnion.keys.filter(({ key }) => key !== 'kick'),
}
