import { flushSync, mount, unmount } from 'svelte'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Moderation } from '#core/tally/moderation'
import { HostDesk } from '../../client/live/host-desk.svelte.ts'
import { ServerClock } from '../../client/live/now.svelte.ts'
import HostWords from '../../client/parts/HostWords.svelte'
import { pollView } from './poll-view.ts'

let mounted: object | undefined
let answers: Map<string, (response: Response) => void>

beforeEach(() => {
  answers = new Map()
  vi.stubGlobal(
    'fetch',
    (path: string) => new Promise<Response>((resolve) => answers.set(path, resolve)),
  )
})
afterEach(async () => {
  vi.unstubAllGlobals()
  if (mounted) await unmount(mounted)
  mounted = undefined
})

it('never shows the officials of the match that was shown before', async () => {
  const desk = new HostDesk('K7M2QX')
  const loaded = [desk.loadOfficials('m_a'), desk.loadOfficials('m_b')]
  answers.get('/api/matches/m_b/officials')!(Response.json([{ id: 'k_2', name: 'Bo' }]))
  await loaded[1]
  answers.get('/api/matches/m_a/officials')!(Response.json([{ id: 'k_1', name: 'Ana' }]))
  await loaded[0]
  expect(desk.officials.map(({ name }) => name)).toEqual(['Bo'])
})

it('shows a fresh link no longer once that referee is revoked, and shows it while it stands', async () => {
  vi.stubGlobal('fetch', async (_path: string, { method }: RequestInit) => {
    if (method === 'DELETE') return new Response(null, { status: 204 })
    if (method !== 'POST') return Response.json([])
    const official = { id: 'k_1', name: 'Ana' }
    return Response.json({ official, officialKey: 'x', links: { referee: 'http://hall.test/r' } })
  })
  const desk = new HostDesk('K7M2QX')
  await desk.invite('m_a', 'Ana')
  await desk.revoke('m_a', 'k_2')
  expect(desk.fresh).toMatchObject({ name: 'Ana', link: 'http://hall.test/r' })
  await desk.revoke('m_a', 'k_1')
  expect(desk.fresh).toBeUndefined()
})

it('closes a poll so long from now by the server’s clock, whatever the host’s own says', async () => {
  const sent: string[] = []
  const serverTime = Date.now() + 3_600_000
  vi.stubGlobal('fetch', async (path: string, { body }: RequestInit) => {
    if (path !== '/api/time') sent.push(`${path} ${String(body)}`)
    return Response.json({ now: serverTime })
  })
  const desk = new HostDesk('K7M2QX')
  await desk.closeIn('p_1', 30_000, new ServerClock())
  const [, at] = /^\/api\/polls\/p_1 \{"closesAt":(\d+)\}$/.exec(sent[0] ?? '') ?? []
  expect(Math.abs(Number(at) - serverTime - 30_000)).toBeLessThan(2000)
  await desk.closeIn('p_1', null, new ServerClock())
  expect(sent[1]).toBe('/api/polls/p_1 {"closesAt":null}')
})

it('does not guess when a poll closes while the server does not say what time it is', async () => {
  const asked: string[] = []
  vi.stubGlobal('fetch', (path: string) => {
    asked.push(path)
    return Promise.reject(new TypeError('no network'))
  })
  const desk = new HostDesk('K7M2QX')
  await desk.closeIn('p_1', 30_000, new ServerClock())
  expect(new Set(asked)).toEqual(new Set(['/api/time']))
  expect(desk.problem?.code).toBe('unreachable')
})

it('hides a second word without showing the first again, while the first is on its way', async () => {
  const sent: unknown[] = []
  await moderate((body) => {
    sent.push(body)
    return new Promise(() => {})
  })
  for (const text of ['tea', 'soup']) {
    button(`Hide ${text}`)!.click()
    flushSync()
    expect(button(`Show ${text}`)).not.toBeNull()
  }
  expect(sent.at(-1)).toEqual({ hiddenWords: ['rude', 'tea', 'soup'], shownWords: [] })
})

it('keeps the focus on the word whose button has gone', async () => {
  await moderate(() => new Promise(() => {}))
  button('Hide soup')!.focus()
  button('Hide soup')!.click()
  await vi.waitFor(() => expect(document.activeElement).toBe(button('Show soup')))
})

it('says that a list of words is full', async () => {
  const full = { type: '/problems/body-invalid', errors: [{ pointer: '/hiddenWords', detail: '' }] }
  await moderate(async () => Response.json(full, { status: 400 }))
  button('Hide tea')!.click()
  await vi.waitFor(() =>
    expect(document.querySelector('[role=alert]')?.textContent).toMatch('hidden words is full'),
  )
  expect(button('Hide tea')).not.toBeNull()
})

const button = (name: string) =>
  document.querySelector<HTMLButtonElement>(`button[aria-label="${name}"]`)

/** The host's list of three words; `change` answers what is sent. */
async function moderate(change: (body: unknown) => Promise<Response>): Promise<void> {
  const told: Moderation = {
    words: ['tea', 'soup', 'ale'].map((text) => ({ text, votes: 1, state: 'shown' })),
    approve: false,
    hidden: ['rude'],
    shown: [],
  }
  vi.stubGlobal('fetch', async (_: string, { method, body }: RequestInit) =>
    method === 'PATCH' ? change(JSON.parse(String(body))) : Response.json(told),
  )
  const props = { poll: pollView({ kind: 'words' }), desk: new HostDesk('K7M2QX') }
  mounted = mount(HostWords, { target: document.body, props })
  flushSync()
  await vi.waitFor(() => expect(button('Hide tea')).not.toBeNull())
}

it('does not go on saying that there is no connection once there is one', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')))
  const desk = new HostDesk('K7M2QX')
  await desk.changePoll('p_1', { status: 'closed' })
  expect(desk.problem?.code).toBe('unreachable')
  desk.reached()
  expect(desk.problem).toBeUndefined()
})
