import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import type { MatchView, NewEvent } from '#core/match'
import { lanHost, launchBrowser, phone, screen } from '../support/chromium.ts'
import { startServer, type ServerProcess } from '../support/process.ts'

// Whole passages of matches, as a referee taps them on a phone: a real server, real Chromium, a host
// name that is not a secure context.

const smallest = { width: 320, height: 568 }

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

interface Made {
  match: MatchView
  room: { code: string }
  hostKey: string
}

async function ask<T>(path: string, body?: object, key?: string): Promise<T> {
  const answer = await fetch(server.url + path, {
    method: body ? 'POST' : 'GET',
    headers: { 'content-type': 'application/json', ...(key && { authorization: `Bearer ${key}` }) },
    ...(body && { body: JSON.stringify(body) }),
  })
  if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`)
  return (await answer.json()) as T
}

async function visit(path: string, options = phone): Promise<Page> {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options })
  context.setDefaultTimeout(10_000)
  onTestFinished(() => context.close())
  const page = await context.newPage()
  await page.goto(`http://${lanHost}:${server.port}${path}`)
  return page
}

/** A match, and the phone of its referee. */
async function referee(sport: string, sides = ['Reds', 'Blues'], rules?: object) {
  const setup = { sport, sides: sides.map((name) => ({ name })), ...(rules && { rules }) }
  const { match, room, hostKey } = await ask<Made>('/api/matches', setup)
  const page = await visit(`/referee/${match.id}#${hostKey}`)
  const tap = (name: string | RegExp) =>
    page.getByRole('button', { name, exact: true }).first().tap()
  /** In what is open in front of the rest. */
  const choose = (name: string | RegExp) =>
    page.getByRole('dialog').getByRole('button', { name, exact: true }).first().tap()
  return {
    page,
    tap,
    choose,
    code: room.code,
    /** What the server has once all has arrived. */
    async board(): Promise<MatchView> {
      await page.getByText('All sent ✓').waitFor()
      return ask<MatchView>(`/api/matches/${match.id}`)
    },
    /** Somebody else, somewhere. */
    elsewhere: (event: NewEvent) => ask(`/api/matches/${match.id}/events`, event, hostKey),
    shows: async (numbers: string[]) => {
      await expect.poll(() => page.locator('.score strong').allTextContents()).toEqual(numbers)
      await page.getByText('All sent ✓').waitFor()
    },
    async openLog() {
      await tap('More…')
      await choose('Log and corrections')
    },
  }
}

test('tennis: the game goes to advantage and back, and an undo takes back just that point', async () => {
  const { page, tap, shows, board } = await referee('tennis')
  await page.getByText('Who serves first?').waitFor()
  await tap('Serves first, Reds')
  await page.getByRole('button', { name: 'serving, Reds' }).waitFor()
  for (const side of ['Reds', 'Blues', 'Reds', 'Blues', 'Reds', 'Blues'])
    await tap(`+1 Point, ${side}`)
  await shows(['40', '40'])
  await tap('+1 Point, Blues')
  await shows(['40', 'Ad'])
  await tap('+1 Point, Reds')
  await shows(['40', '40'])
  await tap(/^Undo: Point · Reds/)
  await shows(['40', 'Ad'])
  await tap('Put back: Point · Reds')
  await shows(['40', '40'])
  await tap('+1 Point, Reds')
  await tap('+1 Point, Reds')
  await page.getByText('Change ends').waitFor()
  expect(await board()).toMatchObject({ points: ['0', '0'], serve: 'away' })
  expect((await board()).units[0]?.score).toEqual([1, 0])
})

test('basketball: fouls and a time-out in two taps, a clock that is set to what is left', async () => {
  const { page, tap, choose, shows, board } = await referee('basketball')
  await tap('Start clock')
  await tap('+3 Three-pointer, Reds')
  await tap('+2 Field goal, Blues')
  await shows(['3', '2'])
  const reds = page.getByRole('region', { name: 'Reds' })
  const incidents = reds.getByRole('button', { name: /… Reds$/ })
  for (let foul = 1; foul <= 5; foul++) {
    await incidents.tap()
    await page.getByRole('dialog').getByRole('button', { name: /^Foul/ }).tap()
    await reds.getByText(foul < 5 ? `Foul ${foul} of 4` : 'Foul 5, 4 free').waitFor()
  }
  await incidents.tap()
  await choose(/^Time.out/)
  await page.getByText(/Time-outs\s1 left/).waitFor()
  await tap('Stop clock')
  await tap(/^Set the clock/)
  await page.getByLabel('Time left').fill('4:05')
  await choose('Set the clock to 4:05')
  await page.getByText('04:05').waitFor()
  expect((await board()).clock).toMatchObject({ running: false, elapsedMs: 355_000 })
})

test('who is off, and what is counted, is shown as far as there is room, the rest as a number', async () => {
  const { page, elsewhere } = await referee('ice-hockey')
  await elsewhere({ kind: 'clock', op: 'start' })
  for (const player of ['Kowalczyk-Wojciechowska', '9', '14'])
    await elsewhere({ kind: 'incident', side: 'home', key: 'minor', player })
  await page.setViewportSize(smallest)
  const marks = page.getByRole('region', { name: 'Reds' }).locator('p.figures').last()
  const seen = () =>
    marks
      .locator('span:not(.hidden)')
      .evaluateAll((spans) =>
        spans.map(({ textContent }) => textContent.trim().replaceAll(/\s+/g, ' ')),
      )
  await expect.poll(seen).toEqual([expect.stringMatching(/^Off [12]:\d\d Kowal/), '+3'])
  const row = await marks.boundingBox()
  const rest = await marks.getByText('+3').boundingBox()
  expect(rest!.y + rest!.height).toBeLessThanOrEqual(row!.y + row!.height + 1)
  expect(await marks.innerText()).toMatch(/#14/)
  await page.setViewportSize({ width: 1024, height: 768 })
  await expect.poll(async () => (await seen()).join(' ')).toMatch(/#9 Off .* #14 Penalty 3/)
  const cut = await marks.evaluate((row) => row.scrollHeight - row.clientHeight)
  expect(cut).toBeLessThanOrEqual(1)
})

test('volleyball in a dead spot: a whole set and the next one, and all of it arrives', async () => {
  const { page, tap, code, board } = await referee('volleyball')
  const hall = await visit(`/screen/${code}`, screen)
  const large = () => page.locator('.score strong').allTextContents()
  await page.getByText('All sent ✓').waitFor()
  await page.context().setOffline(true)
  for (let rally = 0; rally < 25; rally++) await tap('+1 Point, Reds')
  await page.getByText('Set 1 is over').waitFor()
  await tap('Start Set 2')
  await tap('+1 Point, Blues')
  await expect.poll(large).toEqual(['0', '1'])
  await page.getByText('27 waiting').waitFor()
  await page.context().setOffline(false)
  const { units, unit } = await board()
  expect(units.map(({ score }) => score)).toEqual([
    [25, 0],
    [0, 1],
  ])
  expect(unit).toMatchObject({ index: 1, over: false })
  expect(await large()).toEqual(['0', '1'])
  await hall.getByText('Set 2').first().waitFor()
  await expect.poll(() => hall.locator('body').innerText()).toMatch(/25/)
})

test('rugby: a try brings its conversion to the fore, and one without a try is only doubted', async () => {
  const { page, tap, shows } = await referee('rugby-union')
  await tap('+5 Try, Reds')
  await tap('+2 Conversion, Reds')
  await shows(['7', '0'])
  await tap('+2 Conversion, Blues')
  await shows(['7', '2'])
  await page.getByRole('status').filter({ hasText: 'only follows' }).waitFor()
})

test('anything: five sides, any points, and a foul with a name', async () => {
  const names = ['Owls', 'Foxes', 'Bears', 'Hares', 'Deer']
  const { page, tap, choose, shows, board } = await referee('custom', names)
  await tap('+1 Point, Deer')
  await tap('± Other points, Bears')
  await choose('+10')
  await tap('± Other points, Bears')
  await page.getByLabel('Points, with a minus').fill('-25')
  await choose('Count −25')
  await shows(['0', '0', '−15', '0', '1'])
  await page.getByRole('button', { name: '… Hares' }).tap()
  await page.getByLabel('Player').fill('Ana')
  await choose('Foul')
  expect((await board()).timeline[0]).toMatchObject({ key: 'foul', side: 's4', player: 'Ana' })
})

test('a clock that was stopped by mistake gets its seconds back, on a screen too', async () => {
  const { page, tap, choose, code, board, openLog } = await referee('football')
  const hall = await visit(`/screen/${code}`, screen)
  await tap('Start clock')
  await page.getByRole('button', { name: 'Stop clock' }).waitFor()
  await tap('Stop clock')
  const { clock, timeline } = await board()
  const lost = (timeline[0]?.occurredAt ?? 0) + 3000
  await expect
    .poll(async () => (await ask<{ now: number }>('/api/time')).now, { timeout: 8000 })
    .toBeGreaterThan(lost)
  await openLog()
  await choose('Undo: Clock stopped')
  const seconds = async () => {
    const [, second] = (await hall.getByRole('timer').first().textContent())?.split(':') ?? []
    return Number.parseInt(second ?? '', 10)
  }
  await expect.poll(seconds).toBeGreaterThanOrEqual(Math.floor((clock?.elapsedMs ?? 0) / 1000) + 3)
  expect((await board()).clock).toMatchObject({ running: true })
})

test('a goal that was given to the wrong side moves to the other', async () => {
  const { page, tap, choose, shows, openLog } = await referee('football')
  await tap('+1 Goal, Reds')
  await tap('+1 Goal, Blues')
  await shows(['1', '1'])
  await openLog()
  await choose('Correct: Goal · Reds')
  await page.getByRole('dialog').getByText('Blues', { exact: true }).tap()
  await choose('Correct it')
  await page.getByText('corrected', { exact: true }).waitFor()
  await page.keyboard.press('Escape')
  await shows(['0', '2'])
})

test('a score by hand that comes too late is asked about, with what stands there now', async () => {
  const { page, tap, choose, shows, elsewhere } = await referee('football')
  await tap('+1 Goal, Reds')
  await shows(['1', '0'])
  await tap('More…')
  await choose('Score by hand')
  await page.getByRole('dialog').getByLabel('Blues').fill('3')
  await elsewhere({ kind: 'score', side: 'away', key: 'goal' })
  await page.getByText('The score has changed meanwhile: it is 1–1 now').waitFor()
  await choose('Set it to 1–3')
  await page.getByText('It is 1–1 now').waitFor()
  await tap('Set it to 1–3 all the same')
  await shows(['1', '3'])
})

test('whatever opens can be read and reached by everybody, and fits the phone', async () => {
  const { page, tap, choose } = await referee('ice-hockey', ['W'.repeat(60), 'Blues'])
  await tap('+1 Goal, Blues')
  const openers: (() => Promise<void>)[] = [
    () => tap(/… Blues$/),
    () => tap(/^Set the clock/),
    () => tap('End the match'),
    () => tap('More…'),
    () => tap('More…').then(() => choose('Score by hand')),
    () => tap('More…').then(() => choose('Log and corrections')),
    () =>
      tap('More…')
        .then(() => choose('Log and corrections'))
        .then(() => choose('Correct: Goal · Blues')),
  ]
  for (const opens of openers) {
    await opens()
    expect(await faultsOfDialog(page)).toEqual([])
    expect(
      await page.evaluate(`(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(
        document.querySelector('dialog'))`),
    ).toBeLessThanOrEqual(0)
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  }
})

async function faultsOfDialog(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const { violations: found } = (await page.evaluate('axe.run("dialog")')) as axe.AxeResults
  return found.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  )
}

test('on the smallest phone all of the control bar is in sight, and no word is broken', async () => {
  const { page, elsewhere } = await referee('rugby-union', ['W'.repeat(60), 'Blues'])
  await elsewhere({ kind: 'clock', op: 'start' })
  await page.setViewportSize(smallest)
  const bottom = async (name: string) => {
    const box = await page.getByRole('button', { name }).boundingBox()
    return box!.y + box!.height
  }
  expect(await page.evaluate('document.documentElement.scrollHeight')).toBe(568)
  expect(await bottom('More…')).toBeLessThanOrEqual(568)
  await page.getByRole('button', { name: '+2 Conversion, Blues' }).getByText('Conv.').waitFor()
})

test('of five sides on the smallest phone each has its name, and the control bar stays', async () => {
  const names = ['Owls', 'Donaudampfschifffahrt', 'Rindfleisch', 'Hares', 'Deer']
  const { page } = await referee('custom', names)
  await page.setViewportSize(smallest)
  await page.getByRole('button', { name: '± Other points, Deer' }).waitFor()
  const rows = page.getByRole('region').filter({ has: page.locator('h2') })
  const widths = await rows
    .locator('h2')
    .evaluateAll((all) => all.map(({ clientWidth }) => clientWidth))
  expect(widths).toHaveLength(5)
  expect(Math.min(...widths)).toBeGreaterThan(240)
  const more = await page.getByRole('button', { name: 'More…' }).boundingBox()
  expect(more!.y + more!.height).toBeLessThanOrEqual(568)
})

test('a keyboard reaches all of it, and Escape goes back to where it came from', async () => {
  const { page, board } = await referee('basketball')
  const incidents = page.getByRole('button', { name: /… Blues$/ })
  await incidents.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Close' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  expect(await focused(page)).toMatch(/… Blues$/)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Close' }).waitFor()
  // What a double tap cannot reach, a key cannot reach so early either.
  await page.locator('dialog .sheet:not(.asleep)').waitFor()
  for (let tab = 0; tab < 30 && (await focused(page)) !== 'Foul'; tab++)
    await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByText('Foul 1 of 4').waitFor()
  expect((await board()).timeline[0]).toMatchObject({ key: 'foul', side: 'away' })
})

const focused = (page: Page): Promise<string> =>
  page.evaluate<string>(
    `(document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent).trim()`,
  )

test('one goal told by two referees counts once, until the host says that it was two', async () => {
  const { match, room, hostKey } = await ask<Made>('/api/matches', {
    sport: 'handball',
    sides: [{ name: 'Reds' }, { name: 'Blues' }],
  })
  const official = (name: string) =>
    ask<{ officialKey: string }>(`/api/matches/${match.id}/officials`, { name }, hostKey)
  const [ann, bo] = [await official('Ann'), await official('Bo')]
  const page = await visit(`/referee/${match.id}#${bo.officialKey}`)
  const host = await visit(`/host/${room.code}#${hostKey}`, screen)
  const numbers = () => page.locator('.score strong').allTextContents()
  await page.getByText('All sent ✓').waitFor()
  await page.context().setOffline(true)
  await page.getByRole('button', { name: '+1 Goal, Reds' }).tap()
  await page.getByText('1 waiting').waitFor()
  const kept = await page.evaluate(
    (name) => localStorage.getItem(name),
    `tallycast.outbox.${match.id}`,
  )
  const [{ event }] = JSON.parse(kept ?? '') as [{ event: { occurredAt: number } }]
  const goal = { kind: 'score', side: 'home', key: 'goal', occurredAt: event.occurredAt }
  await ask(`/api/matches/${match.id}/events`, goal, ann.officialKey)
  await page.context().setOffline(false)
  await page.getByText('One waits and does not count yet').waitFor()
  expect(await numbers()).toEqual(['1', '0'])
  await host.getByRole('button', { name: 'Count both: Goal · Reds' }).click()
  await expect.poll(numbers).toEqual(['2', '0'])
  await host.getByText('does not count yet').waitFor({ state: 'detached' })
  await page.getByText('does not count yet').waitFor({ state: 'detached' })
})
