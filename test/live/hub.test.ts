import { expect, test } from 'vitest'
import { pingFrame, updateFrame } from '../../server/live/frame.ts'
import { aHub, data, state, TestChannel } from './a-hub.ts'
import { FakeReader } from './readers.ts'

test('a reader hears when to return, the time and the state, in one write', () => {
  const { join } = aHub()
  const { reader } = join()
  expect(reader.writes).toHaveLength(1)
  expect(reader.writes[0]).toMatch(
    /^retry: [2-5]\d{3}\n\nevent: ping\ndata: \{"now":1000\}\n\nevent: presence\n/,
  )
})

test('everybody on the channel hears the same bytes, and nobody else', () => {
  const { hub, channel, join, publish } = aHub()
  const [a, b] = [join().reader, join().reader]
  const other = join(new TestChannel(() => [])).reader
  publish(1)
  expect([a, b].map(({ heard }) => heard.at(-1))).toEqual([data(1), data(1)])
  expect(other.writes).toHaveLength(1)
  expect([channel.crowd, hub.size]).toEqual([2, 3])
})

test('who has left hears nothing, and the last to leave takes the channel along', () => {
  const { hub, channel, join, publish } = aHub()
  const { reader, leave } = join()
  leave()
  publish(1)
  expect(reader.writes).toHaveLength(1)
  expect([channel.crowd, hub.size]).toEqual([0, 0])
  expect(() => leave()).not.toThrow()
})

test('a reader that is behind gets the newest state only, once its bytes have left', () => {
  const { time, join, publish } = aHub()
  const { reader } = join()
  reader.stuck = true
  for (const number of [1, 2, 3]) publish(number)
  time.advance(500)
  expect(reader.writes).toHaveLength(1)
  reader.stuck = false
  time.advance(100)
  expect(reader.heard.slice(2)).toEqual([data(3)])
  publish(4)
  expect(reader.heard.slice(2)).toEqual([data(3), data(4)])
})

test('a reader that is free again is brought up by the next frame, not sent it twice', () => {
  const { time, join, publish } = aHub()
  const { reader } = join()
  reader.stuck = true
  publish(1)
  reader.stuck = false
  publish(2)
  time.advance(1000)
  expect(reader.heard.slice(2)).toEqual([data(2)])
})

test('a slow reader delays nobody', () => {
  const { join, publish } = aHub()
  const [slow, quick] = [join().reader, join().reader]
  slow.stuck = true
  for (const number of [1, 2, 3]) publish(number)
  expect(quick.heard.slice(2)).toEqual([data(1), data(2), data(3)])
})

test('a reader that takes nothing for 30 seconds is cut', () => {
  const { time, join, publish } = aHub()
  const { reader, leave } = join()
  reader.stuck = true
  publish(1)
  time.advance(29_900)
  expect(reader.wasDestroyed).toBe(false)
  time.advance(200)
  expect(reader.wasDestroyed).toBe(true)
  leave()
})

test('a slow reader that does take something is not cut', () => {
  const { time, join, publish } = aHub()
  const { reader } = join()
  for (let second = 0; second < 120; second++) {
    reader.stuck = true
    publish(second)
    time.advance(900)
    reader.stuck = false
    publish(second)
    time.advance(100)
  }
  expect(reader.wasDestroyed).toBe(false)
})

test('a reader that is behind on a channel with nothing to show is sent nothing', () => {
  const { time, hub, join } = aHub()
  const empty = new TestChannel(() => [])
  const { reader } = join(empty)
  const opening = reader.writes.length
  reader.stuck = true
  hub.publish(empty, 'ping', () => [pingFrame(1)])
  time.advance(0)
  reader.stuck = false
  time.advance(200)
  // An empty chunk would be the end of the body.
  expect(reader.writes).toHaveLength(opening)
})

test('who hears nothing for 15 seconds hears the time, who heard something does not', () => {
  const { time, join, publish } = aHub()
  const quiet = join().reader
  time.advance(10_000)
  const busy = join().reader
  time.advance(5900)
  expect(quiet.heard.at(-1)).toEqual(['ping', expect.stringMatching(/"now":1[56]\d{3}/)])
  expect(busy.writes).toHaveLength(1)
  publish(1)
  time.advance(14_000)
  expect(busy.heard.at(-1)).toEqual(data(1))
  time.advance(2000)
  expect(busy.heard.at(-1)?.[0]).toBe('ping')
})

test('no timer runs when nobody is there', () => {
  const { time, join } = aHub()
  const { leave } = join()
  leave()
  time.advance(2000)
  expect(time.pending()).toBe(0)
})

test('a channel that is finished says its last to everybody and ends them', () => {
  const { time, hub, channel, join, publish } = aHub()
  const [a, b] = [join().reader, join().reader]
  hub.finish(channel, state(9))
  time.advance(0)
  publish(10)
  for (const reader of [a, b]) {
    expect([reader.heard.at(-1), reader.ended]).toEqual([data(9), true])
  }
  expect(hub.size).toBe(0)
})

test('a reader that does not even take the last word is cut in its time', () => {
  const { time, hub, channel, join } = aHub()
  const { reader } = join()
  reader.stuck = true
  hub.finish(channel, state(9))
  time.advance(29_000)
  expect([reader.ended, reader.wasDestroyed]).toEqual([true, false])
  time.advance(2000)
  expect(reader.wasDestroyed).toBe(true)
  time.advance(2000)
  expect(time.pending()).toBe(0)
})

test('a drain is paced, and gives everybody a return time of their own', async () => {
  const { time, hub, join } = aHub()
  const readers = Array.from({ length: 120 }, () => join().reader)
  const drained = hub.drain()
  const gone = () => readers.filter(({ ended }) => ended).length
  expect(gone()).toBe(50)
  for (const expected of [100, 120]) {
    time.advance(50)
    await Promise.resolve()
    expect(gone()).toBe(expected)
  }
  await drained
  const retries = readers.map(({ writes }) => Number(/retry: (\d+)/.exec(writes.at(-1) ?? '')?.[1]))
  expect(readers.every(({ heard }) => heard.at(-1)?.[0] === 'bye')).toBe(true)
  expect(Math.max(...retries) - Math.min(...retries)).toBeGreaterThan(4000)
  expect(Math.min(...retries)).toBeGreaterThanOrEqual(500)
})

test('ten thousand are drained within twelve seconds', async () => {
  const { time, hub, join } = aHub()
  const readers = Array.from({ length: 10_000 }, () => join().reader)
  const drained = hub.drain()
  for (let ms = 0; ms < 12_000; ms += 50) {
    time.advance(50)
    await Promise.resolve()
  }
  await drained
  expect(readers.every(({ ended }) => ended)).toBe(true)
})

test('who leaves during a drain is not written to, and who comes is sent home', async () => {
  const { time, hub, join } = aHub()
  const visitors = Array.from({ length: 80 }, () => join())
  const drained = hub.drain()
  const late = visitors.at(-1)
  late?.leave()
  const comes = join().reader
  expect([comes.heard.map(([event]) => event), comes.ended]).toEqual([
    ['ping', 'presence', 'bye'],
    true,
  ])
  time.advance(50)
  await drained
  expect(late?.reader.writes).toHaveLength(1)
  expect(comes.heard.filter(([event]) => event === 'bye')).toHaveLength(1)
})

test('a snapshot that breaks leaves nobody behind', () => {
  const { hub, join } = aHub()
  const broken = new TestChannel(() => {
    throw new Error('no view')
  })
  expect(() => join(broken)).toThrow('no view')
  expect(hub.size).toBe(0)
})

test('a stream is sent round after 20 to 30 minutes, to come back at once', () => {
  const { time, hub, join } = aHub()
  const readers = Array.from({ length: 40 }, () => join().reader)
  const gone = () => readers.filter(({ ended }) => ended).length
  time.advance(19 * 60_000)
  expect(gone()).toBe(0)
  time.advance(6 * 60_000)
  expect(gone()).toBeGreaterThan(5)
  expect(gone()).toBeLessThan(35)
  time.advance(6 * 60_000)
  expect([gone(), hub.size]).toEqual([40, 0])
  for (const { writes } of readers) {
    const [, ms] = /^retry: (\d+)\n\n$/.exec(writes.at(-1) ?? '') ?? []
    expect(Number(ms)).toBeGreaterThanOrEqual(200)
    expect(Number(ms)).toBeLessThanOrEqual(1200)
  }
})

test('who comes in the moment in which the heartbeat finds nobody there is not forgotten', () => {
  const { time, join } = aHub()
  const { leave } = join()
  time.advance(500)
  leave()
  // Due in the same moment as the beat, and after it: before what the beat has begun.
  time.after(500, () => void (late = join().reader))
  let late: ReturnType<typeof join>['reader'] | undefined
  time.advance(500)
  time.advance(60_000)
  expect(late?.heard.filter(([event]) => event === 'ping').length).toBeGreaterThan(2)
})

test('a snapshot that is more than may wait is sent as it can be taken, and again where it has changed', () => {
  const { time, hub } = aHub()
  const wide = 'x'.repeat(8000)
  const numbers = Array.from({ length: 20 }, () => 0)
  const part = (at: number) =>
    updateFrame({ kind: 'poll', id: `${at} ${numbers[at]} ${wide}`, gone: true }, 'e', 1)
  const channel = new TestChannel(() => numbers.map((_, at) => part(at)))
  const reader = new FakeReader()
  reader.slow = true
  hub.join(channel, reader)
  const parts = () => reader.heard.flatMap(([, data]) => /"id":"(\d+ \d+) /.exec(data)?.[1] ?? [])
  let most = 0
  for (let turn = 0; turn < 20; turn++) {
    most = Math.max(most, reader.unsent)
    if (turn === 0) {
      numbers[0] = 7
      hub.publish(channel, 'first', () => [part(0)])
      time.advance(0)
    }
    reader.stuck = false
    time.advance(100)
  }
  expect(most).toBeLessThan(64_000)
  for (let at = 0; at < 20; at++)
    expect(parts().findLast((each) => each.startsWith(`${at} `))).toBe(`${at} ${numbers[at]}`)
  expect(parts().length).toBeLessThanOrEqual(40)
  expect(time.pending()).toBe(1)
})
