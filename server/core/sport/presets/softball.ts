import type { Preset } from '../rules.ts'
import { baseball } from './baseball.ts'

export const softball: Preset = {
  ...baseball,
  id: 'softball',
  name: 'Softball',
  edition: 'WBSC-style (2022–2025)',
  source:
    'WBSC, Official Rules of Softball 2022–2025, Rule 5: seven innings, run-ahead rules left to the officials',
  rules: { ...baseball.rules, units: 7 },
}
