import { afterAll, beforeAll, expect, test } from 'vitest'
import { choiceOf, Hall, places, ranked, saved, tap, voted } from './hall.ts'

// A phone's vote through dead spots, closes, second thoughts and second runs.

let hall: Hall

beforeAll(async () => {
  hall = await Hall.open()
})
afterAll(() => hall?.close())

test('a vote outlives a dead spot and a reload, and counts once', async () => {
  const made = await hall.make({ kind: 'single', options: places })
  const context = await hall.device()
  const page = await hall.open(made, context)
  await context.setOffline(true)
  await tap(page, 'Kiosk')
  await page.getByText('Waiting to send').waitFor()
  await expect(page.reload()).rejects.toThrow(/INTERNET_DISCONNECTED/)
  await context.setOffline(false)
  const again = await hall.open(made, context)
  await saved(again)
  await voted(again, 1)
  expect(await choiceOf(again, made)).toBe('c')
  expect(await hall.pollOf(made)).toMatchObject({ ballots: 1 })
  expect(await again.evaluate('localStorage.length')).toBe(0)
})

test('a vote that waited is sent from whatever is on air now', async () => {
  const made = await hall.make({ kind: 'single', options: places })
  const context = await hall.device()
  const page = await hall.open(made, context)
  await context.setOffline(true)
  await tap(page, 'Home')
  await page.getByText('Waiting to send').waitFor()
  await page.close()
  await hall.asHost('PATCH', `/api/rooms/${made.poll.room}`, { onAir: null }, made)
  await context.setOffline(false)
  const later = await context.newPage()
  await later.goto(hall.addressOf(made))
  await expect.poll(async () => (await hall.pollOf(made)).ballots).toBe(1)
})

test('a vote can be taken back, also in a dead spot, and cast again', async () => {
  const made = await hall.make({ kind: 'single', options: places })
  const context = await hall.device()
  const page = await hall.open(made, context)
  await tap(page, 'Club')
  await saved(page)
  await context.setOffline(true)
  await tap(page, 'Take back my vote')
  await page.getByText('Your vote is taken back as soon as').waitFor()
  await context.setOffline(false)
  await page.getByText('Vote taken back').waitFor()
  await voted(page, 0)
  // It stays, or whoever has no mouse would start again at the top of the page.
  expect(await page.evaluate('document.activeElement.innerText')).toBe('Take back my vote')
  expect(await page.locator('[aria-pressed=true]').count()).toBe(0)
  await tap(page, 'Home')
  await voted(page, 1)
  expect(await choiceOf(page, made)).toBe('d')
})

test('a result for those who voted appears after the vote, never before, and goes with it', async () => {
  const made = await hall.make({ kind: 'single', options: places, results: 'voted' })
  const [ana, bo] = [await hall.open(made), await hall.open(made)]
  await hall.voteElsewhere(made, 'a')
  for (const page of [ana, bo]) {
    await voted(page, 1)
    expect(await page.getByRole('meter').count()).toBe(0)
  }
  await tap(ana, 'Club')
  await ana.getByRole('meter', { name: 'Club' }).waitFor()
  await voted(bo, 2)
  expect(await bo.getByRole('meter').count()).toBe(0)
  await ana.reload()
  await ana.getByRole('meter', { name: 'Club' }).waitFor()
  await tap(ana, 'Take back my vote')
  await ana.getByText('The result appears after you vote.').waitFor()
  expect(await ana.getByRole('meter').count()).toBe(0)
})

test('a poll that is run again is a fresh ballot', async () => {
  const made = await hall.make({ kind: 'single', options: places })
  const page = await hall.open(made)
  await tap(page, 'Club')
  await saved(page)
  await hall.asHost('POST', `/api/polls/${made.poll.id}/runs`, {}, made)
  await page.getByText('Tap to vote').waitFor()
  expect(await page.locator('[aria-pressed=true]').count()).toBe(0)
  await voted(page, 0)
  await tap(page, 'Home')
  await saved(page)
  expect(await choiceOf(page, made)).toBe('d')
})

test('a poll with a closing time counts down and locks by the server’s clock', async () => {
  const { now } = await hall.ask<{ now: number }>('GET', '/api/time')
  const made = await hall.make({ kind: 'single', options: places, closesAt: now + 6000 })
  const context = await hall.device()
  // Five minutes behind the server: by its own clock there would be ample time.
  await context.addInitScript('Date.now = ((own) => () => own() - 300_000)(Date.now)')
  const page = await hall.open(made, context)
  await page
    .getByRole('timer')
    .filter({ hasText: /0:0[1-6]/ })
    .waitFor()
  await tap(page, 'Club')
  await saved(page)
  await page.getByText('Voting is closed.').waitFor()
  expect(await page.getByRole('button', { name: 'Home' }).isDisabled()).toBe(true)
  expect((await hall.pollOf(made)).status).toBe('open')
})

test('a ballot whose script did not come is there as soon as the network is', async () => {
  const made = await hall.make({ kind: 'ranking', options: places })
  const context = await hall.device()
  let asked = 0
  await context.route('**/BallotRanking-*.js', (route) =>
    asked++ === 0 ? route.abort('internetdisconnected') : route.continue(),
  )
  const page = await context.newPage()
  await page.goto(hall.addressOf(made))
  await tap(page, 'Club')
  expect(await ranked(page)).toEqual(['Club'])
  expect(asked).toBe(2)
})

test('the page of an ordinary poll costs a phone 30 kB at most', async () => {
  const made = await hall.make({ kind: 'single', options: places })
  const context = await hall.device()
  const sizes: Promise<number>[] = []
  context.on('response', (response) => {
    const { pathname } = new URL(response.url())
    if (!/\.(js|css)$/.test(pathname)) return
    expect(response.headers()['content-encoding']).toBe('gzip')
    sizes.push(response.headerValue('content-length').then(Number))
  })
  const page = await hall.open(made, context)
  await tap(page, 'Club')
  await saved(page)
  await page.getByRole('meter', { name: 'Club' }).waitFor()
  const all = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
  expect(all).toBeGreaterThan(20_000)
  expect(all).toBeLessThanOrEqual(30_000)
})
