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
    expect(await fontSize(page, heading)).toBeGreaterThanOrEqual(48)
  })
})

const wide = { letters: 'W'.repeat(60), CJK: '漢'.repeat(60), emoji: '🏆'.repeat(60) }

describe.each(Object.keys(wide))('a name of sixty wide %s', (kind) => {
  const path = (page: string) => paths[`${page}-${kind}`] ?? '/'

  test('leaves the digits of the screen their room', async () => {
    const { page } = await open({ viewport: { width: 1280, height: 720 } }, path('screen'))
    await keepPicture(page, `screen-${kind}-720`)
    expect(await fontSize(page, '.score')).toBeGreaterThanOrEqual(100)
    expect(await fontSize(page, 'h2')).toBeGreaterThanOrEqual(24)
    expect(await tooSmall(page, 24)).toEqual([])
    const share =
      "document.querySelector('.room').offsetHeight / document.querySelector('li').offsetHeight"
    expect(await page.evaluate(share)).toBeGreaterThan(0.45)
    expect(await page.evaluate(sticksOut('h2', 'main'))).toEqual([])
  })

  test.each([
    ['join', 'li strong'],
    ['referee', '.score strong'],
  ])('leaves them theirs on the phone: %s', async (name, digits) => {
    const { page } = await open(phone, path(name))
    await keepPicture(page, `${name}-${kind}-phone`)
    expect(await fontSize(page, digits)).toBeGreaterThanOrEqual(40)
    expect(await page.evaluate(sticksOut('h2', 'li', 'body'))).toEqual([])
  })
})

test('a set that is decided is announced, and its buttons wait for the next', async () => {
  const size = { viewport: { width: 1280, height: 720 } }
  const { page: hall } = await open(size, paths['screen-set'] ?? '/')
  await keepPicture(hall, 'screen-set-720')
  await hall.getByText('Set 1 to Alpha · 25–0').waitFor()
  const { page: referee } = await open(phone, paths['referee-set'] ?? '/')
  await keepPicture(referee, 'referee-set-phone')
  await referee.getByText('Set 1 is over').waitFor()
  expect(await referee.getByRole('button', { name: /^\+1/ }).first().isDisabled()).toBe(true)
  expect(await referee.getByRole('button', { name: 'Start Set 2' }).isEnabled()).toBe(true)
})

test('what was undone twice is put back twice, and then there is nothing to put back', async () => {
  const sides = [{ name: 'Reds' }, { name: 'Blues' }]
  const { id, hostKey } = await make('/api/matches', { sport: 'football', sides })
  const { page } = await open(phone, `/referee/${id}#${hostKey}`)
  const tap = (name: string | RegExp) => page.getByRole('button', { name }).click()
  const score = async (expected: string) => {
    await expect
      .poll(async () => (await page.locator('.score strong').allTextContents()).join('–'))
      .toBe(expected)
    await page.getByText('All sent').waitFor()
  }
  await tap('+1 Goal, Reds')
  await tap('+1 Goal, Blues')
  await score('1–1')
  for (const [button, expected] of [
    [/^Undo: Goal/, '1–0'],
    [/^Undo: Goal/, '0–0'],
    ['Put back: Goal · Reds', '1–0'],
    ['Put back: Goal · Blues', '1–1'],
  ] as const) {
    await tap(button)
    await score(expected)
  }
  expect(await page.getByRole('button', { name: 'Nothing to put back' }).isDisabled()).toBe(true)
})

test('a phone whose link was revoked says so, shows the true score, and has a way out', async () => {
  const sides = [{ name: 'Reds' }, { name: 'Blues' }]
  const { id, hostKey } = await make('/api/matches', { sport: 'football', sides })
  const officials = `/api/matches/${id}/officials`
  const made = (await ask('POST', officials, { name: 'Ana' }, hostKey)) as NewOfficial
  const { page } = await open(phone, `/referee/${id}#${made.officialKey}`)
  await page.getByRole('button', { name: '+1 Goal, Reds' }).waitFor()
  await fetch(`${server.url}${officials}/${made.official.id}`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${hostKey}` },
  })
  await page.getByRole('button', { name: '+1 Goal, Reds' }).click()
  await revoked(page)
  await keepPicture(page, 'referee-revoked-phone')
  expect(await violations(page)).toEqual([])
  await page.reload()
  await revoked(page)
  await page.getByRole('button', { name: 'Discard what was not sent' }).click()
  await page.getByText('Goal · Reds').waitFor({ state: 'detached' })
  await page.reload()
  await page.getByText('This page needs its key').waitFor()
})

async function revoked(page: Page): Promise<void> {
  await page.getByText('Your link was revoked').waitFor()
  await page.getByRole('listitem').filter({ hasText: 'Goal · Reds' }).waitFor()
  expect(await page.locator('.score strong').allTextContents()).toEqual(['0', '0'])
  const enabled = await page.locator('button:enabled').allTextContents()
  expect(enabled.map((text) => text.trim())).toEqual(['Discard what was not sent'])
}

test('off air, the screen and the phones no longer show what was asked', async () => {
  for (const [name, options] of [
    ['screen', screen],
    ['join', phone],
  ] as const) {
    const { page } = await open(options, paths[`${name}-off`] ?? '/')
    await keepPicture(page, `${name}-off`)
    await page.getByText('The next one comes in a moment').waitFor()
    expect(await page.content()).not.toMatch('Withdrawn')
  }
})

test('the form for another item comes into view, ready to be typed into', async () => {
  const size = { viewport: { width: 1280, height: 720 } }
  const { page } = await open(size, paths['host-poll'] ?? '/')
  for (const [button, field] of [
    ['+ Poll', 'textarea'],
    ['+ Match', 'select'],
  ] as const) {
    await page.getByRole('button', { name: button }).click()
    await keepPicture(page, `host-${field}-720`)
    const box = await page.locator(`${field}:focus`).boundingBox()
    expect((box?.y ?? 720) + (box?.height ?? 0)).toBeLessThan(720)
  }
})

async function fontSize(page: Page, selector: string): Promise<number> {
  // A phone fetches its scoreboard once it sees a match.
  await page.locator(selector).first().waitFor()
  return page.evaluate<number>(
    `parseFloat(getComputedStyle(document.querySelector('${selector}')).fontSize)`,
  )
}

/** Of these boxes, those that hold more than they show. */
const sticksOut = (...selectors: string[]) =>
  `[...document.querySelectorAll('${selectors.join()}')]
    .filter((box) => box.scrollHeight > box.clientHeight + 1 || box.scrollWidth > box.clientWidth + 1)
    .map((box) => box.tagName + ': ' + box.scrollHeight + ' > ' + box.clientHeight)`

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
    ...(await furnishNames()),
    ...(await furnishSet()),
    ...(await furnishOffAir()),
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

async function furnishNames(): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const [kind, name] of Object.entries(wide)) {
    const sides = [{ name }, { name: 'Blues' }]
    const { id, code, hostKey } = await make('/api/matches', { sport: 'football', sides })
    const events = [
      { kind: 'clock', op: 'start' },
      { kind: 'unit', from: 0, to: 1 },
      { kind: 'score', side: 'home', key: 'goal' },
    ]
    await ask('POST', `/api/matches/${id}/events`, events, hostKey)
    found[`screen-${kind}`] = `/screen/${code}`
    found[`join-${kind}`] = `/${code}`
    found[`referee-${kind}`] = `/referee/${id}#${hostKey}`
  }
  return found
}

/** A volleyball match between its first and its second set. */
async function furnishSet(): Promise<Record<string, string>> {
  const sides = [{ name: 'Alpha' }, { name: 'Beta' }]
  const { id, code, hostKey } = await make('/api/matches', { sport: 'volleyball', sides })
  const points = Array.from({ length: 25 }, () => ({ kind: 'score', side: 'home', key: 'point' }))
  await ask('POST', `/api/matches/${id}/events`, points, hostKey)
  return { 'screen-set': `/screen/${code}`, 'referee-set': `/referee/${id}#${hostKey}` }
}

async function furnishOffAir(): Promise<Record<string, string>> {
  const body = { question: 'Withdrawn?', kind: 'single', options: ['Yes', 'No'] }
  const { code, hostKey } = await make('/api/polls', body)
  await ask('PATCH', `/api/rooms/${code}`, { onAir: null }, hostKey)
  return { 'screen-off': `/screen/${code}`, 'join-off': `/${code}` }
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

interface NewOfficial {
  official: { id: string }
  officialKey: string
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
