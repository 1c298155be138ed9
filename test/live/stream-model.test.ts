import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Update } from '#core/update'
import { addPoll, aHouse, pollIn, settle, updates, watch } from './house.ts'
import type { FakeReader } from './readers.ts'

const anItem = fc.constantFrom(0, 1, null)
const aStep = fc.oneof(
  fc.record({ what: fc.constant('air' as const), item: anItem }),
  fc.record({ what: fc.constant('vote' as const), item: fc.constantFrom(0, 1) }),
  fc.record({ what: fc.constant('rename' as const) }),
  fc.record({ what: fc.constant('join' as const), seat: fc.constantFrom('public', 'full') }),
  fc.record({ what: fc.constantFrom('leave', 'stick', 'free'), who: fc.nat({ max: 3 }) }),
  fc.record({ what: fc.constant('pass' as const), ms: fc.constantFrom(0, 50, 2000) }),
)

const newest = (reader: FakeReader, fits: (update: Update) => boolean) =>
  updates(reader).findLast(fits)

type Step = typeof aStep extends fc.Arbitrary<infer S> ? S : never

async function play(steps: readonly Step[]) {
  const house = await aHouse()
  const { live, time } = house
  const { room, poll } = await pollIn(house)
  const polls = [poll, await addPoll(house, room)]
  const crowd = [await watch(house, { kind: 'room', id: room })]
  let count = 0
  for (const step of steps) {
    const who = 'who' in step ? crowd[step.who] : undefined
    if (step.what === 'air' && 'item' in step)
      await live.rooms.patch(room, {
        onAir: step.item === null ? null : (polls[step.item] ?? null),
      })
    if (step.what === 'vote' && 'item' in step)
      await live.polls.vote(polls[step.item ?? 0] ?? '', `voter ${count++}`, 'a')
    if (step.what === 'rename') await live.rooms.patch(room, { title: `Quiz ${count++}` })
    if (step.what === 'join' && 'seat' in step)
      crowd.push(await watch(house, { kind: 'room', id: room }, step.seat as 'public' | 'full'))
    if (who && step.what === 'leave') crowd.splice(crowd.indexOf(who), 1)[0]?.leave()
    if (who && step.what !== 'leave') who.reader.stuck = step.what === 'stick'
    if (step.what === 'pass' && 'ms' in step) time.advance(step.ms)
  }
  for (const { reader } of crowd) reader.stuck = false
  time.advance(5000)
  await settle()
  time.advance(5000)
  return { house, room, readers: crowd.map(({ reader }) => reader) }
}

test('whatever goes on and off air while readers come, lag and go, in the end all see what there is', async () => {
  const sees = fc.asyncProperty(fc.array(aStep, { maxLength: 14 }), async (steps) => {
    const { house, room, readers } = await play(steps)
    const { onAir = null, version } = (await house.live.rooms.get(room)) ?? {}
    const shown = onAir === null ? undefined : await house.live.polls.view(onAir, 'full')
    for (const reader of readers) {
      expect(newest(reader, (each) => 'room' in each)).toMatchObject({ room: { onAir, version } })
      const poll = newest(reader, (each) => 'poll' in each && each.poll.id === onAir)
      if (shown) expect(poll).toEqual({ kind: 'poll', poll: shown })
    }
    await house.close()
  })
  await fc.assert(sees, { numRuns: 60 })
}, 60_000)
