import type { Instant, PollId, RoomCode } from './ids.ts'
import type { Fault } from './problem.ts'
import type { Paper, PollOption, Result } from './tally/kind.ts'
import type { PollKind } from './tally/rules.ts'

export type PollStatus = 'draft' | 'open' | 'closed'
/** When phones and screens may see the result. */
export type ResultsRule = 'live' | 'voted' | 'closed' | 'host'

/** A poll as its host set it up. What people chose is not in here: see `Tally`. */
export interface Poll extends Paper {
  id: PollId
  room: RoomCode
  kind: PollKind
  question: string
  results: ResultsRule
  allowChange: boolean
  voters: 'device' | 'ticket'
  status: PollStatus
  /** From 1; a poll that is run again keeps the votes of its earlier runs. */
  run: number
  closesAt: Instant | null
}

/** What a stream's reader or a caller may see of a topic: everybody, or whoever may see hidden results. */
export type View = 'public' | 'full'

/** A poll as it travels. `result` is null where this view may not see it. */
export interface PollView extends Poll {
  version: number
  /** People who voted in this run. */
  ballots: number
  result: Result | null
}

/** Letters, so that ids read well in a log and a curl: a … z, then o26, o27 …. */
const optionId = (index: number): string =>
  index < 26 ? String.fromCharCode(97 + index) : `o${index}`

export const withOptions = (labels: readonly string[]): PollOption[] =>
  labels.map((label, index) => ({ id: optionId(index), label }))

/** What of a set-up poll its host may change. */
export type PollPatch = Partial<Pick<Poll, 'status' | 'results' | 'question' | 'options'>>

/** What is wrong with a change, apart from votes that may stand against it. */
export function patchFaults(poll: Poll, patch: PollPatch): Fault[] {
  const faults: Fault[] = []
  if (poll.status === 'draft' && patch.status === 'closed')
    faults.push({ pointer: '/status', detail: 'a draft opens before it closes' })
  if (patch.options && patch.options.length < (poll.maxChoices ?? 0))
    faults.push({ pointer: '/options', detail: `one ballot may hold ${poll.maxChoices} of them` })
  return faults
}

/** May somebody who never voted see this poll's result? */
export const publicSeesResult = (poll: Poll): boolean =>
  poll.results === 'live' || (poll.results !== 'host' && poll.status === 'closed')
