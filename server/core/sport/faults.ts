import type { EventId } from '../ids.ts'
import type { EventKind, Match, MatchEvent, NewEvent, Patch } from '../match.ts'
import type { Fault } from '../problem.ts'
import type { MatchState } from './state.ts'
import { amendable, amended, readBack } from './corrections.ts'

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

  adjust: (match, state, _log, { unit, score, base }) => [
    ...(unit === undefined ? [] : unitFaults(match, '/unit', unit)),
    ...(match.rules.units[unit ?? state.unit]?.kicks
      ? [{ pointer: '/unit', detail: 'is one of kicks: those are corrected one by one' }]
      : []),
    ...(score.length === match.sides.length
      ? []
      : [{ pointer: '/score', detail: `must have ${match.sides.length} numbers, one a side` }]),
    ...score.flatMap((points, side) => (canStand(match, points) ? [] : [impossible(side)])),
    ...(base === undefined
      ? [{ pointer: '/base', detail: 'is needed: the last seq that its sender has seen' }]
      : []),
  ],

  amend(match, state, log, { target, patch }) {
    const event = readBack(log).find((one) => one.event.id === target)?.event
    if (event === undefined) return targetFaults(log, target)
    if (amendable[event.kind].length === 0)
      return [{ pointer: '/target', detail: `is of kind ${event.kind}: void it instead` }]
    return patchFaults(match, state, log, event, patch)
  },

  void: (_match, _state, log, { target }) => targetFaults(log, target),
  confirm: (_match, _state, log, { target }) => targetFaults(log, target),
}

/** What is wrong with a posted event: references to what this match does not have. */
export const faultsOf: Faults<EventKind> = (match, state, log, event) =>
  (faults[event.kind] as Faults<EventKind>)(match, state, log, event)

/** Below nothing, or with a half, only where there are points to take away, or halves. */
const canStand = ({ rules }: Match, score: number): boolean =>
  (score >= 0 || rules.keys.some(({ points }) => points === null)) &&
  (Number.isInteger(score) || rules.keys.some(({ points }) => !Number.isInteger(points ?? 1)))

const impossible = (side: number): Fault => ({
  pointer: `/score/${side}`,
  detail: 'is no score of this sport',
})

function targetFaults(log: readonly MatchEvent[], target: EventId): Fault[] {
  return log.some(({ id }) => id === target)
    ? []
    : [{ pointer: '/target', detail: 'is not the id of an event of this match' }]
}

/** What is wrong with a patch is what would be wrong with the event that it makes. */
function patchFaults(
  match: Match,
  state: MatchState,
  log: readonly MatchEvent[],
  event: MatchEvent,
  patch: Patch,
): Fault[] {
  if (Object.keys(patch).length === 0)
    return [{ pointer: '/patch', detail: 'must name something to change' }]
  const strange = Object.keys(patch).filter((field) => !has(event, field))
  const missing = needed[event.kind]?.filter((field) => patch[field] === null) ?? []
  const faults = [
    ...strange.map((field) => ({
      pointer: `/patch/${field}`,
      detail: `is nothing that a ${event.kind} has to amend`,
    })),
    ...missing.map((field) => ({
      pointer: `/patch/${field}`,
      detail: `is what a ${event.kind} cannot be without`,
    })),
  ]
  if (faults.length > 0) return faults
  // An adjustment that was taken has seen what it had to see.
  const made: NewEvent = { ...amended(event, patch), base: log.length }
  return faultsOf(match, state, log, made).map(({ pointer, detail }) => ({
    pointer: `/patch${pointer}`,
    detail,
  }))
}

/** Only a clock that was set, or given time, was so by some milliseconds. */
const has = (event: MatchEvent, field: string): boolean =>
  amendable[event.kind].includes(field) && (event.kind !== 'clock' || field in event)

const needed: Partial<Record<EventKind, readonly string[]>> = {
  score: ['side', 'key'],
  incident: ['key'],
  clock: ['ms'],
  serve: ['side'],
  adjust: ['score', 'reason'],
}

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
  const open = key?.points === null
  if (key === undefined || key.free || open === (event.points !== undefined)) return []
  const detail = open
    ? `is needed: ${key.key} is worth what the sender says`
    : `must be left out: ${key.key} is always worth ${key.points}`
  return [{ pointer: '/points', detail }]
}
