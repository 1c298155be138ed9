import type { Database } from 'better-sqlite3'
import type { Instant, PollId, VoterId } from '#core/ids'
import { takesVotes, type Poll } from '#core/poll'
import { type Problem, problem, refused } from '#core/problem'
import { add, changeOf, emptyTally } from '#core/tally/count'
import type { Choice, Tally } from '#core/tally/kind'
import { rulesOf } from '#core/tally/rules'
import type { Vote, VoteCommit, VoteReceipt } from '../../server/live/store.ts'
import type { Counters } from './counters.ts'
import type { Polls } from './polls.ts'

interface BallotRow {
  choice: string | null
  seq: number
}

/** A poll while a batch is at work on it: read once, counted once, however many votes it gets. */
interface Station {
  poll: Poll
  version: number
  /** Null until a ballot moves. */
  change: Tally | null
}

type Cast = { outcome: Moved | 'unchanged'; seq: number; at: Station } | { problem: Problem }
type Moved = 'counted' | 'changed' | 'withdrawn'

const prepare = (db: Database) => ({
  ballot: db.prepare<[string, number, string], BallotRow>(
    `SELECT choice, seq FROM ballots WHERE poll = ? AND run = ? AND voter = ?`,
  ),
  append: db.prepare<[string, number, string, string | null, Instant]>(
    `INSERT INTO votes (poll, run, voter, choice, at) VALUES (?, ?, ?, ?, ?)`,
  ),
  keep: db.prepare<[string, number, string, string | null, number]>(
    `INSERT INTO ballots (poll, run, voter, choice, seq) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET choice = excluded.choice, seq = excluded.seq`,
  ),
})

export class Votes {
  readonly #sql: ReturnType<typeof prepare>
  readonly #polls: Polls
  readonly #counters: Counters

  constructor(db: Database, polls: Polls, counters: Counters) {
    this.#sql = prepare(db)
    this.#polls = polls
    this.#counters = counters
  }

  /** Three indexed statements a vote; poll, version and counters once a batch. */
  commit(votes: readonly Vote[]): VoteCommit {
    const stations = new Map<PollId, Station | undefined>()
    const casts = votes.map((vote) => this.#cast(vote, this.#station(stations, vote.poll)))
    const changes: VoteCommit['changes'] = []
    for (const station of stations.values()) {
      if (!station?.change) continue
      const { poll, change } = station
      station.version = this.#counters.add(poll, change)
      changes.push({ poll: poll.id, run: poll.run, version: station.version, change })
    }
    return { receipts: casts.map(receiptFor), changes }
  }

  find(
    id: PollId,
    voter: VoterId,
    run = this.#polls.find(id)?.poll.run ?? 0,
  ): { choice: Choice; receipt: string } | undefined {
    const ballot = this.#sql.ballot.get(id, run, voter)
    if (!ballot || ballot.choice === null) return undefined
    return { choice: JSON.parse(ballot.choice) as Choice, receipt: receiptOf(ballot.seq) }
  }

  #station(stations: Map<PollId, Station | undefined>, id: PollId): Station | undefined {
    if (!stations.has(id)) {
      const found = this.#polls.find(id)
      stations.set(id, found && { ...found, change: null })
    }
    return stations.get(id)
  }

  #cast(vote: Vote, at: Station | undefined): Cast {
    if (!at) return { problem: problem('poll-not-found') }
    const { poll } = at
    if (!takesVotes(poll, vote.at) || (vote.run ?? poll.run) !== poll.run)
      return { problem: problem('poll-closed') }
    const checked = vote.choice === null ? null : rulesOf(poll.kind).check(poll, vote.choice)
    if (checked && refused(checked)) return checked

    const ballot = this.#sql.ballot.get(poll.id, poll.run, vote.voter)
    const before = ballot?.choice ?? null
    const after = checked && JSON.stringify(checked.choice)
    if (before === null && after === null) return { problem: problem('no-vote') }
    if (ballot && before === after) return { outcome: 'unchanged', seq: ballot.seq, at }
    if (before !== null && !poll.allowChange) return { problem: problem('already-voted') }

    const seq = this.#record(vote, poll.run, after)
    at.change = add(at.change ?? emptyTally(), changeOf(keysOf(poll, before), keysOf(poll, after)))
    return {
      outcome: after === null ? 'withdrawn' : before === null ? 'counted' : 'changed',
      seq,
      at,
    }
  }

  #record({ poll, voter, at }: Vote, run: number, choice: string | null): number {
    const seq = Number(this.#sql.append.run(poll, run, voter, choice, at).lastInsertRowid)
    this.#sql.keep.run(poll, run, voter, choice, seq)
    return seq
  }
}

const keysOf = (poll: Poll, choice: string | null): string[] | null =>
  choice === null ? null : rulesOf(poll.kind).keys(JSON.parse(choice) as Choice)

const receiptOf = (seq: number): string => `v${seq.toString(36)}`

/** Made after the whole batch, because only then does a poll's version stand. */
const receiptFor = (cast: Cast): VoteReceipt =>
  'problem' in cast
    ? cast
    : { outcome: cast.outcome, receipt: receiptOf(cast.seq), version: cast.at.version }
