import type { Topic } from '#core/update'
import { expect, test } from 'vitest'
import { Broadcaster } from '../../server/live/broadcaster.ts'
import { manualTime } from '../support/time.ts'

const poll: Topic = { kind: 'poll', id: 'p' }
const match: Topic = { kind: 'match', id: 'm' }

function broadcasting(tell: (topic: Topic) => void = () => undefined, spentMs?: () => number) {
  const time = manualTime(0)
  const told: [string, number][] = []
  const failures: unknown[] = []
  const broadcaster = new Broadcaster({
    time,
    tell(topic) {
      told.push([topic.id, time.now()])
      tell(topic)
    },
    spentMs: spentMs ?? (() => 0),
    failed: (error) => failures.push(error),
  })
  return { time, told, failures, broadcaster }
}

test('the first change goes out at once, but after whoever changed it was answered', () => {
  const { time, told, broadcaster } = broadcasting()
  broadcaster.changed(poll)
  expect(told).toEqual([])
  time.advance(0)
  expect(told).toEqual([['p', 0]])
})

test('later changes within a tick collapse into one telling', () => {
  const { time, told, broadcaster } = broadcasting()
  broadcaster.changed(poll)
  time.advance(10)
  for (let at = 0; at < 50; at++) {
    broadcaster.changed(poll)
    time.advance(1)
  }
  expect(told).toEqual([['p', 0]])
  time.advance(100)
  expect(told).toHaveLength(2)
  time.advance(5000)
  expect(told).toHaveLength(2)
})

test('a steady flood is told about ten times a second', () => {
  const { time, told, broadcaster } = broadcasting()
  for (let at = 0; at < 1000; at++) {
    broadcaster.changed(poll)
    time.advance(1)
  }
  expect(told.length).toBeGreaterThanOrEqual(9)
  expect(told.length).toBeLessThanOrEqual(12)
})

test('topics do not wait for each other', () => {
  const { time, told, broadcaster } = broadcasting()
  broadcaster.changed(poll)
  time.advance(50)
  broadcaster.changed(match)
  time.advance(0)
  expect(told).toEqual([
    ['p', 0],
    ['m', 50],
  ])
})

test('urgent news does not wait for the tick, and is not told again by it', () => {
  const { time, told, broadcaster } = broadcasting()
  broadcaster.changed(match, true)
  time.advance(10)
  broadcaster.changed(match)
  broadcaster.changed(match, true)
  time.advance(0)
  expect(told).toEqual([
    ['m', 0],
    ['m', 10],
  ])
  time.advance(5000)
  expect(told).toHaveLength(2)
})

test('the tick stretches with what telling costs, up to a second', () => {
  let tellings = 0
  const { time, told, broadcaster } = broadcasting(
    () => tellings++,
    () => 60 * tellings,
  )
  broadcaster.changed(poll)
  time.advance(0)
  for (let at = 0; at < 2000; at++) {
    broadcaster.changed(poll)
    time.advance(1)
  }
  const gaps = told.slice(1).map(([, at], index) => at - (told[index]?.[1] ?? 0))
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(200)
  expect(Math.max(...gaps)).toBeLessThanOrEqual(1100)
})

test('a telling that is still under way when the tick comes puts the next one off', () => {
  // For 90 ms from each telling on, all the time goes into writing, as a fan-out in slices does.
  const tellings: number[] = []
  const { time, told, broadcaster } = broadcasting(
    () => tellings.push(time.elapsed()),
    () => tellings.reduce((sum, at) => sum + Math.min(90, time.elapsed() - at), 0),
  )
  for (let at = 0; at < 3000; at++) {
    broadcaster.changed(poll)
    time.advance(1)
  }
  const gaps = told.slice(1).map(([, at], index) => at - (told[index]?.[1] ?? 0))
  expect(gaps.length).toBeGreaterThan(5)
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(290)
})

test('what was spent while there was no news does not stretch the tick', () => {
  let spentMs = 0
  const { time, told, broadcaster } = broadcasting(undefined, () => spentMs)
  broadcaster.changed(poll)
  time.advance(5000)
  spentMs = 4000
  broadcaster.changed(poll)
  for (const _ of [1, 2]) {
    time.advance(10)
    broadcaster.changed(poll)
    time.advance(95)
  }
  expect(told.map(([, at]) => at)).toEqual([0, 5000, 5100, 5200])
})

test('when it is quiet no timer runs', () => {
  const { time, broadcaster } = broadcasting()
  broadcaster.changed(poll)
  broadcaster.changed(match)
  time.advance(3000)
  expect(time.pending()).toBe(0)
})

test('a topic that is gone is not told any more', () => {
  const { time, told, broadcaster } = broadcasting()
  broadcaster.changed(poll)
  broadcaster.forget(poll)
  time.advance(1000)
  expect(told).toEqual([])
  broadcaster.changed(poll)
  time.advance(10)
  broadcaster.changed(poll)
  broadcaster.forget(poll)
  time.advance(1000)
  expect(told).toHaveLength(1)
})

test('a topic that cannot be told is noted, and stops no other', () => {
  const broken = new Error('no view')
  const { time, told, failures, broadcaster } = broadcasting(({ id }) => {
    if (id === 'p') throw broken
  })
  broadcaster.changed(poll)
  broadcaster.changed(match)
  time.advance(0)
  expect(told.map(([id]) => id)).toEqual(['p', 'm'])
  expect(failures).toEqual([broken])
})
