import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import axe from 'axe-core'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { lanHost, launchBrowser, screen } from '../support/chromium.ts'
import { startServer, type ServerProcess } from '../support/process.ts'

// What a host makes and a hall sees, for every kind of poll.
// `SHOTS=folder npm test -- stage` keeps the pictures.

let browser: Browser
let server: ServerProcess

beforeAll(async () => {
  browser = await launchBrowser()
  server = await startServer()
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

const small: BrowserContextOptions = { viewport: { width: 1280, height: 720 } }

/** What is pressed after the question, what is voted, and what the screen then says. */
const kinds: [name: string, keys: string[], choices: unknown[], says: (string | RegExp)[]][] = [
  ['One choice', ['Tab', 'Tab', ...'Tea↵Soup⏎'], ['a', 'b', 'b'], ['33%', '67%']],
  [
    'Several',
    ['Tab', 'ArrowRight', 'Tab', ...'Tea↵Soup↵Ale⏎'],
    [['a', 'b'], ['b']],
    ['50%', '100%', '0%'],
  ],
  [
    'Rating',
    ['Tab', ...right(2), 'Tab', ...'-2', 'Tab', '2', 'Enter'],
    [-2, 1, 1],
    ['Mean 0.0 from −2 to 2', '67%'],
  ],
  [
    'Ranking',
    ['Tab', ...right(3), 'Tab', ...'Tea↵Soup↵Ale⏎'],
    [['a'], ['b', 'a'], ['c', 'b'], ['b']],
    [/Ahead B? ?Soup in the first round|Ahead B? ?Soup after/],
  ],
  [
    'Words',
    ['Tab', ...right(4), 'Tab', 'Tab', 'Tab', 'Tab', 'Enter'],
    [['Tea'], ['tea', 'ale']],
    ['tea, 2'],
  ],
]

function right(times: number): string[] {
  return Array.from({ length: times }, () => 'ArrowRight')
}

describe.each(kinds)('a poll of the kind %s', (name, keys, choices, says) => {
  test('is made with the keyboard alone, moves the screen, and is sound', async () => {
    const host = await open(screen, '/')
    await host.getByLabel('Question').focus()
    await host.keyboard.type(`${name}?`)
    for (const key of keys)
      await host.keyboard.press({ '↵': 'Enter', '⏎': 'Control+Enter' }[key] ?? key)
    await host.waitForURL(/\/host\/[A-Z0-9]{6}$/)
    const code = host.url().slice(-6)
    const { onAir } = (await ask('GET', `/api/rooms/${code}`)) as { onAir: string }
    const hall = await open(small, `/screen/${code}`)
    for (const choice of choices) await vote(onAir, choice)
    for (const page of [hall, host]) for (const text of says) await reads(page, text)
    for (const page of [hall, host]) await isSound(page, name)
    await isReadable(hall)
  })
})

test('the eliminations of a ranking play on the screen and on the host’s page', async () => {
  const poll = await make({ kind: 'ranking', options: ['Tea', 'Soup', 'Ale'] })
  for (const choice of [['a'], ['a'], ['b'], ['b'], ['c', 'b']]) await vote(poll.id, choice)
  const hall = await open(small, `/screen/${poll.code}`)
  await reads(hall, 'after 2 rounds')
  await hall.keyboard.press('e')
  await reads(hall, /Round 1 of 2.*Ale is last with 1 vote, and goes out next/)
  await hall.keyboard.press('ArrowRight')
  await reads(hall, /Round 2 of 2.*Soup is ahead with 3 votes of 5/)
  await reads(hall, 'The votes of Ale go to their next choice')
  await isSound(hall, 'eliminations')
  await isReadable(hall)
  await hall.keyboard.press('ArrowLeft')
  await reads(hall, 'Round 1 of 2')
  await hall.keyboard.press('Escape')
  await reads(hall, 'after 2 rounds')

  const host = await open(screen, poll.host)
  await press(host, 'See the eliminations here')
  await press(host, 'Play')
  await reads(host, /Round 2 of 2.*Soup is ahead/)
  await isSound(host, 'eliminations')
  await press(host, '← Previous')
  await reads(host, 'Round 1 of 2')
  // Whoever has no mouse goes on from where it was.
  await press(host, 'Done')
  await expect.poll(() => focused(host)).toBe('See the eliminations here')
})

test('a poll is run again, and the runs stand side by side', async () => {
  const poll = await make({ kind: 'rating' })
  for (const choice of [5, 5, 2]) await vote(poll.id, choice)
  const host = await open(screen, poll.host)
  const hall = await open(small, `/screen/${poll.code}`)
  await reads(hall, 'Mean 4.0')
  await host.getByRole('button', { name: 'Run again' }).click()
  const dialog = host.getByRole('dialog')
  await reads(host, 'Voting starts afresh, and the 3 votes of run 1 are kept')
  await dialog.getByRole('button', { name: 'Run again' }).click()
  await expect.poll(() => focused(host)).toBe('Run again')
  await reads(hall, 'Run 2 · 0 voted')
  await vote(poll.id, 1)
  for (const page of [host, hall]) {
    if (page === hall) await hall.keyboard.press('c')
    const runs = page.getByRole('region', { name: /^Run \d/ })
    await expect
      .poll(async () => (await runs.allTextContents()).map(plain).toSorted())
      .toEqual([
        expect.stringMatching(/^Run 1 · 3 voted.*Mean 4.0/),
        expect.stringMatching(/^Run 2 · 1 voted.*Mean 1.0/),
      ])
    await isSound(page, 'runs')
  }
  await isReadable(hall)
  await hall.keyboard.press('c')
  await expect.poll(() => hall.getByRole('region', { name: 'Run 1' }).count()).toBe(0)
})

test('voting ends by itself at the time that the host and the hall see coming', async () => {
  const poll = await make({ kind: 'single', options: ['Yes', 'No'] })
  const host = await open(screen, poll.host)
  const hall = await open(small, `/screen/${poll.code}`)
  await host.getByRole('button', { name: '30 s' }).click()
  for (const page of [host, hall]) await reads(page, /0:(30|2\d) left/)
  await isReadable(hall)
  await isSound(hall, 'countdown')
  await host.getByRole('button', { name: 'Leave it open' }).click()
  for (const page of [host, hall]) await page.getByRole('timer').waitFor({ state: 'detached' })
  await ask('PATCH', `/api/polls/${poll.id}`, { closesAt: Date.now() + 1000 }, poll.key)
  for (const page of [host, hall]) await reads(page, 'Closing…')
  await reads(hall, 'Voting is closed')
  await host.getByRole('button', { name: 'Reopen voting' }).waitFor()
})

test('words are shown when the host has approved them, and go when they are hidden', async () => {
  const poll = await make({ kind: 'words', approveWords: true })
  for (const choice of [['tea', 'rude'], ['tea'], ['rude']]) await vote(poll.id, choice)
  const host = await open(screen, poll.host)
  const hall = await open(small, `/screen/${poll.code}`)
  await reads(hall, 'No words shown yet')
  await press(host, 'Approve all 2 that wait')
  await reads(hall, 'tea, 2')
  await reads(hall, 'rude, 2')
  await press(host, 'Hide rude')
  await expect.poll(() => hall.content()).not.toMatch('rude')
  await reads(hall, 'tea, 2')
  await expect.poll(() => focused(host)).toBe('Show rude')
  await isSound(host, 'moderation')
  await vote(poll.id, ['late'])
  await host.getByRole('button', { name: 'Approve late' }).click()
  await reads(hall, 'late, 1')
  expect(await hall.content()).not.toMatch('rude')
})

test('a word keeps its place on the screen while others come and grow', async () => {
  const poll = await make({ kind: 'words' })
  const texts = ['tea', 'soup', 'ale', 'שלום', '好奇心', '🎉', 'work in progress', 'W'.repeat(40)]
  for (const text of texts) await vote(poll.id, [text])
  const hall = await open(small, `/screen/${poll.code}`)
  await reads(hall, 'tea, 1')
  const places = () =>
    hall.evaluate<[string, string][]>(`[...document.querySelectorAll('li.placed')]
      .map((word) => [word.querySelector('bdi').textContent, word.style.left + word.style.top])`)
  const before = new Map(await places())
  expect(before.size).toBe(texts.length)
  for (let more = 0; more < 12; more++) await vote(poll.id, ['soup', `new ${more}`])
  await reads(hall, 'soup, 13')
  await reads(hall, 'new 11, 1')
  const after = new Map(await places())
  for (const [text, place] of before) expect([text, after.get(text)]).toEqual([text, place])
  await isReadable(hall)
})

test('the ballots are there to be kept, for the host alone', async () => {
  const poll = await make({ kind: 'single', options: ['Yes', 'No'] })
  await vote(poll.id, 'a')
  const host = await open(screen, poll.host)
  for (const name of ['CSV', 'JSON']) {
    const [download] = await Promise.all([
      host.waitForEvent('download'),
      host.getByRole('link', { name }).click(),
    ])
    expect(await download.failure()).toBeNull()
  }
})

const press = (page: Page, name: string) =>
  page.getByRole('button', { name, exact: true }).press('Enter')

const focused = (page: Page) =>
  page.evaluate(`(({ ariaLabel, textContent }) => ariaLabel ?? textContent.trim())
    (document.activeElement)`)

const plain = (text: string) => text.replaceAll(/\s+/g, ' ').trim()

async function reads(page: Page, text: string | RegExp): Promise<void> {
  const shown = async () => plain((await page.textContent('body')) ?? '')
  await expect.poll(shown, { timeout: 8000 }).toMatch(text)
}

/** Nothing that axe finds, nothing that sticks out, nothing that the console complains of. */
async function isSound(page: Page, name: string): Promise<void> {
  const folder = process.env.SHOTS
  const where = new URL(page.url()).pathname.split('/')[1]
  if (folder) {
    mkdirSync(folder, { recursive: true })
    await page.screenshot({ path: join(folder, `${where}-${name}.png`) })
  }
  await page.evaluate(axe.source)
  const { violations } = (await page.evaluate('axe.run()')) as axe.AxeResults
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`),
  ).toEqual([])
  const wider = 'document.documentElement.scrollWidth - innerWidth'
  expect(await page.evaluate(wider)).toBeLessThanOrEqual(0)
  expect(faults.get(page)).toEqual([])
}

/** From the back row: no text under 24 pixels of a picture of 1280 × 720, and all of the result. */
async function isReadable(hall: Page): Promise<void> {
  const tooSmall = `[...document.querySelectorAll('body *:not(svg *)')]
    .filter((node) => node.checkVisibility() && node.getBoundingClientRect().width > 1)
    .filter((node) => [...node.childNodes].some(({ nodeType, data }) => nodeType === 3 && data.trim()))
    .filter((node) => parseFloat(getComputedStyle(node).fontSize) < 24)
    .map((node) => node.className + ': ' + node.textContent)`
  expect(await hall.evaluate(tooSmall)).toEqual([])
  const cutOff = `(({ scrollHeight, clientHeight, scrollWidth, clientWidth }) =>
    Math.max(scrollHeight - clientHeight, scrollWidth - clientWidth))(document.querySelector('.poll'))`
  expect(await hall.evaluate(cutOff)).toBeLessThanOrEqual(1)
}

const faults = new WeakMap<Page, string[]>()

async function open(options: BrowserContextOptions, path: string): Promise<Page> {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options })
  context.setDefaultTimeout(10_000)
  onTestFinished(() => context.close())
  const page = await context.newPage()
  const found: string[] = []
  faults.set(page, found)
  page.on('pageerror', (error) => found.push(error.message))
  page.on('console', (message) => message.type() === 'error' && found.push(message.text()))
  await page.goto(`http://${lanHost}:${server.port}${path}`)
  await page.getByRole('heading').first().waitFor()
  return page
}

async function make(poll: object) {
  const body = { question: 'What now?', ...poll }
  const made = (await ask('POST', '/api/polls', body)) as Made
  const { code } = made.room
  return { id: made.poll.id, code, key: made.hostKey, host: `/host/${code}#${made.hostKey}` }
}

interface Made {
  poll: { id: string }
  room: { code: string }
  hostKey: string
}

/** Somebody new every time. */
const vote = (poll: string, choice: unknown) => ask('PUT', `/api/polls/${poll}/vote`, { choice })

async function ask(method: string, path: string, body?: object, key?: string): Promise<unknown> {
  const answer = await fetch(server.url + path, {
    method,
    headers: { 'content-type': 'application/json', ...(key && { authorization: `Bearer ${key}` }) },
    ...(body && { body: JSON.stringify(body) }),
  })
  if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`)
  return answer.json()
}
