import { flushSync, mount, unmount } from 'svelte'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { HostDesk, type HostedWords } from '../../client/live/host-desk.svelte.ts'
import { ServerClock } from '../../client/live/now.svelte.ts'
import HostWords from '../../client/parts/HostWords.svelte'
import { pollView } from './poll-view.ts'

let answers: Map<string, (response: Response) => void>

beforeEach(() => {
  answers = new Map()
  vi.stubGlobal(
    'fetch',
    (path: string) => new Promise<Response>((resolve) => answers.set(path, resolve)),
  )
})
afterEach(() => void vi.unstubAllGlobals())

it('never shows the officials of the match that was shown before', async () => {
  const desk = new HostDesk('K7M2QX')
  const loaded = [desk.loadOfficials('m_a'), desk.loadOfficials('m_b')]
  answers.get('/api/matches/m_b/officials')!(Response.json([{ id: 'k_2', name: 'Bo' }]))
  await loaded[1]
  answers.get('/api/matches/m_a/officials')!(Response.json([{ id: 'k_1', name: 'Ana' }]))
  await loaded[0]
  expect(desk.officials.map(({ name }) => name)).toEqual(['Bo'])
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
  const told: HostedWords = {
    words: ['tea', 'soup', 'ale'].map((text) => ({ text, votes: 1, state: 'shown' })),
    approve: false,
    hidden: ['rude'],
    shown: [],
  }
  const sent: unknown[] = []
  vi.stubGlobal('fetch', async (_: string, { method, body }: RequestInit) => {
    if (method !== 'PATCH') return Response.json(told)
    sent.push(JSON.parse(String(body)))
    return new Promise(() => {})
  })
  const props = { poll: pollView({ kind: 'words' }), desk: new HostDesk('K7M2QX') }
  const part = mount(HostWords, { target: document.body, props })
  const button = (name: string) =>
    document.querySelector<HTMLButtonElement>(`button[aria-label="${name}"]`)
  flushSync()
  await vi.waitFor(() => expect(button('Hide tea')).not.toBeNull())
  for (const text of ['tea', 'soup']) {
    button(`Hide ${text}`)!.click()
    flushSync()
    expect(button(`Show ${text}`)).not.toBeNull()
  }
  expect(sent.at(-1)).toEqual({ hiddenWords: ['rude', 'tea', 'soup'], shownWords: [] })
  await unmount(part)
})
