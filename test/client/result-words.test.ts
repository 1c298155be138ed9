import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { WordCloud } from '../../client/parts/word-cloud.ts'
import type { Box } from '../../client/parts/word-sizes.ts'

const measure = (text: string, votes: number, em: number): Box => ({
  width: 20 * em * (0.6 * text.length + String(votes).length * 0.3),
  height: 20 * em * 1.2,
})
const cloudOf = (width: number, height: number) => new WordCloud({ width, height }, 10, measure)

interface Said {
  text: string
  votes: number
}
const mostFirst = (votes: Record<string, number>): Said[] =>
  Object.entries(votes)
    .map(([text, count]) => ({ text, votes: count }))
    .toSorted((one, other) => other.votes - one.votes || (one.text < other.text ? -1 : 1))

const texts = Array.from({ length: 60 }, (_, index) => `${index}`.padEnd(2 + (index % 12), 'x'))
const someWords = fc
  .dictionary(fc.constantFrom(...texts), fc.integer({ min: 1, max: 40 }), { noNullPrototype: true })
  .map(mostFirst)
const history = fc.array(someWords, { minLength: 2, maxLength: 6 })
const box = fc.record({
  width: fc.integer({ min: 150, max: 900 }),
  height: fc.integer({ min: 80, max: 500 }),
})

type Places = ReturnType<WordCloud['settle']>
const copy = (places: Places) => new Map([...places].map(([text, place]) => [text, { ...place }]))

describe('a cloud of words', () => {
  it('leaves every word that remains where it is, whatever is said', () => {
    fc.assert(
      fc.property(box, history, ({ width, height }, steps) => {
        const cloud = cloudOf(width, height)
        let before = new Map<string, { x: number; y: number }>()
        for (const words of steps) {
          const now = copy(cloud.settle(words))
          for (const [text, { x, y }] of now) {
            const was = before.get(text)
            if (was) expect([text, x, y]).toEqual([text, was.x, was.y])
          }
          before = now
        }
      }),
    )
  })

  it('never lays a word over another, nor over the edge, when it is laid out', () => {
    fc.assert(
      fc.property(box, someWords, ({ width, height }, words) => {
        const places = [...cloudOf(width, height).settle(words)].map(([text, place]) => {
          const votes = words.find((word) => word.text === text)!.votes
          const size = measure(text, votes, place.em)
          const left = place.x - size.width / 2
          const top = place.y - size.height / 2
          return { left, top, right: left + size.width, bottom: top + size.height }
        })
        for (const one of places) {
          expect(Math.min(one.left, one.top)).toBeGreaterThanOrEqual(-1e-6)
          expect(one.right).toBeLessThanOrEqual(width + 1e-6)
          expect(one.bottom).toBeLessThanOrEqual(height + 1e-6)
          for (const other of places)
            if (one !== other)
              expect(
                one.left < other.right - 1e-6 &&
                  other.left < one.right - 1e-6 &&
                  one.top < other.bottom - 1e-6 &&
                  other.top < one.bottom - 1e-6,
              ).toBe(false)
        }
      }),
    )
  })

  it('is the same picture for the same words', () => {
    fc.assert(
      fc.property(box, history, ({ width, height }, steps) => {
        const [one, other] = [cloudOf(width, height), cloudOf(width, height)]
        for (const words of steps)
          expect(copy(one.settle(words))).toEqual(copy(other.settle(words)))
      }),
    )
  })

  it('draws what most people said largest, and lets it grow where it stands', () => {
    const cloud = cloudOf(800, 400)
    const before = cloud.settle(mostFirst({ tea: 1, coffee: 1, water: 1 }))
    expect(new Set([...before.values()].map(({ em }) => em)).size).toBe(1)
    const after = cloud.settle(mostFirst({ tea: 12, coffee: 3, water: 1 }))
    const [tea, coffee, water] = ['tea', 'coffee', 'water'].map((text) => after.get(text)!.em)
    expect(tea).toBeGreaterThan(coffee!)
    expect(coffee).toBeGreaterThan(water!)
    expect(tea).toBeGreaterThan(before.get('tea')!.em)
  })

  it('finds room for what many said, where words that few said fill it', () => {
    const full = Object.fromEntries(texts.map((text) => [text, 1]))
    const cloud = cloudOf(300, 150)
    const before = copy(cloud.settle(mostFirst(full)))
    expect(before.size).toBeLessThan(texts.length)
    const after = copy(cloud.settle(mostFirst({ ...full, newcomer: 30 })))
    expect(after.has('newcomer')).toBe(true)
    expect(after.size).toBeGreaterThan(before.size / 2)
  })

  it('takes the room of a word that is gone', () => {
    const cloud = cloudOf(60, 30)
    cloud.settle([{ text: 'abc', votes: 1 }])
    expect([...cloud.settle(mostFirst({ abc: 1, xyz: 1 })).keys()]).toEqual(['abc'])
    expect([...cloud.settle([{ text: 'xyz', votes: 1 }]).keys()]).toEqual(['xyz'])
  })
})
