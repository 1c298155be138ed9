import { expect, test } from 'vitest'
import { GroupCommit } from '../../server/live/group-commit.ts'
import { Unavailable } from '../../server/live/unavailable.ts'
import { manualTime } from '../support/time.ts'

const time = manualTime()

/** A database that answers when it is told to. */
function slowStore() {
  const batches: { items: number[]; answer: () => void; fail: (error: Error) => void }[] = []
  const commit = (items: number[]): Promise<string[]> =>
    new Promise((resolve, reject) => {
      batches.push({ items, answer: () => resolve(items.map((item) => `r${item}`)), fail: reject })
    })
  return { batches, commit, sizes: () => batches.map(({ items }) => items) }
}

/** All that is due without waiting for anything outside. */
const settle = () => new Promise<void>((done) => setImmediate(done))

test('idle, an item is committed at once and alone', async () => {
  const { batches, commit } = slowStore()
  const ledger = new GroupCommit({ time, commit })
  expect(ledger.idle).toBe(true)
  const receipt = ledger.add(1)
  expect(ledger.idle).toBe(false)
  await settle()
  expect(batches.map(({ items }) => items)).toEqual([[1]])
  batches[0]?.answer()
  expect(await receipt).toBe('r1')
  await settle()
  expect(ledger.idle).toBe(true)
})

test('what one turn of the event loop brings is one batch', async () => {
  const { commit, sizes } = slowStore()
  const ledger = new GroupCommit({ time, commit })
  for (const item of [1, 2, 3]) void ledger.add(item)
  await settle()
  expect(sizes()).toEqual([[1, 2, 3]])
})

test('what arrives while a commit runs is the next batch, however much it is', async () => {
  const { batches, commit, sizes } = slowStore()
  const ledger = new GroupCommit({ time, commit })
  const first = ledger.add(1)
  await settle()
  const rest = [2, 3, 4].map((item) => ledger.add(item))
  await settle()
  expect(sizes()).toEqual([[1]])
  batches[0]?.answer()
  await first
  await settle()
  expect(sizes()).toEqual([[1], [2, 3, 4]])
  batches[1]?.answer()
  expect(await Promise.all(rest)).toEqual(['r2', 'r3', 'r4'])
})

test('a batch is no larger than it may be, and the order is kept', async () => {
  const { batches, commit, sizes } = slowStore()
  const ledger = new GroupCommit({ time, commit, maxBatch: 2 })
  const receipts = [1, 2, 3, 4, 5].map((item) => ledger.add(item))
  for (const at of [0, 1, 2]) {
    await settle()
    batches[at]?.answer()
  }
  expect(await Promise.all(receipts)).toEqual(['r1', 'r2', 'r3', 'r4', 'r5'])
  expect(sizes()).toEqual([[1, 2], [3, 4], [5]])
})

test('a batch that fails is refused as a whole, and the next one is tried', async () => {
  const { batches, commit } = slowStore()
  const ledger = new GroupCommit({ time, commit })
  const lost = [ledger.add(1), ledger.add(2)]
  await settle()
  const kept = ledger.add(3)
  const cause = new Error('disk full')
  batches[0]?.fail(cause)
  for (const outcome of await Promise.allSettled(lost)) {
    const { reason } = outcome as PromiseRejectedResult
    expect(reason).toBeInstanceOf(Unavailable)
    expect((reason as Error).cause).toBe(cause)
  }
  await settle()
  batches[1]?.answer()
  expect(await kept).toBe('r3')
})

test('a commit that throws at once is a batch that fails', async () => {
  const ledger = new GroupCommit<number, string>({
    time,
    commit: () => {
      throw new Error('closed')
    },
  })
  await expect(ledger.add(1)).rejects.toThrow(Unavailable)
  await settle()
  expect(ledger.idle).toBe(true)
})

test('beyond so many waiting, callers are refused at once', async () => {
  const { batches, commit } = slowStore()
  const ledger = new GroupCommit({ time, commit, maxWaiting: 2 })
  const first = ledger.add(1)
  await settle()
  const waiting = [ledger.add(2), ledger.add(3)]
  await expect(ledger.add(4)).rejects.toThrow(Unavailable)
  batches[0]?.answer()
  await first
  await settle()
  batches[1]?.answer()
  expect(await Promise.all(waiting)).toEqual(['r2', 'r3'])
})

test('while a commit hangs, newcomers are refused at once; those before them are answered', async () => {
  const { batches, commit } = slowStore()
  const ledger = new GroupCommit({ time, commit })
  const first = ledger.add(1)
  await settle()
  const early = ledger.add(2)
  time.advance(2001)
  await expect(ledger.add(3)).rejects.toThrow(Unavailable)
  batches[0]?.answer()
  await settle()
  const late = ledger.add(4)
  batches[1]?.answer()
  await settle()
  batches[2]?.answer()
  expect(await Promise.all([first, early, late])).toEqual(['r1', 'r2', 'r4'])
})

test('it is settled when all that was added before has its answer, good or bad', async () => {
  const { batches, commit } = slowStore()
  const ledger = new GroupCommit({ time, commit })
  const told: string[] = []
  const first = ledger.add(1)
  await settle()
  const second = ledger.add(2)
  void ledger.settled().then(() => told.push('settled'))
  batches[0]?.answer()
  await first
  await settle()
  expect(told).toEqual([])
  batches[1]?.fail(new Error('disk full'))
  await expect(second).rejects.toThrow(Unavailable)
  await settle()
  expect(told).toEqual(['settled'])
})
