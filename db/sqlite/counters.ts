import type { Database } from 'better-sqlite3'
import type { PollId } from '#core/ids'
import type { Poll } from '#core/poll'
import type { Tally } from '#core/tally/kind'

const prepare = (db: Database) => ({
  raiseVersion: db
    .prepare<[string], number>(
      `UPDATE polls SET version = version + 1 WHERE id = ? RETURNING version`,
    )
    .pluck(),
  addBallots: db.prepare<[number, string, number]>(
    `UPDATE runs SET ballots = ballots + ? WHERE poll = ? AND run = ?`,
  ),
  startRun: db.prepare<[number, string, number]>(
    `INSERT INTO runs (ballots, poll, run) VALUES (?, ?, ?)`,
  ),
  addVotes: db.prepare<[number, string, number, string]>(
    `UPDATE counters SET votes = votes + ? WHERE poll = ? AND run = ? AND key = ?`,
  ),
  startKey: db.prepare<[number, string, number, string]>(
    `INSERT INTO counters (votes, poll, run, key) VALUES (?, ?, ?, ?)`,
  ),
  dropEmpty: db.prepare<[string, number, string]>(
    `DELETE FROM counters WHERE poll = ? AND run = ? AND key = ? AND votes = 0`,
  ),
  ballots: db
    .prepare<[string, number], number>(`SELECT ballots FROM runs WHERE poll = ? AND run = ?`)
    .pluck(),
  counters: db.prepare<[string, number], { key: string; votes: number }>(
    `SELECT key, votes FROM counters WHERE poll = ? AND run = ?`,
  ),
})

/** The tally of each run, kept as rows, so that start-up reads sums and not votes. */
export class Counters {
  readonly #sql: ReturnType<typeof prepare>

  constructor(db: Database) {
    this.#sql = prepare(db)
  }

  tally(id: PollId, run: number): Tally {
    const rows = this.#sql.counters.all(id, run)
    return {
      ballots: this.#sql.ballots.get(id, run) ?? 0,
      counts: new Map(rows.map(({ key, votes }) => [key, votes])),
    }
  }

  /** Adds a change to the poll's current run and answers the poll's new version. */
  add({ id, run }: Poll, change: Tally): number {
    // Not an upsert: SQLite checks the row to insert first, and a change may well be below nothing.
    if (this.#sql.addBallots.run(change.ballots, id, run).changes === 0)
      this.#sql.startRun.run(change.ballots, id, run)
    for (const [key, votes] of change.counts) {
      if (this.#sql.addVotes.run(votes, id, run, key).changes === 0)
        this.#sql.startKey.run(votes, id, run, key)
      if (votes < 0) this.#sql.dropEmpty.run(id, run, key)
    }
    return this.#sql.raiseVersion.get(id) as number
  }
}
