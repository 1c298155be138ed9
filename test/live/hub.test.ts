import { expect, test } from 'vitest'
import { pingFrame, presenceFrame, type Frame } from '../../server/live/frame.ts'
import { Hub, type Channel } from '../../server/live/hub.ts'
import { manualTime } from '../support/time.ts'
import { FakeReader } from './readers.ts'

/** A frame that is told apart by a number. */
const state = (number: number): Frame => presenceFrame({ connected: number, joined: 0 })
const data = (number: number): [string, string] => [
  'presence',
  `{"connected":${number},"joined":0}`,
]

function aHub() {
  const time = manualTime(1000)
  let chance = 0
  const hub = new Hub({ time, random: () => (chance = (chance + 0.37) % 1) })
  let newest = 0
  const channel: Channel = { name: 'c', snapshot: () => [state(newest)] }
  const publish = (number: number) => {
    newest = number
    hub.publish('c', state(number))
  }
  const join = (on: Channel = channel) => {
    const reader = new FakeReader()
    return { reader, leave: hub.join(on, reader) }
  }
  return { time, hub, channel, join, publish }
}

test('a reader hears when to return, the time and the state, in one write', () => {
  const { join } = aHub()
  const { reader } = join()
  expect(reader.writes).toHaveLength(1)
  expect(reader.writes[0]).toMatch(
    /^retry: [2-5]\d{3}\n\nevent: ping\ndata: \{"now":1000\}\n\nevent: presence\n/,
  )
})

test('everybody on the channel hears the same bytes, and nobody else', () => {
  const { hub, join, publish } = aHub()
  const [a, b] = [join().reader, join().reader]
  const other = join({ name: 'd', snapshot: () => [] }).reader
  publish(1)
  expect([a, b].map(({ heard }) => heard.at(-1))).toEqual([data(1), data(1)])
  expect(other.writes).toHaveLength(1)
  expect([hub.watchers('c'), hub.watchers('d'), hub.size]).toEqual([2, 1, 3])
})

test('who has left hears nothing, and the last to leave takes the channel along', () => {
  const { hub, join, publish } = aHub()
  const { reader, leave } = join()
  leave()
  publish(1)
  expect(reader.writes).toHaveLength(1)
  expect([hub.watchers('c'), hub.size]).toEqual([0, 0])
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
  expect(reader.wasCut).toBe(false)
  time.advance(200)
  expect(reader.wasCut).toBe(true)
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
  expect(reader.wasCut).toBe(false)
})

test('a reader that is behind on a channel with nothing to show is sent nothing', () => {
  const { time, hub, join } = aHub()
  const { reader } = join({ name: 'empty', snapshot: () => [] })
  reader.stuck = true
  hub.publish('empty', pingFrame(1))
  reader.stuck = false
  time.advance(200)
  // An empty chunk would be the end of the body.
  expect(reader.writes).toHaveLength(1)
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
  const { hub, join, publish } = aHub()
  const [a, b] = [join().reader, join().reader]
  hub.finish('c', state(9))
  publish(10)
  for (const reader of [a, b]) {
    expect([reader.heard.at(-1), reader.ended]).toEqual([data(9), true])
  }
  expect(hub.size).toBe(0)
  expect(() => hub.finish('c', state(9))).not.toThrow()
})

test('a reader that does not even take the last word is cut in its time', () => {
  const { time, hub, join } = aHub()
  const { reader } = join()
  reader.stuck = true
  hub.finish('c', state(9))
  time.advance(29_000)
  expect([reader.ended, reader.wasCut]).toEqual([true, false])
  time.advance(2000)
  expect(reader.wasCut).toBe(true)
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
  const broken: Channel = {
    name: 'b',
    snapshot() {
      throw new Error('no view')
    },
  }
  expect(() => join(broken)).toThrow('no view')
  expect(hub.size).toBe(0)
})
