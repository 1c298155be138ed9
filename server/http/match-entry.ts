import { clockText, timeText } from '#core/clock-text'
import type { EventKind, EventOf, MatchEvent } from '#core/match'
import type { MatchRules, Unit } from '#core/sport/rules'
import type { Chapter } from '#core/sport/story'
import type { Cell } from './csv.ts'

// One entry of a match's log as cells of a table, whatever its kind.

export const entryColumns = [
  'seq',
  'time',
  'unit',
  'clock',
  'kind',
  'side',
  'what',
  'player',
  'points',
  'note',
  'official',
  'counts',
  'corrects',
]

export interface Words {
  rules: MatchRules
  side(id: string | undefined): Cell
  official(id: string | null): Cell
  /** The seq of an event, by its id. */
  seq(id: string): Cell
}

export function entryCells(chapter: Chapter, words: Words): Cell[] {
  const { event, counts, unit, elapsedMs } = chapter
  const { side, what, player, points, note } = saidBy(event, words.rules)
  return [
    event.seq,
    new Date(event.occurredAt).toISOString(),
    unitName(unit),
    elapsedMs === null ? null : readOff(words.rules, unit, elapsedMs),
    event.kind,
    words.side(side),
    what ?? null,
    player ?? null,
    points ?? null,
    note ?? null,
    words.official(event.official),
    counts,
    'target' in event ? words.seq(event.target) : null,
  ]
}

interface Said {
  side?: string | undefined
  what?: string | undefined
  player?: string | undefined
  points?: number | undefined
  note?: string | undefined
}

const said: { [K in EventKind]: (event: EventOf<K>, rules: MatchRules) => Said } = {
  score: ({ side, key, player, points }, { keys }) => ({
    side,
    what: key,
    player,
    points: keys.find((one) => one.key === key)?.points ?? points,
  }),
  incident: ({ side, key, player, note }) => ({ side, what: key, player, note }),
  clock: (event) => ({ what: 'ms' in event ? `${event.op} ${timeText(event.ms)}` : event.op }),
  unit: ({ to }, { units }) => ({ what: unitName(units[to]) }),
  serve: ({ side }) => ({ side }),
  status: ({ to, side }) => ({ what: to, side }),
  adjust: ({ score, reason }) => ({ what: score.join('–'), note: reason }),
  // What it says stands where it stands in what it amends.
  amend: ({ patch }) => {
    const { side, key, player, points, note, reason, ms, score } = patch
    const what = key ?? (typeof ms === 'number' ? timeText(ms) : null) ?? scoreText(score)
    return {
      side: textOf(side),
      what: textOf(what),
      player: textOf(player),
      points: typeof points === 'number' ? points : undefined,
      note: textOf(note ?? reason),
    }
  },
  void: ({ why }) => ({ note: why }),
  confirm: () => ({}),
}

const saidBy = (event: MatchEvent, rules: MatchRules): Said =>
  (said[event.kind] as (event: MatchEvent, rules: MatchRules) => Said)(event, rules)

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined

const scoreText = (score: unknown): string | undefined =>
  Array.isArray(score) ? score.join('–') : undefined

export const unitName = (unit: Pick<Unit, 'key' | 'number'> | undefined): string =>
  unit ? `${unit.key} ${unit.number}` : ''

const readOff = ({ clock }: MatchRules, { ms, offsetMs }: Unit, elapsedMs: number): Cell =>
  clock === null || ms === null ? null : clockText({ ...clock, limitMs: ms, offsetMs }, elapsedMs)
