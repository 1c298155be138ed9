import Database from 'better-sqlite3'
import type { Choice } from '#core/tally/kind'
import type { PollKind } from '#core/tally/rules'
import { keysOf } from '../db/recount.ts'
import { laneOf } from './history.ts'

interface Row {
  poll: string
  run: number
  voter: string
  choice: string | null
}

/** The database read past all of our own code. */
export interface Books {
  /** The append-only record, parted by voter and run. */
  entries: Map<string, (string | null)[]>
  /** What every counter of every run should be by the record, `"<poll> run <run>"` first. */
  recount: Map<string, number>
  /** Where the books disagree with each other, or the file with itself. */
  faults: string[]
}

export function readBooks(file: string): Books {
  const db = new Database(file, { readonly: true })
  try {
    const rows = db
      .prepare<[], Row>('SELECT poll, run, voter, choice FROM votes ORDER BY seq')
      .all()
    const entries = Map.groupBy(rows, ({ poll, run, voter }) => laneOf(poll, run, voter))
    const newest = [...entries.values()].map((lane) => lane.at(-1)!)
    const kinds = new Map(
      db.prepare<[], [string, PollKind]>('SELECT id, kind FROM polls').raw().all(),
    )
    const recount = count(newest, kinds)
    return {
      entries: new Map([...entries].map(([lane, of]) => [lane, of.map(({ choice }) => choice)])),
      recount,
      faults: [...ill(db), ...wrongBallots(db, newest), ...wrongCounters(db, recount)],
    }
  } finally {
    db.close()
  }
}

function ill(db: Database.Database): string[] {
  const integrity = db.pragma('integrity_check', { simple: true })
  const orphans = db.pragma('foreign_key_check') as unknown[]
  return [
    ...(integrity === 'ok' ? [] : [`integrity_check: ${String(integrity)}`]),
    ...(orphans.length === 0 ? [] : [`${orphans.length} rows hang on nothing`]),
  ]
}

function wrongBallots(db: Database.Database, newest: readonly Row[]): string[] {
  const asText = ({ poll, run, voter, choice }: Row) => `${laneOf(poll, run, voter)}: ${choice}`
  const kept = db.prepare<[], Row>('SELECT poll, run, voter, choice FROM ballots').all().map(asText)
  return differences('ballot', new Set(newest.map(asText)), new Set(kept))
}

function wrongCounters(db: Database.Database, recount: Map<string, number>): string[] {
  const counters = db
    .prepare<[], { name: string; votes: number }>(
      `SELECT poll || ' run ' || run || ' key ' || key AS name, votes FROM counters
       UNION ALL SELECT poll || ' run ' || run, ballots FROM runs WHERE ballots <> 0`,
    )
    .all()
  const asText = ([name, votes]: [string, number]) => `${name} = ${votes}`
  const kept = counters.map(({ name, votes }) => asText([name, votes]))
  return differences('counter', new Set([...recount].map(asText)), new Set(kept))
}

function differences(what: string, wanted: Set<string>, found: Set<string>): string[] {
  return [
    ...[...wanted].filter((each) => !found.has(each)).map((each) => `${what} missing: ${each}`),
    ...[...found].filter((each) => !wanted.has(each)).map((each) => `${what} wrong: ${each}`),
  ]
}

/** In the plainest way there is: each voter's last choice counts. */
function count(newest: readonly Row[], kinds: ReadonlyMap<string, PollKind>): Map<string, number> {
  const counters = new Map<string, number>()
  const bump = (name: string) => counters.set(name, (counters.get(name) ?? 0) + 1)
  for (const { poll, run, choice } of newest) {
    if (choice === null) continue
    bump(`${poll} run ${run}`)
    for (const key of keysOf(kinds.get(poll)!, JSON.parse(choice) as Choice))
      bump(`${poll} run ${run} key ${key}`)
  }
  return counters
}
