import { expect, test } from 'vitest'
import { withOptions } from '#core/poll'
import { aKey, aPoll, aRoom, aVote, at, fresh, pollIn, roomIn } from '../samples.ts'
import type { Bench } from '../store.contract.ts'

export function pollsContract(bench: Bench): void {
  test('keeps a poll as it was made, with its kind, limits and flags', async () => {
    const room = await roomIn(bench.store)
    const polls = [
      aPoll(room),
      aPoll(room, { kind: 'multiple', maxChoices: 2, allowChange: false, results: 'voted' }),
      aPoll(room, { scale: { min: 1, max: 5 }, voters: 'ticket', closesAt: 17, status: 'draft' }),
    ]
    for (const poll of polls) {
      await bench.store.createPoll(poll)
      const tally = { ballots: 0, counts: new Map() }
      expect(await bench.store.loadPoll(poll.id)).toEqual({ poll, version: 1, tally })
    }
  })

  test('answers undefined for what is not there', async () => {
    expect(await bench.store.createPoll(aPoll('NOROOM'))).toBeUndefined()
    expect(await bench.store.loadPoll('p_none')).toBeUndefined()
    expect(await bench.store.loadPoll('p_\0')).toBeUndefined()
    expect(await bench.store.updatePoll('p_none', { status: 'open' }, at)).toBeUndefined()
    expect(await bench.store.deletePoll('p_none')).toBeUndefined()
  })

  test('raises the version of the room with a new poll, and answers the room', async () => {
    const code = await roomIn(bench.store)
    const poll = aPoll(code, { status: 'draft' })
    const room = await bench.store.createPoll(poll)
    expect(room).toMatchObject({
      version: 2,
      items: [{ kind: 'poll', id: poll.id, title: 'Tea or coffee?', status: 'draft' }],
    })
    expect(await bench.store.loadRoom(code)).toEqual(room)
  })

  test.each([
    ['status', { status: 'open' as const }, 3],
    ['question', { question: 'Milk?' }, 3],
    ['results', { results: 'host' as const }, 2],
    ['labels', { options: withOptions(['Té', 'Café', 'Mate']) }, 2],
  ])('a new %s raises the poll, and the room where it shows there', async (_, patch, room) => {
    const { id } = await pollIn(bench.store, { status: 'draft' })
    const stored = await bench.store.updatePoll(id, patch, at)
    expect(stored).toMatchObject({ poll: patch, version: 2, room: { version: room } })
    expect(await bench.store.loadPoll(id)).toMatchObject({ poll: patch, version: 2 })
  })

  test('raises nothing for a patch that changes nothing', async () => {
    const poll = await pollIn(bench.store)
    const patches = [{}, { status: poll.status, question: poll.question, options: poll.options }]
    for (const patch of patches)
      expect(await bench.store.updatePoll(poll.id, patch, at)).toMatchObject({
        version: 1,
        room: { version: 2 },
      })
  })

  test('relabels options after a vote, but lets no other number of them in', async () => {
    const { id } = await pollIn(bench.store)
    await bench.store.updatePoll(id, { options: withOptions(['1', '2', '3', '4']) }, at)
    await bench.store.commitVotes([aVote(id, 'ann', 'd')])
    const relabelled = withOptions(['w', 'x', 'y', 'z'])
    expect(await bench.store.updatePoll(id, { options: relabelled }, at)).toMatchObject({
      poll: { options: relabelled },
    })
    for (const labels of [
      ['w', 'x', 'y'],
      ['v', 'w', 'x', 'y', 'z'],
    ])
      expect(
        await bench.store.updatePoll(id, { options: withOptions(labels), question: 'New?' }, at),
      ).toEqual({ problem: { code: 'has-votes' } })
    expect(await bench.store.loadPoll(id)).toMatchObject({
      poll: { options: relabelled, question: 'Tea or coffee?' },
      version: 4,
      tally: { counts: new Map([['d', 1]]) },
    })
  })

  test('still has votes when the only one was withdrawn', async () => {
    const { id } = await pollIn(bench.store)
    await bench.store.commitVotes([aVote(id, 'ann', 'a'), aVote(id, 'ann', null)])
    expect(await bench.store.updatePoll(id, { options: withOptions(['1', '2']) }, at)).toEqual({
      problem: { code: 'has-votes' },
    })
  })

  test('opens a closed poll again with the votes that it had', async () => {
    const { id } = await pollIn(bench.store)
    await bench.store.commitVotes([aVote(id, 'ann', 'a')])
    await bench.store.updatePoll(id, { status: 'closed' }, at)
    await bench.store.updatePoll(id, { status: 'open' }, at)
    const { receipts } = await bench.store.commitVotes([aVote(id, 'ann', 'a')])
    expect(receipts).toMatchObject([{ outcome: 'unchanged', version: 4 }])
  })

  test('erases a poll with its votes and takes it off air', async () => {
    const code = fresh('R')
    const poll = aPoll(code)
    await bench.store.createRoom(aRoom(code), aKey(code), { kind: 'poll', poll })
    await bench.store.commitVotes([aVote(poll.id, 'ann', 'a')])
    const room = await bench.store.deletePoll(poll.id)
    expect(room).toMatchObject({ version: 2, onAir: null, items: [] })
    expect(await bench.store.loadRoom(code)).toEqual(room)
    expect(await bench.store.loadPoll(poll.id)).toBeUndefined()
    expect(await bench.store.findBallot(poll.id, 'ann')).toBeUndefined()
    const left = (await bench.database.readVotes()).filter((vote) => vote.poll === poll.id)
    expect(left).toEqual([])
  })

  test('leaves on air what was on air when another item goes', async () => {
    const code = fresh('R')
    const [shown, other] = [aPoll(code), aPoll(code)]
    await bench.store.createRoom(aRoom(code), aKey(code), { kind: 'poll', poll: shown })
    await bench.store.createPoll(other)
    expect(await bench.store.deletePoll(other.id)).toMatchObject({ onAir: shown.id, version: 3 })
  })
}
