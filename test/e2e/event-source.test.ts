import { once } from 'node:events'
import fc from 'fast-check'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Update } from '#core/update'
import { anyText, nastyTexts } from '../support/any-text.ts'
import { startApp } from '../support/app.ts'
import { lanHost, launchBrowser } from '../support/chromium.ts'
import { Scribe, topicOf } from '../http/scribe.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser?.close())

/** In the page: every stream by a browser's own client, what it says handed over as it is. */
const listen = (paths: string[]): string => `
  for (const path of ${JSON.stringify(paths)}) {
    const source = new EventSource(path + '/stream')
    for (const name of ['message', 'update', 'ping', 'presence', 'bye', 'gone'])
      source.addEventListener(name, ({ data, lastEventId }) => heard(name, lastEventId, data))
    source.addEventListener('error', () => heard('error', '', ''))
  }`

test('a browser hears what people write as GET gives it', async () => {
  const { url } = await startApp()
  const scribe = await Scribe.in(url)
  const newest = new Map<string, string>()
  const names = new Set<string>()
  let news = Promise.withResolvers<void>()
  const page = await browser.newPage()
  await page.exposeFunction('heard', (name: string, id: string, data: string) => {
    names.add(name)
    if (name !== 'update') return
    newest.set(topicOf(JSON.parse(data) as Update), data)
    expect(id).toMatch(/^[0-9a-f]{12}-\d+$/)
    news.resolve()
    news = Promise.withResolvers()
  })
  await page.goto(`http://${lanHost}:${new URL(url).port}/healthz`)
  await page.evaluate(listen(Object.values(scribe.paths)))

  const isTold = (given: Update): boolean => newest.get(topicOf(given)) === JSON.stringify(given)
  const asGiven = fc.asyncProperty(anyText, async (text) => {
    await scribe.write(text)
    const given = await scribe.read()
    const deadline = AbortSignal.timeout(3000)
    const late = once(deadline, 'abort')
    while (!given.every(isTold)) {
      if (deadline.aborted) expect(Object.fromEntries(newest)).toEqual(given)
      await Promise.race([news.promise, late])
    }
  })
  await fc.assert(asGiven, {
    numRuns: 40,
    examples: nastyTexts.map((text) => [text]),
    endOnFailure: true,
  })
  expect([...names].filter((name) => !['update', 'ping', 'presence'].includes(name))).toEqual([])
  expect(newest.size).toBe(4)
})
