import type { MatchView } from '#core/match'
import { execFile } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { startApp } from '../support/app.ts'
import { launchBrowser } from '../support/chromium.ts'
import { readmeBlocks } from '../support/readme.ts'

// What the README shows is run as it stands there; only the port is the test's own.

async function teaOrCoffee(url: string): Promise<string> {
  const answer = await fetch(`${url}/api/polls`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"question":"Tea or coffee?","kind":"single","options":["Tea","Coffee"]}',
  })
  const { poll } = (await answer.json()) as { poll: { id: string } }
  return poll.id
}

test('the smallest client shows the bars of a poll, from a page of another origin', async () => {
  const { url } = await startApp()
  const id = await teaOrCoffee(url)
  const [page = ''] = readmeBlocks('html')
  expect(page.trim().split('\n').length).toBeLessThanOrEqual(11)
  const elsewhere = createServer((_, response) => {
    response.setHeader('content-type', 'text/html')
    response.end(page.replaceAll('http://localhost:3000', url))
  })
  await new Promise<void>((done) => elsewhere.listen(0, '127.0.0.1', done))
  const browser = await launchBrowser()
  onTestFinished(async () => {
    await browser.close()
    elsewhere.closeAllConnections()
    elsewhere.close()
  })
  const tab = await browser.newPage()
  await tab.goto(`http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/?poll=${id}`)
  await tab.getByText('Coffee 0').waitFor()
  await fetch(`${url}/api/polls/${id}/vote`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: '{"choice":"b"}',
  })
  await tab.getByText(`${'█'.repeat(40)} Coffee 1`).waitFor()
  expect(await tab.locator('h1').textContent()).toBe('Tea or coffee?')
})

const run = promisify(execFile)
const hasCurl = await run('curl', ['--version']).then(
  () => true,
  () => false,
)

test.runIf(hasCurl)('the commands make a poll, vote, and show the frame', async () => {
  const { url } = await startApp()
  const [make = '', ...rest] = commands(readmeBlocks('sh'))
  const [watch = '', vote = ''] = rest
  const sh = (command: string) =>
    run('sh', ['-c', command.replaceAll('localhost:3000', url.replace('http://', ''))])
  const { poll } = JSON.parse((await sh(make)).stdout)
  const named = (command: string) => command.replace('p_xxxxxxxxxxxx', poll.id)
  expect(JSON.parse((await sh(named(vote))).stdout)).toMatchObject({ outcome: 'counted' })
  // `curl -N` never ends by itself: it is told to hang up after a second, which is its status 28.
  const shown = await sh(`${named(watch)} --max-time 1`).catch((error) => error)
  expect(shown.stdout).toContain('event: update\nid: ')
  expect(shown.stdout).toContain(
    '"result":{"options":[{"id":"a","votes":0,"share":0},{"id":"b","votes":1',
  )
})

test.runIf(hasCurl)(
  'the commands score a match: a point, whose it was, and that it was none',
  async () => {
    const { url } = await startApp()
    const block = readmeBlocks('sh').find((one) => one.includes('"sport"')) ?? ''
    const [make = '', scoring = ''] = block
      .replaceAll('localhost:3000', url.replace('http://', ''))
      .split(/^(?=post\(\))/m)
    const { match, hostKey } = JSON.parse((await run('sh', ['-c', make])).stdout)
    await run('sh', ['-c', `MATCH=${match.id} KEY=${hostKey}\n${scoring}`])
    const board = (await (await fetch(`${url}/api/matches/${match.id}`)).json()) as MatchView
    expect(board).toMatchObject({ status: 'live', serve: 'home', points: ['0', '0'] })
    expect(board.timeline.map(({ kind }) => kind)).toEqual(['void', 'amend', 'score', 'serve'])
  },
)

/** The curl calls, each on one line. */
const commands = (blocks: string[]): string[] =>
  blocks
    .flatMap((block) => block.replaceAll('\\\n', '').split('\n'))
    .filter((line) => line.startsWith('curl'))
