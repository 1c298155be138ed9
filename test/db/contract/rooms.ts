import { expect, test } from 'vitest'
import {
  aKey,
  aMatch,
  anOfficial,
  aPoll,
  aRoom,
  aScore,
  at,
  aVote,
  fresh,
  pollIn,
  roomIn,
} from '../samples.ts'
import type { Bench } from '../store.contract.ts'

export function roomsContract(bench: Bench): void {
  test('keeps a room and the key of its host', async () => {
    const room = aRoom()
    const key = aKey(room.code)
    expect(await bench.store.createRoom(room, key)).toBe(true)
    expect(await bench.store.loadRoom(room.code)).toEqual({
      code: room.code,
      title: room.title,
      version: 1,
      onAir: null,
      items: [],
      notice: null,
    })
    expect(await bench.store.findKey(key.hash)).toEqual(key)
  })

  test('opens a draft that goes on air, in the same transaction', async () => {
    const { store } = bench
    const room = await roomIn(store)
    const draft = aPoll(room, { status: 'draft' })
    await store.createPoll(draft)
    const aired = await store.updateRoom(room, { onAir: draft.id }, at)
    expect(aired).toMatchObject({
      room: { onAir: draft.id, items: [{ id: draft.id, status: 'open' }] },
      opened: { poll: { id: draft.id, status: 'open' }, version: 2 },
    })
    expect(aired).toMatchObject({ room: (await store.loadRoom(room)) ?? {} })
    expect(await store.updateRoom(room, { onAir: draft.id }, at)).not.toHaveProperty('opened')
  })

  test('puts the item that comes with a room on air', async () => {
    const [one, two] = [fresh('R'), fresh('R')]
    const [poll, match] = [aPoll(one), aMatch(two)]
    await bench.store.createRoom(aRoom(one), aKey(one), { kind: 'poll', poll })
    await bench.store.createRoom(aRoom(two), aKey(two), { kind: 'match', match })
    expect(await bench.store.loadRoom(one)).toMatchObject({
      onAir: poll.id,
      items: [{ kind: 'poll', id: poll.id, title: poll.question, status: 'open' }],
    })
    expect(await bench.store.loadRoom(two)).toMatchObject({
      onAir: match.id,
      items: [{ kind: 'match', id: match.id, title: 'Final', status: 'scheduled' }],
    })
  })

  test('says that a code is taken and keeps nothing of the second room', async () => {
    const room = aRoom()
    await bench.store.createRoom(room, aKey(room.code))
    const before = await bench.store.loadRoom(room.code)
    const key = aKey(room.code)
    const poll = aPoll(room.code)
    const again = { ...room, title: 'Thief' }
    expect(await bench.store.createRoom(again, key, { kind: 'poll', poll })).toBe(false)
    expect(await bench.store.loadRoom(room.code)).toEqual(before)
    expect(await bench.store.findKey(key.hash)).toBeUndefined()
    expect(await bench.store.loadPoll(poll.id)).toBeUndefined()
  })

  test('keeps nothing of a room whose item cannot be kept', async () => {
    const taken = await pollIn(bench.store)
    const code = fresh('R')
    const poll = aPoll(code, { id: taken.id })
    await expect(
      bench.store.createRoom(aRoom(code), aKey(code), { kind: 'poll', poll }),
    ).rejects.toThrow()
    expect(await bench.store.loadRoom(code)).toBeUndefined()
  })

  test('keeps items in the order in which they came, and in any order that is asked for', async () => {
    const code = await roomIn(bench.store)
    const [one, two, three] = [aPoll(code), aMatch(code), aPoll(code)]
    await bench.store.createPoll(one)
    await bench.store.createMatch(two)
    await bench.store.createPoll(three)
    const order = async () => (await bench.store.loadRoom(code))?.items.map(({ id }) => id)
    expect(await order()).toEqual([one.id, two.id, three.id])

    const items = [three.id, one.id, two.id]
    expect(await bench.store.updateRoom(code, { items }, at)).toMatchObject({
      room: { version: 5 },
    })
    expect(await order()).toEqual(items)

    await bench.store.deletePoll(one.id)
    const late = aMatch(code)
    await bench.store.createMatch(late)
    expect(await order()).toEqual([three.id, two.id, late.id])
  })

  test('refuses an order that is not of exactly its items, and an item that it has not', async () => {
    const poll = await pollIn(bench.store)
    const other = await pollIn(bench.store)
    for (const items of [[], [other.id], [poll.id, other.id], [poll.id, poll.id]])
      expect(await bench.store.updateRoom(poll.room, { items, title: 'New' }, at)).toMatchObject({
        problem: { code: 'body-invalid', faults: [{ pointer: '/items' }] },
      })
    expect(
      await bench.store.updateRoom(poll.room, { onAir: other.id, items: [] }, at),
    ).toMatchObject({
      problem: { faults: [{ pointer: '/onAir' }, { pointer: '/items' }] },
    })
    expect(await bench.store.loadRoom(poll.room)).toMatchObject({ version: 2, title: 'Quiz night' })
  })

  test('raises its version with title, air and notice, and not for a patch of nothing', async () => {
    const { room, id } = await pollIn(bench.store)
    const notice = { text: 'Back in five', at }
    const version = async (patch: Parameters<typeof bench.store.updateRoom>[1]) => {
      const outcome = await bench.store.updateRoom(room, patch, at)
      expect(outcome).toEqual({ room: await bench.store.loadRoom(room) })
      return outcome && 'room' in outcome ? outcome.room.version : undefined
    }
    expect(await version({})).toBe(2)
    expect(await version({ title: 'Quiz night', onAir: null, notice: null, items: [id] })).toBe(2)
    expect(await version({ title: 'Gala' })).toBe(3)
    expect(await version({ onAir: id, notice })).toBe(4)
    expect(await version({ onAir: id, notice })).toBe(4)
    expect(await bench.store.loadRoom(room)).toMatchObject({ title: 'Gala', onAir: id, notice })
    expect(await version({ notice: null })).toBe(5)
    expect(await version({ onAir: null })).toBe(6)
    expect(await bench.store.updateRoom('NOROOM', { title: 'x' }, at)).toBeUndefined()
  })

  test('erases a room with everything in it, and nothing else', async () => {
    const code = fresh('R')
    const [poll, match] = [aPoll(code), aMatch(code)]
    const [host, official] = [aKey(code), anOfficial(code, match.id)]
    const neighbour = await pollIn(bench.store)
    await bench.store.createRoom(aRoom(code), host, { kind: 'poll', poll })
    await bench.store.createMatch(match)
    await bench.store.createKey(official)
    await bench.store.claimKey('ann', host.id)
    await bench.store.claimKey('ann', official.id)
    await bench.store.commitVotes([aVote(poll.id, 'ann', 'a'), aVote(neighbour.id, 'ann', 'b')])
    const events = [aScore(1)]
    await bench.store.appendEvents({ match: match.id, expectSeq: 0, events, status: 'live' })
    await bench.store.commitJoins([{ room: code, device: 'ann' }])

    const gone = await bench.store.deleteRoom(code)
    expect(gone?.items.map(({ kind, id }) => [kind, id])).toEqual([
      ['poll', poll.id],
      ['match', match.id],
    ])
    expect(await bench.store.loadRoom(code)).toBeUndefined()
    expect(await bench.store.loadPoll(poll.id)).toBeUndefined()
    expect(await bench.store.loadMatch(match.id)).toBeUndefined()
    expect(await bench.store.findBallot(poll.id, 'ann')).toBeUndefined()
    expect(await bench.store.findKey(host.hash)).toBeUndefined()
    expect(await bench.store.findKey(official.hash)).toBeUndefined()
    expect(await bench.store.listKeys(match.id)).toEqual([])
    expect(await bench.store.claimedKeys('ann', code)).toEqual([])
    expect(await bench.store.countJoined(code)).toBe(0)
    expect(await bench.store.deleteRoom(code)).toBeUndefined()
    const left = await bench.database.readVotes()
    expect(left.filter((vote) => vote.poll === poll.id)).toEqual([])
    expect(await bench.store.findBallot(neighbour.id, 'ann')).toMatchObject({ choice: 'b' })
  })

  test('gives nothing of an erased room to the next room with its code', async () => {
    const { room, id } = await pollIn(bench.store)
    await bench.store.commitJoins([{ room, device: 'ann' }])
    await bench.store.deleteRoom(room)
    await bench.store.createRoom(aRoom(room), aKey(room))
    expect(await bench.store.loadRoom(room)).toMatchObject({ items: [], onAir: null })
    expect(await bench.store.countJoined(room)).toBe(0)
    expect(await bench.store.loadPoll(id)).toBeUndefined()
  })
}
