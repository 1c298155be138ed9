import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { lanHost, launchBrowser, phone, screen } from '../support/chromium.ts'
import { startServer, type ServerProcess } from '../support/process.ts'

// How fresh a page says it is, on every page that shows something live.

let browser: Browser

beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser?.close())

interface Made {
  room: { code: string; onAir: string }
  hostKey: string
  links: { referee?: string }
}

async function post<T>(server: ServerProcess, path: string, body: object, key = ''): Promise<T> {
  const answer = await fetch(server.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(key && { authorization: `Bearer ${key}` }) },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`)
  return (await answer.json()) as T
}

async function house(env: Record<string, string> = {}) {
  const server = await startServer({ env })
  onTestFinished(() => server.stop())
  const at = (path: string) => `http://${lanHost}:${server.port}${path}`
  const visit = async (path: string, options = phone): Promise<Page> => {
    const context = await browser.newContext(options)
    onTestFinished(() => context.close())
    context.setDefaultTimeout(15_000)
    const page = await context.newPage()
    await page.goto(at(path))
    return page
  }
  return { server, at, visit }
}

const dot = (page: Page, words: string) =>
  page.getByRole('status').filter({ hasText: words }).first().waitFor()

/** A page of each kind that shows something live. */
async function everyPage({ server, visit }: Awaited<ReturnType<typeof house>>): Promise<Page[]> {
  const question = { question: 'Tea or coffee?', kind: 'single', options: ['Tea', 'Coffee'] }
  const { room, hostKey } = await post<Made>(server, '/api/polls', question)
  const sides = [{ name: 'Ana' }, { name: 'Bo' }]
  const match = await post<Made>(server, '/api/matches', { sport: 'football', sides })
  const { officialKey } = await post<{ officialKey: string }>(
    server,
    `/api/matches/${match.room.onAir}/officials`,
    { name: 'Kim' },
    match.hostKey,
  )
  return Promise.all([
    visit(`/${room.code}`),
    visit(`/${match.room.code}`),
    visit(`/screen/${room.code}`, screen),
    visit(`/screen/${match.room.code}`, screen),
    visit(`/host/${room.code}#${hostKey}`, screen),
    visit(`/referee/${match.room.onAir}#${officialKey}`),
  ])
}

test('every page says that it is live, as of when it is not, and live again by itself', async () => {
  const here = await house()
  const pages = await everyPage(here)
  await Promise.all(pages.map((page) => dot(page, 'Live')))
  await pages[2]?.locator('.lamp.lit').waitFor()
  await here.server.kill()
  await Promise.all(pages.map((page) => dot(page, 'Reconnecting…')))
  for (const page of pages) {
    const said = await page.getByRole('status').allTextContents()
    expect(said.join()).toMatch(/(Reconnecting…|Offline) · as of \d{1,2}[:.]\d\d/)
  }
  // The light that says “this is what everybody sees” is out where nobody knows.
  for (const page of pages.slice(2, 4)) expect(await page.locator('.lamp.lit').count()).toBe(0)
  await Promise.all(pages.map((page) => dot(page, 'Offline · as of')))
  await here.server.restart()
  await Promise.all(pages.map((page) => dot(page, 'Live')))
})

test('a device without a network knows it at once, and is back as soon as it has one', async () => {
  const here = await house()
  const [voter] = await everyPage(here)
  if (!voter) throw new Error('no page')
  await dot(voter, 'Live')
  await voter.context().setOffline(true)
  await dot(voter, 'Offline · as of')
  await voter.context().setOffline(false)
  await dot(voter, 'Live')
})

test('a browser that is turned away is not dead: it asks again by itself', async () => {
  const { server, visit } = await house({ MAX_STREAMS: '1' })
  const { room } = await post<Made>(server, '/api/rooms', { title: 'Full house' })
  const taken = new AbortController()
  onTestFinished(() => taken.abort())
  await fetch(`${server.url}/api/rooms/${room.code}/stream`, { signal: taken.signal })
  const page = await visit('/')
  const state = await page.evaluate(`new Promise((told) => {
    const source = new EventSource('/api/rooms/${room.code}/stream')
    source.onerror = () => told(source.readyState)
  })`)
  const connecting = 0
  expect(state).toBe(connecting)
})

test('phones that wait see how many have joined', async () => {
  const { server, visit } = await house()
  const { room } = await post<Made>(server, '/api/rooms', { title: 'Quiz night' })
  const [one, two] = [await visit(`/${room.code}`), await visit(`/${room.code}`)]
  for (const page of [one, two]) await page.getByText('2 joined').waitFor()
})
