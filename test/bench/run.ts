import { crowd } from './crowd.ts'
import { growth } from './growth.ts'
import { matches } from './matches.ts'
import { ranking } from './ranking.ts'
import { stream } from './stream.ts'
import { votes } from './votes.ts'

// `npm run bench -- votes`: figures of one run on this machine; only the ratios travel.

const benches: Record<string, () => Promise<void>> = {
  votes,
  growth,
  ranking,
  matches,
  stream,
  crowd,
}
const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !(name in benches))
if (unknown.length > 0) {
  process.stderr.write(
    `There is no bench ${unknown.join(', ')}; there are ${Object.keys(benches)}\n`,
  )
  process.exit(1)
}
for (const name of wanted.length > 0 ? wanted : Object.keys(benches)) await benches[name]?.()
