import { expect, test } from 'vitest'
import type { MatchEvent } from '#core/match'
import { aMatch, aScore, anOfficial, at, matchIn, roomIn } from '../samples.ts'
import type { Bench } from '../store.contract.ts'

export function matchesContract(bench: Bench): void {
  test('keeps a match with its frozen rules and an empty log', async () => {
    const code = await roomIn(bench.store)
    const match = aMatch(code)
    const room = await bench.store.createMatch(match)
    expect(room).toMatchObject({
      version: 2,
      items: [{ kind: 'match', id: match.id, title: 'Final', status: 'scheduled' }],
    })
    expect(await bench.store.loadMatch(match.id)).toEqual({ match, version: 1, log: [] })
  })

  test('answers undefined for what is not there', async () => {
    expect(await bench.store.createMatch(aMatch('NOROOM'))).toBeUndefined()
    expect(await bench.store.loadMatch('m_none')).toBeUndefined()
    expect(await bench.store.updateMatch('m_none', { title: 'x' })).toBeUndefined()
    expect(await bench.store.deleteMatch('m_none')).toBeUndefined()
    const append = { match: 'm_none', expectSeq: 0, events: [aScore(1)], status: 'live' as const }
    expect(await bench.store.appendEvents(append)).toBeUndefined()
  })

  test('reads the log back in its order, whole', async () => {
    const { id } = await matchIn(bench.store)
    const log: MatchEvent[] = [
      aScore(1, { player: 'Zoë “Z” O’Neil', unit: 0 } as Partial<MatchEvent>),
      aScore(2, { kind: 'clock', op: 'set', ms: 5, official: 'k_1' } as Partial<MatchEvent>),
      // Ids that fall, so that an order by id would show.
      ...Array.from({ length: 10 }, (_, index) => aScore(index + 3, { id: `a${90 - index}` })),
    ]
    const append = { match: id, status: 'live' as const }
    await bench.store.appendEvents({ ...append, expectSeq: 0, events: log.slice(0, 5) })
    await bench.store.appendEvents({ ...append, expectSeq: 5, events: log.slice(5) })
    expect(await bench.store.loadMatch(id)).toMatchObject({ version: 3, log })
  })

  test('keeps nothing of an append to a log that has moved on', async () => {
    const { id, room } = await matchIn(bench.store)
    const [first, second, third] = [aScore(1), aScore(1), aScore(2)]
    const both = await Promise.all([
      bench.store.appendEvents({ match: id, expectSeq: 0, events: [first], status: 'live' }),
      bench.store.appendEvents({
        match: id,
        expectSeq: 0,
        events: [second, third],
        status: 'final',
      }),
    ])
    expect(both).toMatchObject([{ version: 2 }, 'moved'])
    const ahead = { match: id, expectSeq: 5, events: [aScore(6)], status: 'final' as const }
    expect(await bench.store.appendEvents(ahead)).toBe('moved')
    expect(await bench.store.loadMatch(id)).toMatchObject({ version: 2, log: [first] })
    expect(await bench.store.loadRoom(room)).toMatchObject({ items: [{ status: 'live' }] })
  })

  test('rejects an append with a hole or a twin in it, and keeps nothing', async () => {
    const { id } = await matchIn(bench.store)
    const twin = aScore(1)
    for (const events of [
      [aScore(2)],
      [aScore(1), aScore(3)],
      [twin, { ...aScore(2), id: twin.id }],
    ])
      await expect(
        bench.store.appendEvents({ match: id, expectSeq: 0, events, status: 'live' }),
      ).rejects.toThrow()
    expect(await bench.store.loadMatch(id)).toMatchObject({ version: 1, log: [] })
  })

  test('raises the room when the status changes, and only then', async () => {
    const { id } = await matchIn(bench.store)
    const post = (seq: number, status: 'live' | 'final') =>
      bench.store.appendEvents({ match: id, expectSeq: seq - 1, events: [aScore(seq)], status })
    expect(await post(1, 'live')).toMatchObject({
      version: 2,
      room: { version: 3, items: [{ status: 'live' }] },
    })
    expect(await post(2, 'live')).toMatchObject({ version: 3, room: { version: 3 } })
    expect(await post(3, 'final')).toMatchObject({ version: 4, room: { version: 4 } })
  })

  test('changes sides and title; only the title shows in the room', async () => {
    const { id, sides, room } = await matchIn(bench.store)
    const renamed = sides.map((side) => ({ ...side, color: '#000000' }))
    expect(await bench.store.updateMatch(id, { sides: renamed })).toMatchObject({
      match: { sides: renamed },
      version: 2,
      room: { version: 2 },
    })
    expect(await bench.store.updateMatch(id, { title: 'Semi-final' })).toMatchObject({
      match: { title: 'Semi-final', sides: renamed },
      version: 3,
      room: { version: 3, items: [{ title: 'Semi-final' }] },
    })
    expect(
      await bench.store.updateMatch(id, { title: 'Semi-final', sides: renamed }),
    ).toMatchObject({ version: 3, room: { version: 3 } })
    expect(await bench.store.loadRoom(room)).toMatchObject({ version: 3 })
  })

  test('erases a match with its log and its officials, and takes it off air', async () => {
    const { id, room } = await matchIn(bench.store)
    const official = anOfficial(room, id)
    await bench.store.createKey(official)
    await bench.store.updateRoom(room, { onAir: id }, at)
    await bench.store.appendEvents({ match: id, expectSeq: 0, events: [aScore(1)], status: 'live' })
    expect(await bench.store.deleteMatch(id)).toMatchObject({ version: 5, onAir: null, items: [] })
    expect(await bench.store.loadMatch(id)).toBeUndefined()
    expect(await bench.store.findKey(official.hash)).toBeUndefined()
  })
}
