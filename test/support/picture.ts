import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Browser } from 'playwright-core'
import { lanHost, launchBrowser, phone, screen } from './chromium.ts'
import { startServer } from './process.ts'

// `node test/support/picture.ts` makes the README's picture anew, out of the running product.

const target = resolve(import.meta.dirname, '../../.github/preview.png')
const votes = [61, 34, 88, 30]

// An address as a venue's router gives it, instead of the test's.
const server = await startServer({ env: { PUBLIC_URL: 'http://192.168.1.20:3000' } })
const browser = await launchBrowser()
try {
  const { poll, room } = await post('/api/polls', {
    question: 'Where do we go after the match?',
    kind: 'single',
    options: ['The harbour', 'Back to the club', 'Wherever there is food', 'Home, it is late'],
  })
  for (const [index, count] of votes.entries())
    for (let voter = 0; voter < count; voter++) await vote(room.code, poll.id, 'abcd'[index] ?? 'a')

  const voter = await shoot(browser, phone, `/${room.code}`, 'Wherever there is food')
  const hall = await shoot(browser, screen, `/screen/${room.code}`)
  await writeFile(target, await together(browser, hall, voter))
  process.stdout.write(`${target}\n`)
} finally {
  await browser.close()
  await server.stop()
}

async function post(path: string, body: object) {
  const answer = await fetch(server.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return (await answer.json()) as { poll: { id: string }; room: { code: string } }
}

/** One phone: it opens the room's page, which gives it its cookie, and votes. */
async function vote(code: string, poll: string, choice: string): Promise<void> {
  const page = await fetch(`${server.url}/${code}`)
  const cookie = page.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const answer = await fetch(`${server.url}/api/polls/${poll}/vote`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', cookie },
    body: JSON.stringify({ choice }),
  })
  await answer.text()
}

async function shoot(
  from: Browser,
  options: Parameters<Browser['newContext']>[0],
  path: string,
  tap?: string,
): Promise<Buffer> {
  const context = await from.newContext(options)
  const page = await context.newPage()
  await page.goto(`http://${lanHost}:${server.port}${path}`)
  await page.getByRole('meter').first().waitFor()
  if (tap !== undefined) {
    await page.getByRole('button', { name: tap }).click()
    await page.getByText('Saved ✓').waitFor()
  }
  // The bars take their time; the picture is of where they arrive.
  await page.evaluate('Promise.all(document.getAnimations().map(({ finished }) => finished))')
  const picture = await page.screenshot()
  await context.close()
  return picture
}

/** The projector and a phone beside each other, at a size that a README shows. */
async function together(from: Browser, hall: Buffer, voter: Buffer): Promise<Buffer> {
  const page = await from.newPage({ viewport: { width: 1400, height: 640 } })
  const source = (picture: Buffer) => `data:image/png;base64,${picture.toString('base64')}`
  await page.setContent(`<style>
    body { margin: 0; height: 100vh; display: flex; align-items: center; justify-content: center; gap: 36px; background: #20242a }
    img { border-radius: 10px; box-shadow: 0 8px 30px #0008 }
  </style><img height="560" src="${source(hall)}"><img height="560" src="${source(voter)}">`)
  return page.screenshot()
}
