import http from 'node:http'
import type { Browser, BrowserContext, Page, Request } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { lanHost, launchBrowser, phone, screen } from '../support/chromium.ts'
import { startServer, type ServerProcess } from '../support/process.ts'

// The core journey, as people make it: a real server process, real Chromium, a host name that is not
// a secure context. Every later change keeps it green.

let browser: Browser

beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser?.close())

/** Whoever sits at one device: a context of its own, with its own cookies. */
async function person(
  server: ServerProcess,
  options: Parameters<Browser['newContext']>[0] = phone,
) {
  const context = await browser.newContext(options)
  context.setDefaultTimeout(15_000)
  onTestFinished(() => context.close())
  return {
    context,
    visit: (path: string) => visit(context, server, path),
  }
}

async function visit(context: BrowserContext, server: ServerProcess, path: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(`http://${lanHost}:${server.port}${path}`)
  expect(await page.evaluate('isSecureContext')).toBe(false)
  return page
}

async function started(): Promise<ServerProcess> {
  const server = await startServer()
  onTestFinished(() => server.stop())
  return server
}

/** Types a question into Home, presses its one button, and answers the room's code. */
async function goLive(home: Page, question: string, options: string[]): Promise<string> {
  await home.getByLabel('Question').fill(question)
  await home.getByLabel('Question').press('Enter')
  for (const option of options) {
    await home.keyboard.type(option)
    await home.keyboard.press('Enter')
  }
  await home.getByRole('button', { name: 'Go live' }).click()
  await home.waitForURL(/\/host\/[A-Z0-9]{6}$/)
  return new URL(home.url()).pathname.split('/')[2] ?? ''
}

const saved = (page: Page) => page.getByText('Saved ✓').waitFor()
const bar = (page: Page, option: string, value: string) =>
  page.locator(`[role=meter][aria-label="${option}"][aria-valuetext="${value}"]`).waitFor()
/** The bar as it is drawn, not as it is described. */
const drawn = (page: Page, option: string) =>
  page.evaluate(
    `getComputedStyle(document.querySelector('[role=meter][aria-label="${option}"] > *')).transform`,
  )

test('a poll: one click goes live, phones vote, the screen follows, a crash loses nothing', async () => {
  const server = await started()
  const host = await person(server, { viewport: { width: 1280, height: 900 } })
  const desk = await host.visit('/')
  const code = await goLive(desk, 'Tea or coffee?', ['Tea', 'Coffee'])
  const hall = await (await person(server, screen)).visit(`/screen/${code}`)
  const [ana, bo] = await Promise.all(
    [1, 2].map(async () => (await person(server)).visit(`/${code.toLowerCase()}`)),
  )
  if (!ana || !bo) throw new Error('two phones were expected')
  await hall.evaluate('window.neverReloaded = true')

  await ana.getByRole('button', { name: 'Tea' }).click()
  await saved(ana)
  await bar(hall, 'Tea', '100%, 1 vote')
  await bo.getByRole('button', { name: 'Coffee' }).click()
  await saved(bo)
  await bar(hall, 'Tea', '50%, 1 vote')
  await bar(hall, 'Coffee', '50%, 1 vote')
  await expect.poll(() => drawn(hall, 'Coffee')).toBe('matrix(0.5, 0, 0, 1, 0, 0)')
  await hall.getByText('2 voted of 2 joined').waitFor()

  await server.restart()
  await hall.getByText('2 voted of 2 joined').waitFor()
  await bo.getByRole('button', { name: 'Tea' }).click()
  await saved(bo)
  await bar(hall, 'Tea', '100%, 2 votes')
  await bar(ana, 'Tea', '100%, 2 votes')

  await desk.getByRole('button', { name: 'Close voting' }).click()
  await hall.getByText('Voting is closed').waitFor()
  await ana.getByText('Saved ✓').waitFor()
  await bar(hall, 'Tea', '100%, 2 votes')
  expect(await hall.evaluate('window.neverReloaded')).toBe(true)
}, 60_000)

test('a hidden result never shows on a screen, not even in the host’s own browser', async () => {
  const server = await started()
  const host = await person(server, { viewport: { width: 1280, height: 900 } })
  const desk = await host.visit('/')
  await desk.getByLabel('only to me').check({ force: true })
  const code = await goLive(desk, 'Who was it?', ['The butler', 'The cook'])
  const hall = await host.visit(`/screen/${code}`)
  const ana = await (await person(server)).visit(`/${code}`)

  await ana.getByRole('button', { name: 'The cook' }).click()
  await saved(ana)
  await bar(desk, 'The cook', '100%, 1 vote')
  await hall.getByText('1 voted').waitFor()
  for (const page of [hall, ana]) expect(await page.getByRole('meter').count()).toBe(0)

  await desk.getByRole('button', { name: 'Close voting' }).click()
  await hall.getByText('Voting is closed').waitFor()
  expect(await hall.getByRole('meter').count()).toBe(0)

  await desk.getByLabel('live').check({ force: true })
  await bar(hall, 'The cook', '100%, 1 vote')
}, 60_000)

test('a vote whose first reply is lost counts once', async () => {
  const server = await started()
  const desk = await (await person(server)).visit('/')
  const code = await goLive(desk, 'Heads or tails?', ['Heads', 'Tails'])
  const hall = await (await person(server, screen)).visit(`/screen/${code}`)
  const ana = await (await person(server)).visit(`/${code}`)
  let arrived = 0
  await ana.route('**/vote', async (route) => {
    if (route.request().method() !== 'PUT') return route.continue()
    arrived += 1
    if (arrived > 1) return route.continue()
    // The server has it on disk; the phone never hears of it.
    expect(await deliver(route.request(), server)).toBe(200)
    await route.abort('connectionreset')
  })

  await ana.getByRole('button', { name: 'Tails' }).click()
  await saved(ana)
  expect(arrived).toBe(2)
  await bar(hall, 'Tails', '100%, 1 vote')
  await hall.getByText('1 voted').waitFor()
}, 60_000)

test('a vote cast while the server is down is kept, sent when it is back, and counts once', async () => {
  const server = await started()
  const desk = await (await person(server)).visit('/')
  const code = await goLive(desk, 'Still there?', ['Yes', 'No'])
  const ana = await (await person(server)).visit(`/${code}`)
  const hall = await (await person(server, screen)).visit(`/screen/${code}`)
  await ana.getByRole('button', { name: 'Yes' }).waitFor()
  // A page that is still being loaded has nothing yet that could come back.
  await hall.getByText('Voting is open').waitFor()

  await server.kill('SIGKILL')
  await ana.getByRole('button', { name: 'Yes' }).click()
  await ana.getByText('Waiting to send').waitFor()
  await server.restart()
  await saved(ana)
  await bar(hall, 'Yes', '100%, 1 vote')
}, 60_000)

test('a referee on a phone starts the clock and scores; the screen follows; undo takes it back', async () => {
  const server = await started()
  const host = await person(server, { viewport: { width: 1280, height: 900 } })
  const desk = await host.visit('/#match')
  await desk.getByLabel('Home side: name').fill('Reds')
  await desk.getByLabel('Away side: name').fill('Blues')
  await desk.getByRole('button', { name: 'Go live' }).click()
  await desk.waitForURL(/\/host\/[A-Z0-9]{6}$/)
  const code = new URL(desk.url()).pathname.split('/')[2]
  await desk.getByLabel('Referee’s name').fill('Ref Ana')
  await desk.getByRole('button', { name: 'Make a link' }).click()
  const link = await desk.getByRole('textbox', { name: 'Referee link' }).inputValue()
  const { pathname, hash } = new URL(link)

  const hall = await (await person(server, screen)).visit(`/screen/${code}`)
  const referee = await (await person(server)).visit(pathname + hash)
  await referee.getByRole('button', { name: 'Start clock' }).click()
  await hall.getByText('1st half').first().waitFor()
  await referee.getByRole('button', { name: /goal, Reds/i }).click()
  await score(hall, 'Reds', '1')
  expect(new URL(referee.url()).hash).toBe('')

  await server.restart()
  await referee.getByRole('button', { name: /goal, Blues/i }).click()
  await score(hall, 'Blues', '1')
  await score(hall, 'Reds', '1')
  await referee.getByRole('button', { name: /^Undo: .*Blues/ }).click()
  await score(hall, 'Blues', '0')
  await score(hall, 'Reds', '1')
}, 60_000)

/** Sends a page's request on, word for word; only the made-up host name means nothing out here. */
async function deliver(sent: Request, { port }: ServerProcess): Promise<number | undefined> {
  const { pathname } = new URL(sent.url())
  const headers = { ...(await sent.allHeaders()), host: `${lanHost}:${port}` }
  return new Promise((done, failed) => {
    const options = { host: '127.0.0.1', port, path: pathname, method: sent.method(), headers }
    const request = http.request(options, (response) => {
      response.resume()
      response.on('end', () => done(response.statusCode))
    })
    request.on('error', failed)
    request.end(sent.postData())
  })
}

const score = (page: Page, side: string, points: string) =>
  page
    .getByLabel('Score', { exact: true })
    .getByRole('listitem')
    .filter({ hasText: side })
    .filter({ has: page.locator('strong', { hasText: new RegExp(`^${points}$`) }) })
    .waitFor()
