import { expect, test } from 'vitest'
import { aKey, anOfficial, at, fresh, matchIn, roomIn } from '../samples.ts'
import type { Bench } from '../store.contract.ts'

export function keysContract(bench: Bench): void {
  test('finds a key by its hash, as it was kept', async () => {
    const { id, room } = await matchIn(bench.store)
    const key = anOfficial(room, id, { expiresAt: at + 1 })
    await bench.store.createKey(key)
    expect(await bench.store.findKey(key.hash)).toEqual(key)
    expect(await bench.store.findKey(key.id)).toBeUndefined()
  })

  test('lists the keys of a match in the order of their making, without the host', async () => {
    const { id, room } = await matchIn(bench.store)
    const keys = [anOfficial(room, id), anOfficial(room, id), anOfficial(room, id)]
    for (const key of keys) await bench.store.createKey(key)
    await bench.store.createKey(aKey(room))
    expect(await bench.store.listKeys(id)).toEqual(keys)
    expect(await bench.store.listKeys('m_none')).toEqual([])
  })

  test('revokes a key once, and still knows when', async () => {
    const { id, room } = await matchIn(bench.store)
    const key = anOfficial(room, id)
    await bench.store.createKey(key)
    expect(await bench.store.revokeKey(key.id, at + 5)).toBe(true)
    expect(await bench.store.revokeKey(key.id, at + 9)).toBe(false)
    expect(await bench.store.revokeKey('k_none', at)).toBe(false)
    expect(await bench.store.findKey(key.hash)).toEqual({ ...key, revokedAt: at + 5 })
    expect(await bench.store.listKeys(id)).toMatchObject([{ revokedAt: at + 5 }])
  })

  test('tells the keys that a device has claimed in a room', async () => {
    const { id, room } = await matchIn(bench.store)
    const [host, official] = [aKey(room), anOfficial(room, id)]
    const elsewhere = aKey(await roomIn(bench.store))
    const device = fresh('device')
    for (const key of [host, official, elsewhere]) {
      await bench.store.createKey(key)
      await bench.store.claimKey(device, key.id)
      await bench.store.claimKey(device, key.id)
    }
    expect(await bench.store.claimedKeys(device, room)).toEqual([host, official])
    expect(await bench.store.claimedKeys(fresh('device'), room)).toEqual([])
    await bench.store.revokeKey(host.id, at)
    expect((await bench.store.claimedKeys(device, room))[0]).toEqual({ ...host, revokedAt: at })
  })

  test('keeps no key to a room or match that has just been erased, and no claim on it', async () => {
    const { id, room } = await matchIn(bench.store)
    const [early, late, stray] = [anOfficial(room, id), anOfficial(room, id), aKey('NOROOM')]
    await bench.store.createKey(early)
    await bench.store.deleteMatch(id)
    await bench.store.createKey(late)
    await bench.store.createKey(stray)
    await bench.store.claimKey('ann', early.id)
    for (const key of [early, late, stray])
      expect(await bench.store.findKey(key.hash)).toBeUndefined()
    expect(await bench.store.claimedKeys('ann', room)).toEqual([])
  })

  test('counts the devices of a room once each', async () => {
    const [one, two] = [await roomIn(bench.store), await roomIn(bench.store)]
    const counts = await bench.store.commitJoins([
      { room: one, device: 'ann' },
      { room: two, device: 'ann' },
      { room: one, device: 'bob' },
      { room: one, device: 'ann' },
      { room: 'NOROOM', device: 'ann' },
    ])
    expect(counts).toEqual([1, 1, 2, 2, 0])
    expect(await bench.store.commitJoins([{ room: one, device: 'bob' }])).toEqual([2])
    expect(await bench.store.countJoined(one)).toBe(2)
    expect(await bench.store.countJoined('NOROOM')).toBe(0)
    expect(await bench.store.loadRoom(one)).toMatchObject({ version: 1 })
  })
}
