import type { EventKind, Match, MatchEvent, NewEvent } from '../match.ts'
import type { Fault } from '../problem.ts'
import type { MatchState } from './state.ts'

type Faults<K extends EventKind> = (
  match: Match,
  state: MatchState,
  log: readonly MatchEvent[],
  event: Extract<NewEvent, { kind: K }>,
) => Fault[]

const faults: { [K in EventKind]: Faults<K> } = {
  score: (match, _state, _log, event) => [
    ...sideFaults(match, event.side),
    ...keyFaults(match.rules.keys, event.key),
    ...(event.unit === undefined ? [] : unitFaults(match, '/unit', event.unit)),
    ...pointsFaults(match, event),
  ],

  incident(match, state, _log, event) {
    const missed = match.rules.units[state.unit]?.kicks?.missed
    return [
      ...keyFaults(match.rules.incidents, event.key),
      ...(event.side !== undefined || event.key === missed ? sideFaults(match, event.side) : []),
    ]
  },

  clock: () => [],

  unit(match, _state, _log, { from, to }) {
    if (to <= from)
      return [{ pointer: '/to', detail: 'must come after `from`; to go back, void the move' }]
    return [...unitFaults(match, '/from', from), ...unitFaults(match, '/to', to)]
  },

  serve: (match, _state, _log, event) => sideFaults(match, event.side),

  status: (match, _state, _log, event) =>
    event.side === undefined ? [] : sideFaults(match, event.side),

  void: (_match, _state, log, event) =>
    log.some(({ id }) => id === event.target)
      ? []
      : [{ pointer: '/target', detail: 'is not the id of an event of this match' }],
}

/** What is wrong with a posted event: references to what this match does not have. */
export const faultsOf: Faults<EventKind> = (match, state, log, event) =>
  (faults[event.kind] as Faults<EventKind>)(match, state, log, event)

const sideFaults = (match: Match, side: string | undefined): Fault[] =>
  oneOf(
    '/side',
    match.sides.map(({ id }) => id),
    side,
  )

const keyFaults = (keys: readonly { key: string }[], key: string): Fault[] =>
  oneOf(
    '/key',
    keys.map((one) => one.key),
    key,
  )

const oneOf = (pointer: string, allowed: readonly string[], value: string | undefined): Fault[] =>
  value !== undefined && allowed.includes(value)
    ? []
    : [{ pointer, detail: `must be one of ${allowed.join(', ')}` }]

const unitFaults = (match: Match, pointer: string, index: number): Fault[] =>
  match.rules.units[index]?.allowed
    ? []
    : [{ pointer, detail: 'is not the index of a unit that this match plays' }]

function pointsFaults(match: Match, event: Extract<NewEvent, { kind: 'score' }>): Fault[] {
  const key = match.rules.keys.find((one) => one.key === event.key)
  if (key === undefined || (key.points === null) === (event.points !== undefined)) return []
  const detail =
    key.points === null
      ? `is needed: ${key.key} is worth what the sender says`
      : `must be left out: ${key.key} is always worth ${key.points}`
  return [{ pointer: '/points', detail }]
}
