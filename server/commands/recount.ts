import { parseArgs } from 'node:util'
import { countUp } from '#core/tally/count'
import type { Tally } from '#core/tally/kind'
import { rulesOf } from '#core/tally/rules'
import { openDatabase } from '../../db/open.ts'
import { ConfigError, loadConfig } from '../config.ts'
import type { Audit, Store } from '../live/store.ts'

const say = (text: string): boolean => process.stdout.write(`${text}\n`)

/**
 * `npm run recount`: counts every run of every poll anew from the append-only record, and compares
 * that with the counters people are shown and with each voter's newest ballot. It may run beside
 * the server, of the same version: it opens the database as a server does, and then only reads. Its
 * exit code is 1 where the books differ.
 */
async function main(): Promise<void> {
  parseArgs({ options: {} })
  const { DATABASE_URL } = loadConfig()
  const store = await openDatabase(DATABASE_URL, { create: false }).catch((error: Error) => {
    throw new ConfigError([`DATABASE_URL: ${error.message}`])
  })
  try {
    const wrong = await recount(store)
    if (wrong > 0) process.exitCode = 1
  } finally {
    await store.close()
  }
}

/** Answers in how many runs the books differ. */
async function recount(store: Store): Promise<number> {
  const runs = await store.listRuns()
  let wrong = 0
  let ballots = 0
  for (const { poll, run } of runs) {
    const audit = await store.audit(poll.id, run)
    const faults = differences(audit, (choice) => rulesOf(poll.kind).keys(choice))
    ballots += audit.counters.ballots
    if (faults.length > 0) wrong++
    const verdict = faults.length === 0 ? 'agrees' : `DIFFERS: ${faults.join('; ')}`
    say(
      `${poll.id} run ${run}: ${audit.counters.ballots} ballots, ${verdict}  ${JSON.stringify(poll.question)}`,
    )
  }
  say(
    wrong === 0
      ? `${runs.length} runs, ${ballots} ballots: the counters are what the record says.`
      : `In ${wrong} of ${runs.length} runs the books differ.`,
  )
  return wrong
}

function differences(
  { counters, record, ballots }: Audit,
  keys: Parameters<typeof countUp>[0],
): string[] {
  const counted = countUp(keys, record)
  return [
    ...tallyDifferences('counters', counters, counted),
    ...tallyDifferences('newest ballots', countUp(keys, ballots), counted),
  ]
}

function tallyDifferences(name: string, found: Tally, record: Tally): string[] {
  const keys = new Set([...found.counts.keys(), ...record.counts.keys()])
  const off = [...keys].filter((key) => found.counts.get(key) !== record.counts.get(key))
  return [
    ...(found.ballots === record.ballots
      ? []
      : [`${name} have ${found.ballots} ballots, the record ${record.ballots}`]),
    ...off.map(
      (key) =>
        `${name} have ${found.counts.get(key) ?? 0} for ${JSON.stringify(key)}, ` +
        `the record ${record.counts.get(key) ?? 0}`,
    ),
  ]
}

await main().catch((error: Error & { code?: string }) => {
  // What the one who started us can mend is told in a sentence; anything else is our fault.
  const theirs = error instanceof ConfigError || error.code?.startsWith('ERR_PARSE_ARGS')
  if (!theirs) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
})
