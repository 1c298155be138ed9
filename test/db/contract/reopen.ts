import { expect, test } from 'vitest'
import { aKey, aMatch, aPoll, aRoom, aScore, at, aVote, fresh } from '../samples.ts'
import type { TestDatabase } from '../store.contract.ts'

export function reopenContract(create: () => TestDatabase): void {
  test('finds everything, under the same epoch and secret', async () => {
    const database = create()
    const code = fresh('R')
    const [poll, match, host] = [aPoll(code), aMatch(code), aKey(code)]
    const events = [aScore(1), aScore(2)]

    let store = await database.open()
    const identity = await store.identity()
    expect(identity.epoch).toMatch(/^[a-z0-9]{8,}$/)
    expect(identity.secret.length).toBeGreaterThanOrEqual(32)
    await store.createRoom(aRoom(code), host, { kind: 'poll', poll })
    await store.createMatch(match)
    await store.appendEvents({ match: match.id, expectSeq: 0, events, status: 'live' })
    await store.updateRoom(code, { notice: { text: 'Welcome', at } }, at)
    await store.claimKey('ann', host.id)
    await store.commitJoins([{ room: code, device: 'ann' }])
    const first = await store.commitVotes([aVote(poll.id, 'ann', 'a'), aVote(poll.id, 'bob', 'b')])
    const look = async () => [
      await store.loadRoom(code),
      await store.loadPoll(poll.id),
      await store.loadMatch(match.id),
      await store.findBallot(poll.id, 'ann'),
      await store.findKey(host.hash),
      await store.claimedKeys('ann', code),
      await store.countJoined(code),
      await store.identity(),
    ]
    const before = await look()
    expect(before).not.toContain(undefined)
    await store.close()

    store = await database.open()
    expect(await look()).toEqual(before)
    const { receipts } = await store.commitVotes([aVote(poll.id, 'ann', 'a')])
    expect(receipts).toEqual([{ ...first.receipts[0], outcome: 'unchanged' }])
    await store.close()
    await database.erase()
  })

  test('gives another database another epoch and secret', async () => {
    const databases = [create(), create()]
    const stores = await Promise.all(databases.map((database) => database.open()))
    const [one, two] = await Promise.all(stores.map((store) => store.identity()))
    expect(one?.epoch).not.toBe(two?.epoch)
    expect(one?.secret).not.toBe(two?.secret)
    await Promise.all(stores.map((store) => store.close()))
    await Promise.all(databases.map((database) => database.erase()))
  })

  test('answers what was asked before the close, and nothing after it', async () => {
    const database = create()
    const store = await database.open()
    const asked = Promise.all([store.ping(), store.countJoined('NOROOM')])
    const closed = store.close()
    await expect(store.ping()).rejects.toThrow(/closed/)
    expect(await asked).toEqual([undefined, 0])
    await closed
    await store.close()
    await database.erase()
  })
}
