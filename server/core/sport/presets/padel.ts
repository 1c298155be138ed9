import type { Preset } from '../rules.ts'
import { tennis } from './tennis.ts'

/** Scored as tennis is; `noAd` is padel's golden point. */
export const padel: Preset = {
  ...tennis,
  id: 'padel',
  name: 'Padel',
  edition: 'FIP-style (2025)',
  source: 'FIP, Rules of Padel 2025, Rules 2 to 5',
  incidents: [
    { key: 'ace' },
    { key: 'double-fault' },
    { key: 'warning', counter: { per: 'match' } },
    { key: 'let' },
    { key: 'injury' },
    { key: 'note' },
  ],
}
