import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import type { PollView } from '#core/poll'
import type { ProblemDetails } from '#core/problem'
import type { Store } from '../../server/live/store.ts'
import { readBooks } from '../crash/books.ts'
import { startApp } from '../support/app.ts'
import { type BrokenDisk, brokenDisk } from '../support/broken-disk.ts'
import { manualTime } from '../support/time.ts'
import { type Answer, Caller, makePoll, problemOf } from './door.ts'

async function house() {
  const disk = brokenDisk()
  const time = manualTime()
  let begin = Promise.withResolvers<void>()
  const open = async (): Promise<Store> => {
    const store = await disk.open()
    const commitVotes: Store['commitVotes'] = (votes) => {
      begin.resolve()
      return store.commitVotes(votes)
    }
    return { ...store, commitVotes }
  }
  /** The next commit of votes is under way. */
  const began = async () => {
    await begin.promise
    begin = Promise.withResolvers()
  }
  const app = await startApp({ open, time })
  const { path, host } = await makePoll(app.url)
  const vote = (phone: Caller) => phone.put(`${path}/vote`, { choice: 'a' })
  const look = async () => (await new Caller(app.url).get<PollView>(path)).body
  return { disk, path, host, time, began, vote, look, phone: () => new Caller(app.url) }
}

/** Votes of so many new phones at a time, until one is refused; every answer with its phone. */
async function voteUntilRefused({ vote, phone }: Awaited<ReturnType<typeof house>>, crowd: number) {
  const told: { phone: Caller; answer: Answer<ProblemDetails> }[] = []
  do {
    const phones = Array.from({ length: crowd }, phone)
    const answers = await Promise.all(phones.map(vote))
    answers.forEach((answer, index) => told.push({ phone: phones[index]!, answer }))
  } while (told.every(({ answer }) => answer.status === 200))
  return {
    counted: told.filter(({ answer }) => answer.status === 200),
    refused: told.filter(({ answer }) => answer.status !== 200),
  }
}

const expectBusy = (answer: Answer<ProblemDetails>) => {
  expect(problemOf(answer)).toBe('503 busy')
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
}

/** The books agree with each other, with what is shown, and hold so many ballots. */
async function expectBallots({ disk, look }: Awaited<ReturnType<typeof house>>, ballots: number) {
  const { faults, recount, entries } = readBooks(disk.path)
  const { id, result, ballots: shown } = await look()
  expect(faults).toEqual([])
  expect(recount.get(`${id} run 1`) ?? 0).toBe(ballots)
  expect(entries.size).toBe(ballots)
  expect(shown).toBe(ballots)
  expect(result).toMatchObject({ options: [{ votes: ballots }, { votes: 0 }] })
}

describe.each<[string, (disk: BrokenDisk) => void]>([
  ['full', (disk) => disk.fill()],
  ['read-only', (disk) => disk.lock()],
])('on a disk that is %s', (_, breakIt) => {
  test('votes are answered 503 or counted whole, and when it is mended the same votes are counted once', async () => {
    const here = await house()
    const { disk, vote, look, phone } = here
    const early = phone()
    expect(await vote(early)).toMatchObject({ body: { outcome: 'counted' } })
    breakIt(disk)

    const { counted, refused } = await voteUntilRefused(here, 40)
    refused.forEach(({ answer }) => expectBusy(answer))
    await expectBallots(here, 1 + counted.length)
    const { version } = await look()

    disk.mend()
    for (const { phone } of [...refused, ...counted]) expect((await vote(phone)).status).toBe(200)
    for (const { phone } of refused)
      expect(await vote(phone)).toMatchObject({ body: { outcome: 'unchanged' } })
    await expectBallots(here, 1 + counted.length + refused.length)
    expect((await look()).version).toBeGreaterThan(version)
  })
})

test('on a read-only disk all that needs it is 503, and what is in memory is shown', async () => {
  const { disk, path, host, time, look, vote, phone } = await house()
  disk.lock()
  expectBusy(await host.patch(path, { status: 'closed' }))
  expectBusy(await host.post(`${path}/runs`))
  expect(await look()).toMatchObject({ status: 'open', run: 1 })
  // Nobody watches it: it leaves memory, and cannot be read again.
  time.advance(200_000)
  expectBusy(await vote(phone()))
  disk.mend()
  expect(await vote(phone())).toMatchObject({ body: { outcome: 'counted' } })
})

test('while a commit hangs, who comes is refused at once, and who waits is counted when it goes on', async () => {
  const here = await house()
  const { disk, time, began, vote, phone } = here
  await Promise.all([vote(phone()), began()])
  // Somebody beside us writes for a long time: the database cannot begin.
  const beside = new Database(disk.path)
  beside.exec('BEGIN IMMEDIATE')
  const patient = phone()
  const waiting = vote(patient)
  await began()
  time.advance(2001)
  const late = Array.from({ length: 20 }, phone)
  for (const answer of await Promise.all(late.map(vote))) expectBusy(answer)
  beside.exec('COMMIT')
  beside.close()

  expect(await waiting).toMatchObject({ body: { outcome: 'counted' } })
  for (const phone of late)
    expect(await vote(phone)).toMatchObject({ body: { outcome: 'counted' } })
  await expectBallots(here, 1 + 1 + late.length)
})
