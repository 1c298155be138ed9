import { openDatabase } from '../../db/open.ts'
import { aVote } from './samples.ts'

// Votes for ever and prints each receipt once it has it. Its parent ends it with kill -9.
const [url = '', poll = ''] = process.argv.slice(2)
const store = await openDatabase(url)
for (let batch = 0; ; batch += 1) {
  const votes = Array.from({ length: 7 }, (_, index) => aVote(poll, `v${batch}.${index}`, 'a'))
  const { receipts } = await store.commitVotes(votes)
  const lines = receipts.map((receipt, index) =>
    JSON.stringify([votes[index]?.voter, 'receipt' in receipt && receipt.receipt]),
  )
  process.stdout.write(`${lines.join('\n')}\n`)
}
