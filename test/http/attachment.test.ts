import { setImmediate as turn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { sendFile } from '../../server/http/attachment.ts'
import type { Context } from '../../server/http/context.ts'

test('a long file is made in small parts, between which others get their turn', async () => {
  let turns = 0
  const over = new AbortController()
  const others = async (): Promise<void> => {
    for (; !over.signal.aborted; turns++) await turn()
  }
  const madeIn = new Set<number>()
  function* lines(): Generator<string> {
    for (let line = 0; line < 10_000; line++) {
      madeIn.add(turns)
      yield 'a line of a hundred signs'.padEnd(100, '.')
    }
  }
  // It takes whatever it is given at once, as a fast network does.
  const ctx = { set: () => undefined } as unknown as Context & { body: AsyncIterable<string> }
  sendFile(ctx, 'long', 'csv', lines())
  const meanwhile = others()
  let length = 0
  let most = 0
  for await (const chunk of ctx.body) {
    length += chunk.length
    most = Math.max(most, chunk.length)
  }
  over.abort()
  await meanwhile
  expect(length).toBe(1_000_000)
  expect(most).toBeLessThan(20_000)
  expect(madeIn.size).toBeGreaterThan(40)
})
