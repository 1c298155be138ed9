import { flushSync, mount, unmount } from 'svelte'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { NewEvent } from '#core/match'
import Referee from '../../client/pages/Referee.svelte'
import { FakeMatch } from './fake-match.ts'
import { FakeSource } from './fake-source.ts'

// A referee's page that is opened again while the server cannot be reached.

let source: FakeSource
let match: FakeMatch
let reach: boolean
let revoked: boolean
let page: object | undefined

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(2026, 10, 26, 10, 42) })
  localStorage.clear()
  revoked = false
  localStorage.setItem('tallycast.claim.m_1', '1')
  vi.stubGlobal('EventSource', function open() {
    return (source = new FakeSource())
  })
  vi.stubGlobal('fetch', async (path: string, init?: RequestInit) => {
    if (!reach) throw new TypeError('no network')
    if (path === '/api/time') return Response.json({ now: Date.now() })
    if (path.endsWith('/sport')) return Response.json(match.sport)
    if (path.includes('/events?')) {
      const since = Number(path.split('since=')[1])
      return Response.json({ events: match.log.filter(({ seq }) => seq > since) })
    }
    if (!path.endsWith('/events')) return Response.json(match.view)
    if (revoked) return Response.json({ type: '/problems/key-wrong' }, { status: 403 })
    return Response.json(match.post(...(JSON.parse(String(init?.body)) as NewEvent[])))
  })
})
afterEach(async () => {
  await close()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const settle = async (ms = 0) => {
  await vi.advanceTimersByTimeAsync(ms)
  flushSync()
}
async function close() {
  if (page) await unmount(page)
  page = undefined
  // A page that is reloaded tries nothing again; and this would turn the time back.
  const now = Date.now()
  vi.clearAllTimers()
  vi.setSystemTime(now)
}

/** Opens the page, or opens it again; with a server, the stream tells at once. */
async function open(server: 'reached' | 'lost', id = 'm_1') {
  await close()
  reach = server === 'reached'
  page = mount(Referee, { target: document.body, props: { match: id } })
  flushSync()
  if (reach) tell()
  else source.fail(0)
  // What is kept is not written with every frame.
  await settle(reach ? 1000 : 0)
}
const tell = () =>
  source.send('update', { kind: 'match', match: match.view }, `e1-${match.view.version}`)

const goal: NewEvent = { kind: 'score', side: 'home', key: 'goal' }
const numbers = () =>
  [...document.querySelectorAll('.score strong')].map((node) => node.textContent)
const said = () => document.body.textContent.replaceAll(/\s+/g, ' ')
async function tap(name: string) {
  const named = (node: Element) => node.getAttribute('aria-label') ?? node.textContent.trim()
  const found = [...document.querySelectorAll('button')].find((one) => named(one) === name)
  found!.click()
  await settle()
}

it('shows the match as it was last known, and of when that is', async () => {
  match = new FakeMatch('football')
  match.post(goal)
  await open('reached')
  expect(said()).toMatch('Live')
  await open('lost')
  expect(numbers()).toEqual(['1', '0'])
  expect(said()).toMatch(/Reconnecting… · as of .*10:42/)
  await settle(9000)
  expect(said()).toMatch(/Offline · as of .*10:42/)
})

it('takes taps on top of it, keeps them over another reload, and sends them once', async () => {
  match = new FakeMatch('football')
  match.post(goal)
  await open('reached')
  await open('lost')
  await tap('+1 Goal, Reds')
  await tap('Start 2nd half')
  expect(numbers()).toEqual(['2', '0'])
  await open('lost')
  expect(numbers()).toEqual(['2', '0'])
  expect(said()).toMatch('2nd half')
  expect(match.log).toHaveLength(1)
  match.post({ ...goal, side: 'away' })
  reach = true
  tell()
  await settle(60_000)
  tell()
  await settle()
  expect(match.log).toHaveLength(4)
  expect(numbers()).toEqual(['2', '1'])
  expect(said()).toMatch('All sent ✓')
})

it('begins the log anew when the server speaks: it may be another than it was', async () => {
  match = new FakeMatch('football')
  match.post(goal, goal, goal)
  await open('reached')
  await open('lost')
  expect(numbers()).toEqual(['3', '0'])
  match = new FakeMatch('football')
  match.post({ ...goal, side: 'away' })
  reach = true
  tell()
  await settle()
  await tap('+1 Goal, Reds')
  expect(numbers()).toEqual(['1', '1'])
  await tap('Undo: Goal · Reds')
  expect(said()).toMatch('Undo: Goal · Blues')
})

it('stands as it was, however long the match has been', async () => {
  match = new FakeMatch('basketball')
  match.post(...Array.from({ length: 3000 }, () => ({ ...goal, key: 'three' })))
  await open('reached')
  await settle()
  const characters = Object.values(localStorage).join('').length
  expect(characters).toBeLessThan(300_000)
  await open('lost')
  expect(numbers()).toEqual(['9000', '0'])
  await tap('+1 Free throw, Reds')
  expect(said()).toMatch('sending…')
})

it('shows nothing of a match that was last seen the day before', async () => {
  match = new FakeMatch('football')
  match.post(goal)
  await open('reached')
  vi.setSystemTime(new Date(2026, 10, 27, 10, 42))
  await open('lost')
  expect(numbers()).toEqual([])
  expect(said()).toMatch('Opening the match…')
})

it('keeps one match: another that is opened takes its place', async () => {
  match = new FakeMatch('football')
  match.post(goal)
  await open('reached')
  await open('lost', 'm_2')
  expect(numbers()).toEqual([])
  await open('lost')
  expect(numbers()).toEqual([])
})

it('leaves nothing to tap on where the link was revoked', async () => {
  match = new FakeMatch('football')
  await open('reached')
  revoked = true
  await tap('+1 Goal, Reds')
  expect(said()).toMatch('Your link was revoked.')
  await open('lost')
  expect(numbers()).toEqual([])
})

it('leaves nothing to tap on where the match was deleted', async () => {
  match = new FakeMatch('football')
  await open('reached')
  source.send('update', { kind: 'match', id: 'm_1', gone: true }, 'e1-9')
  await settle()
  await open('lost')
  expect(numbers()).toEqual([])
})

it('opens as without what it cannot read', async () => {
  match = new FakeMatch('football')
  match.post(goal)
  await open('reached')
  const [name] = Object.keys(localStorage).filter((key) => key.includes('.match.'))
  const kept = JSON.parse(localStorage.getItem(name!)!) as object
  for (const broken of [{ sport: {} }, { log: [{ seq: 1 }] }, { log: null }, { match: 7 }]) {
    localStorage.setItem(name!, JSON.stringify({ ...kept, ...broken }))
    await open('lost')
    expect(said()).toMatch('Opening the match…')
    reach = true
    tell()
    await settle(60_000)
    expect(numbers()).toEqual(['1', '0'])
  }
})
