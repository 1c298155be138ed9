import type { Instant, ItemId, PollId, RoomCode } from './ids.ts'
import { refuse, type Fault, type Outcome } from './problem.ts'
import type { Paper, PollOption, Result, TallyView } from './tally/kind.ts'
import { rulesOf, type PollKind } from './tally/rules.ts'

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
  /** When phones lock; votes on their way count for `graceMs` more. */
  closesAt: Instant | null
}

/** What a stream's reader or a caller may see of a topic: everybody, or whoever may see hidden results. */
export type View = 'public' | 'full'

/** What the host alone knows of words: to know a word that is hidden is to see it. */
type HostsOwn = 'approveWords' | 'hiddenWords' | 'shownWords'

/** A poll as it travels. `result` is null where this view may not see it. */
export interface PollView extends Omit<Poll, HostsOwn> {
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

/** A vote that was sent before the close takes no longer than this to arrive. */
export const graceMs = 2000

/** The first moment at which a poll that closes by time is closed. */
export const closedFrom = (closesAt: Instant): Instant => closesAt + graceMs + 1

/** Does a vote that arrives now count? */
export const takesVotes = ({ status, closesAt }: Poll, at: Instant): boolean =>
  status === 'open' && (closesAt === null || at < closedFrom(closesAt))

/** What of a set-up poll its host may change. */
export type PollPatch = Partial<
  Pick<
    Poll,
    'status' | 'results' | 'question' | 'options' | 'closesAt' | 'hiddenWords' | 'shownWords'
  >
>

/** The poll as its host wants it now, or what is wrong with that, votes that stand against it apart. */
export function patchPoll(poll: Poll, patch: PollPatch, at: Instant): Outcome<{ poll: Poll }> {
  const faults = patchFaults(poll, patch, at)
  if (faults.length > 0) return refuse('body-invalid', undefined, faults)
  const next = { ...poll, ...patch }
  // Whoever opens it wants it open: a time that has passed is done with.
  const passed = next.closesAt !== null && next.closesAt <= at
  return { poll: patch.status === 'open' && passed ? { ...next, closesAt: null } : next }
}

function patchFaults(poll: Poll, patch: PollPatch, at: Instant): Fault[] {
  const faults: Fault[] = []
  const { paper } = rulesOf(poll.kind)
  for (const part of ['options', 'hiddenWords', 'shownWords'] as const)
    if (patch[part] && !(part in paper))
      faults.push({ pointer: `/${part}`, detail: `kind ${poll.kind} has none` })
  if (poll.status === 'draft' && patch.status === 'closed')
    faults.push({ pointer: '/status', detail: 'a draft opens before it closes' })
  if (patch.options && patch.options.length < (poll.maxChoices ?? 0))
    faults.push({ pointer: '/options', detail: `one ballot may hold ${poll.maxChoices} of them` })
  return [...faults, ...closingFaults(patch.closesAt, at)]
}

const longestOpenMs = 366 * 24 * 60 * 60 * 1000

/** What is wrong with a time at which to close, if it is set now. */
export function closingFaults(closesAt: Instant | null | undefined, at: Instant): Fault[] {
  if (closesAt == null || (closesAt > at && closesAt <= at + longestOpenMs)) return []
  const detail = closesAt <= at ? 'has passed' : 'is more than a year away'
  return [{ pointer: '/closesAt', detail }]
}

/** The poll as it is run again: open, with nothing voted. */
export const runAgain = (poll: Poll): Poll => ({
  ...poll,
  run: poll.run + 1,
  status: 'open',
  closesAt: null,
})

/** One of a poll's earlier runs, as it is told of: over, whatever the poll does now. */
export const earlierRun = (poll: Poll, run: number): Poll => ({
  ...poll,
  run,
  status: 'closed',
  closesAt: null,
})

/** Who sees the full view: everybody, the host and who voted in this run, or the host alone. */
export type Audience = 'everyone' | 'voters' | 'host'

export function audienceOf({ results, status }: Poll): Audience {
  if (results === 'host') return 'host'
  if (results === 'live' || status === 'closed') return 'everyone'
  return results === 'voted' ? 'voters' : 'host'
}

/**
 * Where a reader sits decides what it sees: with the public, with the host, or with those who have
 * voted in one run of a poll. It stays there as long as its stream is open.
 */
export type Seat = View | `${ItemId}/${number}`

export const voterSeat = (poll: ItemId, run: number): Seat => `${poll}/${run}`

/** Which view is for whoever sits there: asked anew for every frame and every answer. */
export function viewFrom(
  seat: Seat,
  { id, audience, run = 0 }: { id: ItemId; audience: Audience; run?: number | undefined },
): View {
  if (seat === 'full' || audience === 'everyone') return 'full'
  return audience === 'voters' && seat === voterSeat(id, run) ? 'full' : 'public'
}

/** Of a poll as it is now. */
export const pollFrom = (seat: Seat, poll: Poll): View =>
  viewFrom(seat, { ...poll, audience: audienceOf(poll) })

/** A poll as it travels, with what may be seen of its tally. */
export function viewPoll(
  poll: Poll,
  counted: { version: number; ballots: number; result: TallyView['result'] | null },
): PollView {
  const { approveWords: _, hiddenWords: __, shownWords: ___, ...told } = poll
  return { ...told, ...counted }
}
