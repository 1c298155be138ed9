import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, BrowserContextOptions } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lanHost, launchBrowser, phone, screen } from '../support/chromium.ts'

// The other journeys stand on this: what a phone in a hall gets is not what loopback gets.

const page = `<!doctype html><meta name=viewport content='width=device-width'><title>t</title><script>
  document.title = (document.cookie.match(/n=(\\w+)/) ?? [, 'new'])[1]
  document.cookie = 'n=' + innerWidth
</script><p>hall`

const server = createServer((_, response) => {
  response.setHeader('content-type', 'text/html')
  response.end(page)
})
let browser: Browser
let port: number

beforeAll(async () => {
  browser = await launchBrowser()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
})
afterAll(async () => {
  await browser?.close()
  server.close()
})

async function open(host: string, options: BrowserContextOptions = phone) {
  const context = await browser.newContext(options)
  const tab = await context.newPage()
  await tab.goto(`http://${host}:${port}/`)
  return tab
}

test('a made-up LAN name is not a secure context, and lacks what such a page lacks', async () => {
  const tab = await open(lanHost)
  expect(await tab.evaluate('isSecureContext')).toBe(false)
  expect(await tab.evaluate('typeof crypto.randomUUID')).toBe('undefined')
  expect(await tab.evaluate('typeof crypto.getRandomValues')).toBe('function')
  expect(await tab.evaluate('"serviceWorker" in navigator || "wakeLock" in navigator')).toBe(false)
})

test('loopback hides that', async () => {
  const tab = await open('127.0.0.1')
  expect(await tab.evaluate('isSecureContext')).toBe(true)
})

test('contexts stand side by side, each with its own cookies and size', async () => {
  const tabs = await Promise.all([open(lanHost), open(lanHost), open(lanHost, screen)])
  for (const tab of tabs) expect(await tab.title()).toBe('new')
  await Promise.all(tabs.map((tab) => tab.reload()))
  const titles = await Promise.all(tabs.map((tab) => tab.title()))
  expect(titles.every((title) => title !== 'new')).toBe(true)
  expect(await Promise.all(tabs.map((tab) => tab.evaluate('innerWidth')))).toEqual([
    phone.viewport?.width,
    phone.viewport?.width,
    screen.viewport?.width,
  ])
})

test('letters have shapes, on a machine without any font too', async () => {
  const tab = await open(lanHost)
  const widthOf = (text: string) =>
    tab.evaluate<number>(
      `{ const p = document.querySelector('p'); p.style.display = 'inline'; p.textContent = '${text}'; p.offsetWidth }`,
    )
  // Where no font is found every letter is the same empty box.
  expect(await widthOf('WWWW')).toBeGreaterThan(2 * (await widthOf('iiii')))
})
