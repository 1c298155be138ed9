import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import axe from 'axe-core'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lanHost, launchBrowser, phone, screen } from '../support/chromium.ts'
import { startServer, type ServerProcess } from '../support/process.ts'

// Every page, at the two sizes it is looked at in, with the texts that break other products.
// `SHOTS=folder npm test -- pages` keeps the pictures.

const question = '<img src=x onerror="window.pwned=1"> Which of these, מה דעתך, 🏆?'
const options = [
  '<b>bold</b>',
  'שלום עולם',
  '🍵 tea & “coffee”',
  'Donaudampfschifffahrtsgesellschaft',
]

let browser: Browser
let server: ServerProcess
let paths: Record<string, string>

beforeAll(async () => {
  browser = await launchBrowser()
  server = await startServer()
  paths = await furnish()
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

const sizes: Record<string, BrowserContextOptions> = { phone, screen }
const names = [
  'home',
  'home-match',
  'host-poll',
  'host-match',
  'join-poll',
  'join-match',
  'screen-poll',
  'screen-match',
  'referee',
  'no-room',
  'no-page',
  'no-key',
]

describe.each(Object.keys(sizes))('on a %s', (size) => {
  test.each(names)('%s is sound', async (name) => {
    const { page, faults } = await open(sizes[size], paths[name] ?? '/')
    await keepPicture(page, `${name}-${size}`)
    expect(faults).toEqual([])
    expect(await page.evaluate('window.pwned')).toBeUndefined()
    expect(
      await page.evaluate('document.documentElement.scrollWidth - innerWidth'),
    ).toBeLessThanOrEqual(0)
    expect(await page.title()).toMatch(/Tallycast/)
    expect(await violations(page)).toEqual([])
  })
})

describe.each(['reduce', 'no-preference'] as const)('with motion: %s', (reducedMotion) => {
  test.each(['screen-poll', 'screen-match'])('%s can be read from the back row', async (name) => {
    const options = { viewport: { width: 1280, height: 720 }, reducedMotion }
    const { page } = await open(options, paths[name] ?? '/')
    await keepPicture(page, `${name}-720-${reducedMotion}`)
    expect(await tooSmall(page, 24)).toEqual([])
    const heading = name === 'screen-poll' ? 'h1' : '.score'
    const size = await page.evaluate<number>(
      `parseFloat(getComputedStyle(document.querySelector('${heading}')).fontSize)`,
    )
    expect(size).toBeGreaterThanOrEqual(48)
  })
})

/** Every text that is shown below so many CSS pixels; the letters in shapes scale with their shape. */
const tooSmall = (page: Page, leastPx: number): Promise<string[]> =>
  page.evaluate<string[]>(`[...document.querySelectorAll('body *:not(svg *)')]
    .filter((node) => node.checkVisibility() && node.getBoundingClientRect().width > 1)
    .filter((node) => [...node.childNodes].some(({ nodeType, data }) => nodeType === 3 && data.trim()))
    .filter((node) => parseFloat(getComputedStyle(node).fontSize) < ${leastPx})
    .map((node) => node.className + ': ' + node.textContent)`)

/** A page as it stands when it has nothing more to ask, and what its console had to say. */
async function open(
  options: BrowserContextOptions | undefined,
  path: string,
): Promise<{ page: Page; faults: string[] }> {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options })
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    // Asking for what is not there is how a page finds out.
    if (message.type() === 'error' && !/status of 40[1345]/.test(message.text()))
      faults.push(message.text())
  })
  await page.goto(`http://${lanHost}:${server.port}${path}`)
  await page.locator('h1:visible, [role=status]:visible, h2:visible').first().waitFor()
  await page.getByText(/^(Joining|Opening|One moment)/).waitFor({ state: 'detached' })
  return { page, faults }
}

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const { violations: found } = (await page.evaluate('axe.run()')) as axe.AxeResults
  return found.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  )
}

async function keepPicture(page: Page, name: string): Promise<void> {
  const folder = process.env.SHOTS
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`) })
}

/** A room with a poll that has votes, and one with a match under way. */
async function furnish(): Promise<Record<string, string>> {
  const poll = await make('/api/polls', { question, kind: 'single', options })
  for (const choice of 'aabcaab') await ask('PUT', `/api/polls/${poll.id}/vote`, { choice })
  const match = await make('/api/matches', {
    sport: 'football',
    sides: [{ name: 'Réal <i>Ätlético</i>' }, { name: 'שחקנים 🏆' }],
  })
  const events = [
    { kind: 'clock', op: 'start' },
    { kind: 'score', side: 'home', key: 'goal', player: 'Ana' },
    { kind: 'score', side: 'away', key: 'goal' },
    { kind: 'score', side: 'home', key: 'goal' },
  ]
  await ask('POST', `/api/matches/${match.id}/events`, events, match.hostKey)
  return {
    home: '/',
    'home-match': '/#match',
    'host-poll': `/host/${poll.code}#${poll.hostKey}`,
    'host-match': `/host/${match.code}#${match.hostKey}`,
    'join-poll': `/${poll.code}`,
    'join-match': `/${match.code}`,
    'screen-poll': `/screen/${poll.code}`,
    'screen-match': `/screen/${match.code}`,
    referee: `/referee/${match.id}#${match.hostKey}`,
    'no-room': '/ZZZZZZ',
    'no-page': '/what/ever/this',
    'no-key': `/host/${poll.code}`,
  }
}

async function make(path: string, body: object) {
  const { poll, match, room, hostKey } = (await ask('POST', path, body)) as Made
  return { id: (poll ?? match)?.id ?? '', code: room.code, hostKey }
}

interface Made {
  poll?: { id: string }
  match?: { id: string }
  room: { code: string }
  hostKey: string
}

async function ask(method: string, path: string, body: object, key?: string): Promise<unknown> {
  const answer = await fetch(server.url + path, {
    method,
    headers: { 'content-type': 'application/json', ...(key && { authorization: `Bearer ${key}` }) },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`)
  return answer.json()
}
