import type { Instant, KeyId, MatchId, PollId, RoomCode, VoterId } from '#core/ids'
import type { Match, MatchEvent, MatchStatus } from '#core/match'
import type { Poll, PollPatch } from '#core/poll'
import type { Outcome, Problem } from '#core/problem'
import type { Room } from '#core/room'
import type { Scope } from '#core/scopes'
import type { Choice, ChoiceCount, Tally } from '#core/tally/kind'

/**
 * What the server asks of a database. Duties of an engine:
 * - When a promise resolves, the data has survived `kill -9` and power loss. When one rejects, the
 *   machinery broke: the call was kept whole or not at all, and which of the two it was, nobody knows
 *   where the line to the database broke. Made again, every call does no harm, or answers that
 *   things have moved on.
 * - Every call is one transaction, and sees all that was answered before it was made. Calls that
 *   change something, `loadRoom`, `loadPoll`, `loadMatch` and `countJoined` take effect, and answer,
 *   in the order in which they were made; other readings may overtake them.
 * - An id is any text: one that no engine could keep is simply not there.
 * - Every committed change of a topic raises its version by at least one. A change that shows in a
 *   room (an item's title, status or place) raises the room's version in the same transaction.
 * - Expected refusals are values.
 * `undefined` always means: there is no such thing.
 */
export interface Store {
  /** The epoch names this copy of the data (a restore renews it); the secret signs device cookies. */
  identity(): Promise<{ epoch: string; secret: string }>
  ping(): Promise<void>
  /** Resolves if the engine is lost for good, without having been closed: every call rejects since. */
  lost(): Promise<Error>
  close(): Promise<void>

  /** False: the code is taken, nothing was kept. The item comes with the room or not at all. */
  createRoom(room: NewRoom, hostKey: StoredKey, item?: NewItem): Promise<boolean>
  loadRoom(code: RoomCode): Promise<Room | undefined>
  /**
   * `items` is a new order of exactly the room's items; otherwise nothing changes and it says so.
   * A draft that goes on air is opened with that, and told in `opened`.
   */
  updateRoom(
    code: RoomCode,
    patch: RoomPatch,
    at: Instant,
  ): Promise<Outcome<{ room: Room; opened?: { poll: Poll; version: number } }> | undefined>
  /** Erases everything in it: polls, votes, matches, logs, keys. Names the topics that are gone. */
  deleteRoom(code: RoomCode): Promise<{ items: Room['items'] } | undefined>

  createPoll(poll: Poll): Promise<Room | undefined>
  loadPoll(id: PollId): Promise<StoredPoll | undefined>
  /** The tally of one run, the present one or an earlier one. */
  loadTally(id: PollId, run: number): Promise<Tally | undefined>
  /** Refuses what `patchPoll` refuses, and another number of options after a vote in any run. */
  updatePoll(id: PollId, patch: PollPatch, at: Instant): Promise<Outcome<ChangedPoll> | undefined>
  /**
   * Opens the poll with nothing voted, as the run that comes next after run `after`; the votes of
   * its earlier runs stay. Where the poll is in another run by now, nothing changes.
   */
  startRun(id: PollId, after: number): Promise<ChangedPoll | undefined>
  /**
   * Closes open polls that are closed from `at` or earlier on (`closedFrom`), so many that nobody
   * waits for it, and answers the `closesAt` that comes next among those still open.
   */
  closeDue(at: Instant): Promise<{ closed: ChangedPoll[]; next: Instant | null }>
  deletePoll(id: PollId): Promise<Room | undefined>

  /**
   * One transaction for many votes; one receipt each, in their order. Status, run and fit of every
   * choice are checked again inside it; one voter has one ballot in a run because the primary key
   * says so. `changes` holds one summed change for each poll of which a ballot moved.
   */
  commitVotes(votes: readonly Vote[]): Promise<VoteCommit>
  /** Of the present run where none is named. */
  findBallot(
    poll: PollId,
    voter: VoterId,
    run?: number,
  ): Promise<{ choice: Choice; receipt: string } | undefined>
  /** So many ballots of a run, withdrawn ones left out, by voter, from the one after `after` on. */
  readBallots(
    poll: PollId,
    run: number,
    after: VoterId,
    most: number,
  ): Promise<{ voter: VoterId; choice: Choice }[]>
  /** Every run that has a vote. */
  listRuns(): Promise<{ poll: Poll; run: number }[]>
  /** What stands in the books for a run, all as of one moment; it disturbs nobody who writes. */
  audit(poll: PollId, run: number): Promise<Audit>

  createMatch(match: Match): Promise<Room | undefined>
  loadMatch(id: MatchId): Promise<StoredMatch | undefined>
  updateMatch(
    id: MatchId,
    patch: { title?: string; sides?: Match['sides'] },
  ): Promise<{ match: Match; version: number; room: Room } | undefined>
  deleteMatch(id: MatchId): Promise<Room | undefined>
  /** Appends to the log if `expectSeq` is still its last seq; `moved` and nothing kept if it is not. */
  appendEvents(append: EventAppend): Promise<{ version: number; room: Room } | 'moved' | undefined>

  /** A key is kept as a hash only. */
  createKey(key: StoredKey): Promise<void>
  findKey(hash: string): Promise<StoredKey | undefined>
  listKeys(match: MatchId): Promise<StoredKey[]>
  /** False: there is no such key, or it was revoked before. */
  revokeKey(id: KeyId, at: Instant): Promise<boolean>
  claimKey(device: VoterId, key: KeyId): Promise<void>
  /** The keys of this room, and of its matches, that a device has claimed. */
  claimedKeys(device: VoterId, room: RoomCode): Promise<StoredKey[]>

  /** Devices that opened a room's join page, each counted once; answers each room's count. */
  commitJoins(joins: readonly { room: RoomCode; device: VoterId }[]): Promise<number[]>
  countJoined(room: RoomCode): Promise<number>
}

export interface NewRoom {
  code: RoomCode
  title: string
  createdAt: Instant
}

/** The first item of a new room; it is on air at once. */
export type NewItem = { kind: 'poll'; poll: Poll } | { kind: 'match'; match: Match }

export interface RoomPatch {
  title?: string
  onAir?: Room['onAir']
  items?: string[]
  notice?: Room['notice']
}

export interface StoredPoll {
  poll: Poll
  version: number
  /** Of the current run. */
  tally: Tally
}

/** A poll as a transaction left it, and its room. */
export interface ChangedPoll {
  poll: Poll
  version: number
  room: Room
}

/** A ballot on its way into the ledger; `choice` null withdraws the voter's ballot. */
export interface Vote {
  poll: PollId
  /** The run it is meant for; absent: whichever is on. Too late for its run, it is `poll-closed`. */
  run?: number | undefined
  voter: VoterId
  choice: Choice | null
  at: Instant
}

/** The three books of a run, each of which should say the same. */
export interface Audit {
  counters: Tally
  /** How many voters' last entry in the append-only record is each choice; withdrawals left out. */
  record: ChoiceCount[]
  ballots: ChoiceCount[]
}

export type VoteReceipt =
  | {
      outcome: 'counted' | 'changed' | 'unchanged' | 'withdrawn'
      /** Opaque; the same for a repeat of the same vote. */
      receipt: string
      version: number
    }
  | { problem: Problem }

export interface VoteCommit {
  receipts: VoteReceipt[]
  changes: { poll: PollId; run: number; version: number; change: Tally }[]
}

export interface StoredMatch {
  match: Match
  version: number
  log: MatchEvent[]
}

export interface EventAppend {
  match: MatchId
  expectSeq: number
  events: MatchEvent[]
  /** The match's status after them, which its room shows. */
  status: MatchStatus
}

export interface StoredKey {
  id: KeyId
  /** SHA-256 of the key, hexadecimal. */
  hash: string
  name: string
  room: RoomCode
  opens: { kind: 'host' } | { kind: 'official'; match: MatchId; scopes: Scope[] }
  expiresAt: Instant | null
  revokedAt: Instant | null
  createdAt: Instant
}
