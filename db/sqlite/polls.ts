import type { Database } from 'better-sqlite3'
import type { Instant, PollId } from '#core/ids'
import { closedFrom, patchPoll, runAgain, type Poll, type PollPatch } from '#core/poll'
import { type Outcome, refuse, refused } from '#core/problem'
import type { Room } from '#core/room'
import type { ChangedPoll } from '../../server/live/store.ts'
import type { Rooms } from './rooms.ts'

interface PollRow {
  id: string
  room: string
  version: number
  kind: Poll['kind']
  question: string
  options: string
  max_choices: number | null
  scale: string | null
  results: Poll['results']
  allow_change: 0 | 1
  voters: Poll['voters']
  status: Poll['status']
  run: number
  closes_at: number | null
  approve_words: 0 | 1
  hidden_words: string
  shown_words: string
}

const prepare = (db: Database) => ({
  insert: db.prepare<[PollRow & { place: number }]>(
    `INSERT INTO polls (id, room, place, version, kind, question, options, max_choices, scale,
       results, allow_change, voters, status, run, closes_at, approve_words, hidden_words,
       shown_words)
     VALUES (@id, @room, @place, @version, @kind, @question, @options, @max_choices, @scale,
       @results, @allow_change, @voters, @status, @run, @closes_at, @approve_words, @hidden_words,
       @shown_words)`,
  ),
  poll: db.prepare<[string], PollRow>(`SELECT * FROM polls WHERE id = ?`),
  update: db.prepare<[PollRow]>(
    `UPDATE polls SET version = @version, question = @question, options = @options,
       results = @results, status = @status, run = @run, closes_at = @closes_at,
       hidden_words = @hidden_words, shown_words = @shown_words WHERE id = @id`,
  ),
  nextDue: db
    .prepare<[], string>(
      `SELECT id FROM polls WHERE status = 'open' AND closes_at IS NOT NULL
       ORDER BY closes_at LIMIT 1`,
    )
    .pluck(),
  hasVotes: db.prepare<[string], 1>(`SELECT 1 FROM runs WHERE poll = ? LIMIT 1`).pluck(),
  erase: db.prepare<[string]>(`DELETE FROM polls WHERE id = ?`),
})

/** Each is told with its whole room. */
const mostAtOnce = 20

export class Polls {
  readonly #sql: ReturnType<typeof prepare>
  readonly #rooms: Rooms

  constructor(db: Database, rooms: Rooms) {
    this.#sql = prepare(db)
    this.#rooms = rooms
  }

  /** The room must be there; its version is the caller's to raise. */
  insert(poll: Poll): void {
    this.#sql.insert.run({ ...rowOf(poll, 1), place: this.#rooms.nextPlace(poll.room) })
  }

  create(poll: Poll): Room | undefined {
    if (!this.#rooms.load(poll.room)) return undefined
    this.insert(poll)
    this.#rooms.raiseVersion(poll.room)
    return this.#rooms.get(poll.room)
  }

  find(id: PollId): { poll: Poll; version: number } | undefined {
    const row = this.#sql.poll.get(id)
    return row && { poll: pollOf(row), version: row.version }
  }

  update(id: PollId, patch: PollPatch, at: Instant): Outcome<ChangedPoll> | undefined {
    const found = this.find(id)
    if (!found) return undefined
    const patched = patchPoll(found.poll, patch, at)
    if (refused(patched)) return patched
    // Votes name options by id: after the first one the ids stay what they were.
    if (idsOf(patched.poll) !== idsOf(found.poll) && this.#sql.hasVotes.get(id))
      return refuse('has-votes')
    return this.#keep(found, patched.poll)
  }

  startRun(id: PollId, after: number): ChangedPoll | undefined {
    const found = this.find(id)
    return found && this.#keep(found, found.poll.run === after ? runAgain(found.poll) : found.poll)
  }

  closeDue(at: Instant): { closed: ChangedPoll[]; next: Instant | null } {
    const closed: ChangedPoll[] = []
    for (;;) {
      const id = this.#sql.nextDue.get()
      const found = id === undefined ? undefined : this.find(id)
      const closesAt = found?.poll.closesAt ?? null
      const due = closesAt !== null && closedFrom(closesAt) <= at
      if (!found || !due || closed.length === mostAtOnce) return { closed, next: closesAt }
      closed.push(this.#keep(found, { ...found.poll, status: 'closed' }))
    }
  }

  #keep(before: { poll: Poll; version: number }, poll: Poll): ChangedPoll {
    const changed = JSON.stringify(poll) !== JSON.stringify(before.poll)
    const version = before.version + (changed ? 1 : 0)
    if (changed) this.#sql.update.run(rowOf(poll, version))
    if (poll.question !== before.poll.question || poll.status !== before.poll.status)
      this.#rooms.raiseVersion(poll.room)
    return { poll, version, room: this.#rooms.get(poll.room) }
  }

  erase(id: PollId): Room | undefined {
    const found = this.find(id)
    if (!found) return undefined
    this.#sql.erase.run(id)
    return this.#rooms.dropItem(found.poll.room, id)
  }
}

const idsOf = (poll: Poll): string => JSON.stringify(poll.options.map(({ id }) => id))

const rowOf = (poll: Poll, version: number): PollRow => ({
  id: poll.id,
  room: poll.room,
  version,
  kind: poll.kind,
  question: poll.question,
  options: JSON.stringify(poll.options),
  max_choices: poll.maxChoices,
  scale: poll.scale && JSON.stringify(poll.scale),
  results: poll.results,
  allow_change: poll.allowChange ? 1 : 0,
  voters: poll.voters,
  status: poll.status,
  run: poll.run,
  closes_at: poll.closesAt,
  approve_words: poll.approveWords ? 1 : 0,
  hidden_words: JSON.stringify(poll.hiddenWords),
  shown_words: JSON.stringify(poll.shownWords),
})

const pollOf = (row: PollRow): Poll => ({
  id: row.id,
  room: row.room,
  kind: row.kind,
  question: row.question,
  options: JSON.parse(row.options) as Poll['options'],
  maxChoices: row.max_choices,
  scale: row.scale === null ? null : (JSON.parse(row.scale) as Poll['scale']),
  results: row.results,
  allowChange: row.allow_change === 1,
  voters: row.voters,
  status: row.status,
  run: row.run,
  closesAt: row.closes_at,
  approveWords: row.approve_words === 1,
  hiddenWords: JSON.parse(row.hidden_words) as string[],
  shownWords: JSON.parse(row.shown_words) as string[],
})
