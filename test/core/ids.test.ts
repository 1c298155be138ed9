import fc from 'fast-check'
import { expect, test } from 'vitest'
import { foldRoomCode, newDeviceId, newId, newRoomCode, newSecret, spacedCode } from '#core/ids'

const bytes = (size: number) => fc.uint8Array({ minLength: size, maxLength: size })

test('a code is six signs that nobody takes for another', () => {
  fc.assert(
    fc.property(bytes(6), (random) => {
      expect(newRoomCode(() => random)).toMatch(/^[A-HJ-NP-Z2-9]{6}$/)
    }),
  )
})

test('a code is found however a person types it', () => {
  fc.assert(
    fc.property(bytes(6), (random) => {
      const code = newRoomCode(() => random)
      for (const typed of [
        code,
        code.toLowerCase(),
        spacedCode(code),
        ` ${code.slice(0, 3)}-${code.slice(3)} `,
      ])
        expect(foldRoomCode(typed)).toBe(code)
    }),
  )
})

test('signs that no code holds are read as what they look like', () => {
  expect(foldRoomCode('o0i1AB')).toBe('QQLLAB')
})

test.each(['', 'ABCDE', 'ABCDEFG', 'ABC*EF', 'ABCDÉF', '😀😀😀😀😀😀'])(
  '“%s” is no code',
  (typed) => {
    expect(foldRoomCode(typed)).toBeUndefined()
  },
)

test('ids and secrets are of signs that an address and a stream may hold', () => {
  fc.assert(
    fc.property(bytes(12), bytes(32), (short, long) => {
      expect(newId('p', () => short)).toMatch(/^p_[A-Za-z0-9_-]{12}$/)
      expect(newSecret(() => long)).toMatch(/^[A-Za-z0-9_-]{32}$/)
    }),
  )
})

test('device ids stand in the order in which devices first came', () => {
  fc.assert(
    fc.property(
      fc.nat(2 ** 42),
      fc.integer({ min: 1, max: 1e9 }),
      bytes(24),
      bytes(24),
      (at, later, a, b) => {
        const [first, second] = [newDeviceId(at, () => a), newDeviceId(at + later, () => b)]
        expect(first < second).toBe(true)
        expect(first).toMatch(/^[A-Za-z0-9_-]{32}$/)
      },
    ),
  )
})
