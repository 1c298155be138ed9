import type { Preset } from '../rules.ts'

export const baseball: Preset = {
  id: 'baseball',
  name: 'Baseball',
  edition: 'MLB-style (2025)',
  source: 'MLB, Official Baseball Rules 2025, Rule 7.01: nine innings, more while it is level',
  sides: { min: 2, max: 2 },
  keys: [
    { key: 'run', points: 1 },
    { key: 'home-run', points: 1 },
  ],
  incidents: [
    { key: 'out', counter: { per: 'unit', limit: 3, hard: true, later: 3 } },
    { key: 'hit', counter: { per: 'match' } },
    { key: 'error', counter: { per: 'match' } },
    { key: 'walk' },
    { key: 'strikeout' },
    { key: 'mound-visit' },
    { key: 'challenge' },
    { key: 'substitution' },
    { key: 'injury' },
    { key: 'note' },
  ],
  rules: { units: 9, extraTime: true },
  stages: [
    { key: 'inning', count: 'units' },
    { key: 'extra-inning', count: 12, when: 'extraTime' },
  ],
  headline: 'sum',
  clock: null,
  serve: null,
}
