import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aHub, data, state, TestChannel } from './a-hub.ts'
import type { FakeReader } from './readers.ts'

/** A hub with so many readers on its channel, each of which takes so long to write to. */
function aCrowd(size: number, costMs = 0.1) {
  const hub = aHub()
  const order: FakeReader[] = []
  const join = (on?: TestChannel) => {
    const { reader } = hub.join(on)
    const write = reader.write.bind(reader)
    reader.write = (frame) => {
      write(frame)
      order.push(reader)
      hub.time.spend(costMs)
    }
    return reader
  }
  const readers = Array.from({ length: size }, () => join())
  /** What somebody else does who waits for a turn of the event loop. */
  const between = (act: () => void) => hub.time.soon(act)
  return { ...hub, join, readers, order, between }
}

const numbersOf = ({ heard }: FakeReader): number[] =>
  heard
    .filter(([event]) => event === 'presence')
    .map(([, text]) => (JSON.parse(text) as { connected: number }).connected)

test('while many are written to, others have their turn', () => {
  const { time, change, order, between } = aCrowd(1000)
  const seen: number[] = []
  const look = () => {
    seen.push(order.length)
    if (order.length < 1000) between(look)
  }
  change(1)
  between(look)
  time.advance(500)
  expect(order).toHaveLength(1000)
  expect(seen.length).toBeGreaterThan(20)
  const strides = seen.map((count, turn) => count - (seen[turn - 1] ?? 0))
  expect(Math.max(...strides)).toBeLessThanOrEqual(60)
})

test('what changes while many are written to goes out once, after that and as it is by then', () => {
  const { time, change, order, between, readers } = aCrowd(200)
  change(1)
  between(() => [2, 3, 4].forEach(change))
  time.advance(500)
  expect(order).toHaveLength(400)
  for (const reader of readers) expect(numbersOf(reader).slice(1)).toEqual([1, 4])
})

test('who joins while many are written to is not told what is older than its opening', () => {
  const { time, change, between, join } = aCrowd(200)
  const late: FakeReader[] = []
  change(1)
  between(() => {
    change(2)
    late.push(join())
  })
  time.advance(500)
  expect(late.map(numbersOf)).toEqual([[2, 2]])
})

test('who can take something again while many are written to is not told what is older after that', () => {
  const { time, change, between, readers } = aCrowd(100, 5)
  const slow = readers.filter((_, at) => at % 10 === 0)
  const stick = (stuck: boolean) => slow.forEach((reader) => (reader.stuck = stuck))
  stick(true)
  change(1)
  time.advance(1000)
  change(2)
  between(() => {
    change(3)
    stick(false)
  })
  time.advance(2000)
  for (const reader of slow) expect(numbersOf(reader).join()).toMatch(/^0(,2)?(,3)+$/)
})

test('who joins between a change and its telling misses nothing that comes with it', () => {
  const { time, change, join } = aCrowd(1)
  change(1)
  const reader = join()
  change(2)
  time.advance(500)
  expect(numbersOf(reader).at(-1)).toBe(2)
})

test('nobody is always last', () => {
  const { time, publish, order, readers } = aCrowd(100)
  const last = new Set<FakeReader>()
  for (let number = 1; number <= 20; number++) {
    publish(number)
    time.advance(100)
    last.add(order.at(-1) as FakeReader)
  }
  expect(order).toHaveLength(20 * readers.length)
  expect(last.size).toBeGreaterThan(5)
})

test('a small audience does not wait for a large one', () => {
  const { time, hub, change, order, join } = aCrowd(1000)
  const small = new TestChannel(() => [state(0)])
  const reader = join(small)
  change(1)
  hub.publish(small, 'it', () => [state(1)])
  time.advance(500)
  expect(order).toHaveLength(1001)
  expect(order.indexOf(reader)).toBeLessThan(100)
})

test('news that cannot be made is noted, and holds up no other', () => {
  const { time, hub, channel, failures, join } = aHub()
  const { reader } = join()
  const broken = new Error('no view')
  hub.publish(channel, 'broken', () => {
    throw broken
  })
  hub.publish(channel, 'whole', () => [state(1)])
  time.advance(500)
  expect(failures).toEqual([broken])
  expect(reader.heard.at(-1)).toEqual(data(1))
})

test('a list of readers that cannot be made is noted, and the next news goes out all the same', () => {
  const { hub, channel, failures, join, publish } = aHub()
  const { reader } = join()
  const broken = new Error('no readers')
  const iterate = channel.readers[Symbol.iterator].bind(channel.readers)
  channel.readers[Symbol.iterator] = () => {
    throw broken
  }
  publish(1)
  channel.readers[Symbol.iterator] = iterate
  publish(2)
  expect(failures).toEqual([broken])
  expect([reader.heard.at(-1), hub.size]).toEqual([data(2), 1])
})

test('a socket that breaks under a write is noted, and stops no other', () => {
  const { failures, join, publish } = aHub()
  const [first, second] = [join().reader, join().reader]
  first.write = () => {
    throw new Error('no socket')
  }
  publish(1)
  expect(failures).toHaveLength(1)
  expect(second.heard.at(-1)).toEqual(data(1))
})

const aReader = fc.nat({ max: 5 })
const aStep = fc.oneof(
  fc.record({ what: fc.constant('change' as const) }),
  fc.record({ what: fc.constantFrom('join' as const) }),
  fc.record({
    what: fc.constantFrom('leave' as const, 'stick' as const, 'free' as const),
    who: aReader,
  }),
  fc.record({ what: fc.constant('pass' as const), ms: fc.nat({ max: 300 }) }),
)

test('whatever happens in whatever order, what a reader is shown only rises, and ends with the newest', () => {
  const rises = fc.property(
    fc.array(fc.array(aStep, { maxLength: 8 }), { maxLength: 12 }),
    (turns) => {
      const { time, change, join, readers, between, hub } = aCrowd(40, 5)
      let number = 0
      const crowd = [...readers]
      const take = (step: (typeof turns)[number][number]) => {
        if (step.what === 'change') change(++number)
        if (step.what === 'join') crowd.unshift(join())
        const who = 'who' in step ? crowd[step.who] : undefined
        if (step.what === 'leave' && who) {
          hub.leave(who)
          crowd.splice(crowd.indexOf(who), 1)
        }
        if (who && (step.what === 'stick' || step.what === 'free'))
          who.stuck = step.what === 'stick'
      }
      for (const steps of turns) {
        // Each step has a turn of its own, between the slices of what the earlier ones began.
        const goOn = (at: number) => {
          const step = steps[at]
          if (!step) return
          take(step)
          between(() => goOn(at + 1))
        }
        goOn(0)
        for (const step of steps) time.advance(step.what === 'pass' ? step.ms : 0)
      }
      for (const reader of crowd) reader.stuck = false
      time.advance(3000)
      for (const reader of crowd) {
        const numbers = numbersOf(reader)
        expect(numbers).toEqual(numbers.toSorted((a, b) => a - b))
        expect(numbers.at(-1)).toBe(number)
      }
    },
  )
  fc.assert(rises, { numRuns: 300 })
})
