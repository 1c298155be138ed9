import type { Choice } from '#core/tally/kind'

/**
 * One request of a voter and what was heard of it. Of a `lost` one nobody knows whether it was taken:
 * the server was killed before it answered. `refused` are all that say no, 404 and 503 included.
 */
export interface Operation {
  /** Null withdraws. */
  choice: Choice | null
  heard: Heard
  receipt?: string | undefined
}

export type Heard = 'counted' | 'changed' | 'unchanged' | 'withdrawn' | 'refused' | 'lost'

/** What a voter's votes in one run are called, here and in the books. */
export const laneOf = (poll: string, run: number, voter: string): string =>
  `${poll} run ${run} voter ${voter}`

/** Entries of the record for one voter in one run: choices as JSON, null for a withdrawal. */
export type Entries = readonly (string | null)[]

/** What voters outside of the server know: every request that was sent, and every answer. */
export class History {
  readonly #lanes = new Map<string, Operation[]>()

  note(lane: string, operation: Operation): void {
    const lanes = this.#lanes.get(lane)
    if (lanes) lanes.push(operation)
    else this.#lanes.set(lane, [operation])
  }

  count(...heard: Heard[]): number {
    return [...this.#lanes.values()].flat().filter((each) => heard.includes(each.heard)).length
  }

  /** Everything in the record that does not follow from what was sent and heard, and the other way round. */
  faults(record: ReadonlyMap<string, Entries>): string[] {
    const lanes = new Set([...this.#lanes.keys(), ...record.keys()])
    const faults = [...lanes].flatMap((lane) => {
      const fault = faultOf(this.#lanes.get(lane) ?? [], record.get(lane) ?? [])
      return fault === undefined ? [] : `${lane}: ${fault}`
    })
    return [...faults, ...this.#twins()]
  }

  /** A receipt is for one vote: nobody else's may carry it, nor another one of the same voter. */
  #twins(): string[] {
    const moved = [...this.#lanes.values()]
      .flat()
      .filter(({ heard }) => heard === 'counted' || heard === 'changed')
      .map(({ receipt }) => receipt)
    return moved.length === new Set(moved).size ? [] : ['two votes have the same receipt']
  }
}

/**
 * Follows one voter through the entries. Each place in them is a state that the server may be in by
 * then; an answer rules places out, a lost request leaves both that it was taken and that it was not.
 * No place left means a vote that was lost, doubled, or made up.
 */
export function faultOf(operations: readonly Operation[], entries: Entries): string | undefined {
  let places = new Set([0])
  let receipt: string | undefined
  for (const [index, operation] of operations.entries()) {
    const next = [...places].flatMap((place) => stepsFrom(place, operation, entries))
    const said = `${operation.heard} ${JSON.stringify(operation.choice)} (request ${index + 1})`
    if (next.length === 0) return `${said} does not follow in the record ${shown(entries)}`
    if (operation.heard === 'unchanged' && receipt !== undefined && receipt !== operation.receipt)
      return `${said} has another receipt than the vote it repeats`
    if (operation.heard !== 'refused') receipt = operation.receipt
    places = new Set(next)
  }
  return places.has(entries.length)
    ? undefined
    : `the record ${shown(entries)} holds what nobody sent`
}

function stepsFrom(place: number, { choice, heard }: Operation, entries: Entries): number[] {
  const before = entries[place - 1] ?? null
  const wanted = choice === null ? null : JSON.stringify(choice)
  const isNext = place < entries.length && entries[place] === wanted && before !== wanted
  const moves: Record<Heard, boolean> = {
    counted: isNext && before === null,
    changed: isNext && before !== null,
    withdrawn: isNext && wanted === null,
    unchanged: false,
    refused: false,
    lost: isNext,
  }
  const stays =
    heard === 'refused' || heard === 'lost' || (heard === 'unchanged' && before === wanted)
  return [...(stays ? [place] : []), ...(moves[heard] ? [place + 1] : [])]
}

const shown = (entries: Entries): string =>
  `[${entries.map((entry) => entry ?? 'withdrawn').join(', ')}]`
