import type { Database } from 'better-sqlite3'
import type { PollId, VoterId } from '#core/ids'
import type { Poll } from '#core/poll'
import type { Choice, ChoiceCount } from '#core/tally/kind'
import type { Audit } from '../../server/live/store.ts'
import type { Polls } from './polls.ts'

interface CountRow {
  choice: string
  voters: number
}

const prepare = (db: Database) => ({
  // The key's first columns: a page costs the same wherever in a large poll it begins.
  ballots: db.prepare<[string, number, string, number], { voter: string; choice: string }>(
    `SELECT voter, choice FROM ballots
     WHERE poll = ? AND run = ? AND voter > ? AND choice IS NOT NULL ORDER BY voter LIMIT ?`,
  ),
  runs: db.prepare<[], { poll: string; run: number }>(
    `SELECT poll, run FROM runs UNION SELECT poll, run FROM votes ORDER BY poll, run`,
  ),
  // With max(), SQLite takes the other columns from the row that has it: a voter's last entry.
  record: db.prepare<[string, number], CountRow>(
    `SELECT choice, count(*) AS voters
     FROM (SELECT choice, max(seq) FROM votes WHERE poll = ? AND run = ? GROUP BY voter)
     WHERE choice IS NOT NULL GROUP BY choice`,
  ),
  kept: db.prepare<[string, number], CountRow>(
    `SELECT choice, count(*) AS voters FROM ballots
     WHERE poll = ? AND run = ? AND choice IS NOT NULL GROUP BY choice`,
  ),
})

/** Reading what was voted: for an export, and to compare the books with each other. */
export class Books {
  readonly #sql: ReturnType<typeof prepare>
  readonly #polls: Polls

  constructor(db: Database, polls: Polls) {
    this.#sql = prepare(db)
    this.#polls = polls
  }

  ballots(poll: PollId, run: number, after: VoterId, most: number) {
    return this.#sql.ballots
      .all(poll, run, after, most)
      .map(({ voter, choice }) => ({ voter, choice: JSON.parse(choice) as Choice }))
  }

  runs(): { poll: Poll; run: number }[] {
    return this.#sql.runs.all().flatMap(({ poll: id, run }) => {
      const poll = this.#polls.find(id)?.poll
      return poll ? [{ poll, run }] : []
    })
  }

  audit(poll: PollId, run: number): Omit<Audit, 'counters'> {
    return {
      record: this.#sql.record.all(poll, run).map(countOf),
      ballots: this.#sql.kept.all(poll, run).map(countOf),
    }
  }
}

const countOf = ({ choice, voters }: CountRow): ChoiceCount => ({
  choice: JSON.parse(choice) as Choice,
  voters,
})
