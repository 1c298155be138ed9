import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import axe from 'axe-core'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import type { MatchView, NewEvent } from '#core/match'
import { largeNumbers } from '../../client/parts/large-score.ts'
import { lanHost, launchBrowser, phone, screen } from '../support/chromium.ts'
import { nameOf, played, type Game } from '../support/games.ts'
import { startServer, type ServerProcess } from '../support/process.ts'

// Every sport in the thick of it and when it is over, wherever it is looked at.
// `SHOTS=folder npm test -- scoreboards` keeps the pictures.

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
  match: { id: string; room: string }
  hostKey: string
}

const long = 'Donaudampfschifffahrtsgesellschaft und Wassersportverein 1887'.slice(0, 60)
const sidesOf = (game: Game) =>
  Array.from({ length: game.sides ?? 2 }, (_, at) => ({ name: at % 3 === 1 ? long : `Team ${at}` }))

async function ask<T>(method: string, path: string, body: object, key?: string): Promise<T> {
  const answer = await fetch(server.url + path, {
    method,
    headers: { 'content-type': 'application/json', ...(key && { authorization: `Bearer ${key}` }) },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`)
  return (await answer.json()) as T
}

const newMatch = (
  game: Pick<Game, 'sport' | 'rules' | 'sides'>,
  path = '/api/matches',
  key?: string,
) =>
  ask<Made>(
    'POST',
    path,
    { sport: game.sport, title: game.sport, sides: sidesOf(game as Game), rules: game.rules },
    key,
  )

async function post(match: string, events: NewEvent[], key: string): Promise<void> {
  for (let at = 0; at < events.length; at += 100)
    await ask('POST', `/api/matches/${match}/events`, events.slice(at, at + 100), key)
}

async function open(path: string, options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options })
  onTestFinished(() => context.close())
  const page = await context.newPage()
  await page.goto(`http://${lanHost}:${server.port}${path}`)
  return page
}

const board = 'section[aria-label=Score]'

/** What of a scoreboard is cut off, sticks out of its side or off the page, or lies on something else. */
const faults = `(async () => {
  // Type is set to fit in the frame after the layout.
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame)
  const found = []
  const over = document.documentElement.scrollWidth - innerWidth
  if (over > 0) found.push('page is too wide by ' + over)
  const lost = (node, box, by) => found.push(by + ': ' + node.className + ' ' + node.textContent.trim().slice(0, 30))
  for (const node of document.querySelectorAll('${board} :is(strong, .mark, .kicks, .clock, td, th, .serve)')) {
    if (!node.checkVisibility()) continue
    const own = node.getBoundingClientRect()
    if (own.left < -1 || own.right > innerWidth + 1) lost(node, own, 'off the page')
    const side = node.closest('li')?.getBoundingClientRect()
    // On the wall a mark is in the one line that there is, seen whole, or not at all.
    const line = node.matches('.row .mark') && node.closest('.marks').getBoundingClientRect()
    const ends = node.closest('.row')?.getBoundingClientRect().bottom
    if (line && own.top < ends - 1 && (own.left < line.left - 1 || own.right > line.right + 1 || own.bottom > ends + 1))
      lost(node, own, 'cut through')
    if (side && (own.right > side.right + 1 || own.left < side.left - 1 || (own.bottom > side.bottom + 1 && !node.matches('.mark'))))
      lost(node, own, 'out of its side')
  }
  const wall = document.querySelector('.screen main')?.getBoundingClientRect()
  const foot = document.querySelector('.screen .foot')
  if (wall && foot)
    for (const node of foot.querySelectorAll('tr, li, .call'))
      if (node.getBoundingClientRect().bottom > wall.bottom + 1) lost(node, null, 'under the footer')
  return found
})()`

async function inaccessible(page: Page): Promise<string[]> {
  if ((await page.evaluate('typeof axe')) === 'undefined') await page.evaluate(axe.source)
  const { violations } = (await page.evaluate(
    `axe.run('${board}', { resultTypes: ['violations'] })`,
  )) as axe.AxeResults
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join()}`)
}

async function keepPicture(page: Page, name: string): Promise<void> {
  const folder = process.env.SHOTS
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`) })
}

/**
 * The size that each page is made for: axe is slow, and looks at it there, with most on it. The
 * host's board is the phone's.
 */
const looked = { join: phone, host: phone, screen, overlay: screen } as const
type Name = keyof typeof looked
const names = Object.keys(looked) as Name[]

const sizes = { phone: phone.viewport!, screen: screen.viewport! }
type Size = keyof typeof sizes
const madeFor = (name: Name): Size => (looked[name] === phone ? 'phone' : 'screen')

test(
  'every sport can be read on each page and at both sizes, begun and over',
  { timeout: process.env.SHOTS ? 400_000 : 120_000 },
  async () => {
    const [first, ...others] = played
    const { match, hostKey } = await newMatch(first!)
    const { room } = match
    const inRoom = `/api/rooms/${room}/matches`
    const rest = await Promise.all(others.map((game) => newMatch(game, inRoom, hostKey)))
    const ids = [match.id, ...rest.map((made) => made.match.id)]
    const pages: Record<Name, Page> = {
      join: await open(`/${room}`, phone),
      host: await open(`/host/${room}#${hostKey}`, phone),
      screen: await open(`/screen/${room}`, screen),
      overlay: await open(`/overlay/${match.id}`, screen),
    }
    const wrong: Record<string, string[]> = {}

    /** At the size that the page happens to have, then at the other one. */
    async function look(name: Name, game: Game, stage: 'begun' | 'rest'): Promise<void> {
      const page = pages[name]
      const now: Size = page.viewportSize()!.width === sizes.phone.width ? 'phone' : 'screen'
      const other: Size = now === 'phone' ? 'screen' : 'phone'
      // A game that was made of the rules differs by what stands on the board, not by its layout.
      for (const size of game.drafted ? [madeFor(name)] : [now, other]) {
        if (size !== now || page.viewportSize()!.width !== sizes[size].width)
          await page.setViewportSize(sizes[size])
        await keepPicture(page, `${nameOf(game)}-${stage}-${name}-${size}`)
        const found = await page.evaluate<string[]>(faults)
        if (stage === 'begun' && name !== 'host' && size === madeFor(name))
          found.push(...(await inaccessible(page)))
        if (found.length > 0) wrong[`${nameOf(game)}, ${stage}, ${name}, ${size}`] = found
      }
    }

    for (const [at, game] of played.entries()) {
      const id = ids[at]!
      await ask('PATCH', `/api/rooms/${room}`, { onAir: id }, hostKey)
      const overlay = `http://${lanHost}:${server.port}/overlay/${id}`
      await pages.overlay.goto(overlay, { waitUntil: 'commit' })
      // How a board looks in the end is the same for all sports of a kind.
      for (const stage of game.drafted ? (['begun'] as const) : (['begun', 'rest'] as const)) {
        await post(id, game[stage], hostKey)
        const answer = await fetch(`${server.url}/api/matches/${id}`)
        const view = (await answer.json()) as MatchView
        const each = names.map(async (name) => {
          const shown = pages[name].locator(board).filter({ hasText: game.sport })
          if (stage === 'rest') await shown.getByText('Final').first().waitFor()
          await expect
            .poll(() => shown.locator('ul > li strong').allTextContents(), { timeout: 10_000 })
            .toEqual(largeNumbers(view))
          await look(name, game, stage)
        })
        await Promise.all(each)
      }
    }
    expect(wrong).toEqual({})
  },
)

test('two screens show the same second, also where one has a clock of its own that is wrong', async () => {
  const { match, hostKey } = await newMatch({ sport: 'football' })
  const right = await open(`/screen/${match.room}`, screen)
  const wrong = await open('/', screen)
  await wrong.addInitScript('const told = Date.now; Date.now = () => told() + 300_000')
  await wrong.goto(right.url())
  for (const page of [right, wrong]) await page.locator(board).waitFor()
  await post(match.id, [{ kind: 'clock', op: 'start' }], hostKey)
  // When each of the next seconds appeared, by the machine's clock, which is the same for both.
  const seconds = (page: Page) =>
    page.evaluate<Record<string, number>>(`new Promise((done) => {
      const at = {}
      const face = document.querySelector('[role=timer]')
      new MutationObserver(() => {
        at[face.textContent.trim()] ??= performance.timeOrigin + performance.now()
        if (Object.keys(at).length > 3) done(at)
      }).observe(face, { characterData: true, subtree: true, childList: true })
    })`)
  for (const page of [right, wrong]) await page.getByText('00:01').waitFor()
  const [one, other] = await Promise.all([seconds(right), seconds(wrong)])
  const both = Object.keys(one).filter((face) => other[face!] !== undefined)
  expect(both.length).toBeGreaterThan(1)
  const apart = both.map((face) => Math.abs(one[face]! - other[face]!))
  // Each draws ten times a second.
  expect(Math.min(...apart)).toBeLessThan(150)
})

test('an overlay is transparent but for its graphic, and takes the ground that it is given', async () => {
  const { match } = await newMatch({ sport: 'football' })
  const alphaAt = async (page: Page, x: number, y: number) => {
    const picture = await page.screenshot({ omitBackground: true })
    return page.evaluate<number[]>(`new Promise((done) => {
      const image = new Image()
      image.onload = () => {
        const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height })
        const pen = canvas.getContext('2d')
        pen.drawImage(image, 0, 0)
        done([...pen.getImageData(${x}, ${y}, 1, 1).data])
      }
      image.src = 'data:image/png;base64,${picture.toString('base64')}'
    })`)
  }
  const size = { viewport: { width: 1280, height: 720 } }
  const page = await open(`/overlay/${match.id}`, size)
  await page.locator(board).waitFor()
  const box = (await page.locator('.bug').boundingBox())!
  expect((await alphaAt(page, 1270, 710))[3]).toBe(0)
  expect((await alphaAt(page, box.x + box.width / 2, box.y + box.height / 2))[3]).toBe(255)
  const green = await open(`/overlay/${match.id}?bg=00ff00&scale=2&pos=br`, size)
  await green.locator(board).waitFor()
  expect(await alphaAt(green, 5, 5)).toEqual([0, 255, 0, 255])
  const large = (await green.locator('.bug').boundingBox())!
  expect(large.height).toBeGreaterThan(box.height * 1.9)
  expect(large.x + large.width).toBeGreaterThan(1200)
})

test('a code that can be none gets a page that looks like one', async () => {
  const page = await open('/no-such-code', phone)
  await page.getByRole('heading', { name: 'No room under this code' }).waitFor()
  expect(await page.evaluate("getComputedStyle(document.querySelector('main')).display")).toBe(
    'grid',
  )
})
