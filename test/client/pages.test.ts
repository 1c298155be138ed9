import { flushSync, mount, unmount, type Component } from 'svelte'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { sportsAt } from '#core/sport/presets'
import Home from '../../client/pages/Home.svelte'
import Host from '../../client/pages/Host.svelte'
import Join from '../../client/pages/Join.svelte'
import Referee from '../../client/pages/Referee.svelte'
import Screen from '../../client/pages/Screen.svelte'
import { FakeSource } from './fake-source.ts'
import { matchView } from './match-view.ts'
import { pollView } from './poll-view.ts'

const room = { code: 'K7M2QX', title: 'Hall', version: 1, onAir: null, items: [], notice: null }
const match = matchView()

let sources: FakeSource[]
let erased: boolean
let asked: string[]

const gone = (code: string) =>
  Response.json({ type: `/problems/${code}`, title: 'gone', status: 404 }, { status: 404 })

function answer(path: string): Response {
  asked.push(path)
  if (path === '/api/time') return Response.json({ now: Date.now() })
  if (path.startsWith('/api/matches/m_1')) {
    if (erased) return gone('match-not-found')
    return Response.json(path.endsWith('/m_1') ? match : { events: [], keys: [], units: [] })
  }
  if (erased) return gone('room-not-found')
  return Response.json(path.endsWith('/links') ? { join: 'http://hall.test/K7M2QX' } : room)
}

beforeEach(() => {
  vi.useFakeTimers()
  sources = []
  asked = []
  erased = false
  vi.stubGlobal('fetch', async (path: string) => answer(path))
  vi.stubGlobal(
    'EventSource',
    class extends FakeSource {
      constructor() {
        super()
        sources.push(this)
      }
    },
  )
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  document.body.replaceChildren()
})

async function open(Page: Component<never>, props: object) {
  const page = mount(Page as Component<object>, { target: document.body, props })
  flushSync()
  await vi.advanceTimersByTimeAsync(0)
  return async () => void (await unmount(page))
}

const pages: [string, Component<never>, object, object, RegExp][] = [
  ['Join', Join, { code: 'K7M2QX' }, { kind: 'room', room }, /No room under this code/],
  ['Screen', Screen, { code: 'K7M2QX' }, { kind: 'room', room }, /No room under this code/],
  ['Host', Host, { code: 'K7M2QX' }, { kind: 'room', room }, /No room under this code/],
  ['Referee', Referee, { match: 'm_1' }, { kind: 'match', match }, /No match at this address/],
]

it.each(pages)(
  '%s notices what was erased while it was away',
  async (_, Page, props, has, words) => {
    const close = await open(Page, props)
    sources[0]!.send('update', has, 'e1-1')
    await vi.advanceTimersByTimeAsync(0)
    expect(document.body.textContent).not.toMatch(words)
    erased = true
    sources[0]!.fail(2)
    await vi.advanceTimersByTimeAsync(0)
    expect(document.body.textContent).toMatch(words)
    await close()
  },
)

it('samples the time again when the stream of a screen is back, and not with every frame', async () => {
  const close = await open(Screen, { code: 'K7M2QX' })
  const samples = () => asked.filter((path) => path === '/api/time').length
  const frame = (version: number) => {
    const onAir = { ...room, onAir: 'm_1' }
    sources.at(-1)!.send('update', { kind: 'room', room: onAir }, `e1-${version}`)
    sources.at(-1)!.send('update', { kind: 'match', match: { ...match, version } }, `e1-${version}`)
    return vi.advanceTimersByTimeAsync(0)
  }
  await frame(1)
  expect(samples()).toBe(4)
  await frame(2)
  expect(samples()).toBe(4)
  sources[0]!.fail(0)
  await vi.advanceTimersByTimeAsync(0)
  expect(samples()).toBe(4)
  await frame(3)
  expect(samples()).toBe(8)
  await close()
})

it('sends a refused vote again when its time has come, not at once', async () => {
  const close = await open(Join, { code: 'K7M2QX' })
  vi.stubGlobal('fetch', async (path: string, { method }: RequestInit) => {
    asked.push(`${method} ${path}`)
    const code = method === 'PUT' ? 'busy' : 'no-vote'
    const headers = { 'retry-after': '5' }
    return Response.json({ type: `/problems/${code}` }, { status: 503, headers })
  })
  const puts = () => asked.filter((line) => line === 'PUT /api/polls/p_1/vote').length
  sources[0]!.send('update', { kind: 'poll', poll: pollView() }, 'e1-1')
  sources[0]!.send('update', { kind: 'room', room: { ...room, onAir: 'p_1' } }, 'e1-1')
  await vi.advanceTimersByTimeAsync(0)
  expect(asked).toContain('GET /api/polls/p_1/vote?run=1')
  document.querySelector<HTMLButtonElement>('button[aria-pressed]')!.click()
  await vi.advanceTimersByTimeAsync(4900)
  expect(puts()).toBe(1)
  await vi.advanceTimersByTimeAsync(200)
  expect(puts()).toBe(2)
  await close()
})

it('Home asks for the key of the server, and sends it with the next try', async () => {
  const keys: (string | null)[] = []
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    if (path !== '/api/matches') return Response.json(sportsAt(0))
    const key = new Headers(init.headers).get('authorization')
    keys.push(key)
    const code = key === null ? 'key-missing' : 'key-wrong'
    return Response.json({ type: `/problems/${code}` }, { status: 401 })
  })
  const close = await open(Home, {})
  const field = <T extends Element>(selector: string) => document.querySelector<T>(selector)!
  const fill = (input: HTMLInputElement, value: string) => {
    input.value = value
    input.dispatchEvent(new Event('input', { bubbles: true }))
  }
  const submit = (inside: Element) => {
    inside.closest('form')!.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }))
    return vi.advanceTimersByTimeAsync(0)
  }
  field<HTMLButtonElement>('.tabs button:last-child').click()
  await vi.advanceTimersByTimeAsync(0)
  for (const name of document.querySelectorAll<HTMLInputElement>('.name')) fill(name, 'Reds')
  await submit(field('.name'))
  expect(document.body.textContent).toMatch(/This server asks for a key to make rooms/)
  fill(field('#create-key'), 'secret')
  expect(field('#create-key').getAttribute('form')).toBe(field('.name').closest('form')!.id)
  await submit(field('.name'))
  expect(keys).toEqual([null, 'Bearer secret'])
  expect(document.body.textContent).toMatch(/That key is not the one/)
  await close()
})

it('Home asks for what a kind needs, and sends when voting ends by the server’s clock', async () => {
  const sent: Record<string, unknown>[] = []
  const serverTime = Date.now() + 3_600_000
  vi.stubGlobal('fetch', async (path: string, { body }: RequestInit) => {
    if (path === '/api/time') return Response.json({ now: serverTime })
    sent.push(JSON.parse(String(body)))
    return Response.json({ type: '/problems/busy' }, { status: 503 })
  })
  const close = await open(Home, {})
  const field = <T extends Element>(selector: string) => document.querySelector<T>(selector)!
  const fill = (selector: string, value: string) => {
    const input = field<HTMLInputElement>(selector)
    input.value = value
    for (const event of ['input', 'change'])
      input.dispatchEvent(new Event(event, { bubbles: true }))
    flushSync()
  }
  const pick = (words: string) => {
    const labels = [...document.querySelectorAll('label')]
    labels
      .find((label) => label.textContent.trim() === words)!
      .querySelector('input')!
      .click()
    flushSync()
  }
  const submit = () => {
    field('form#make-poll').dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }))
    return vi.advanceTimersByTimeAsync(0)
  }
  fill('textarea', 'How was it?')
  await submit()
  expect(document.body.textContent).toMatch('A poll needs at least two options.')
  pick('Rating')
  fill('[type=number]', '5')
  await submit()
  expect(document.body.textContent).toMatch('A scale goes up in whole steps')
  fill('[type=number]', '-2')
  pick('after voting')
  pick('Votes may be changed')
  fill('select', '120000')
  await submit()
  expect(sent).toEqual([
    {
      question: 'How was it?',
      kind: 'rating',
      scale: { min: -2, max: 5 },
      allowChange: false,
      closesAt: serverTime + 120_000,
      results: 'voted',
    },
  ])
  await close()
})

it('Home makes a match of many sides, sends the rules that differ, and says at its field what was refused', async () => {
  const sent: unknown[] = []
  vi.stubGlobal('fetch', async (path: string, { body }: RequestInit) => {
    if (path !== '/api/matches') return Response.json(sportsAt(0))
    sent.push(JSON.parse(String(body)))
    const errors = [{ pointer: '/rules/units', detail: 'must be a whole number from 1 to 20' }]
    return Response.json({ type: '/problems/body-invalid', errors }, { status: 400 })
  })
  const close = await open(Home, {})
  const all = <T extends Element>(selector: string) => [...document.querySelectorAll<T>(selector)]
  const press = (words: string) =>
    all<HTMLButtonElement>('button')
      .find((button) => button.textContent.trim() === words)!
      .click()
  const fill = (input: HTMLInputElement, value: string) => {
    input.value = value
    input.dispatchEvent(new Event('input', { bubbles: true }))
    flushSync()
  }
  press('Match')
  await vi.waitFor(() => expect(all('option[value=custom]')).toHaveLength(1))
  const [select] = all<HTMLSelectElement>('#make-match select')
  select!.value = 'custom'
  select!.dispatchEvent(new Event('change', { bubbles: true }))
  flushSync()
  press('+ Side')
  flushSync()
  for (const [index, name] of all<HTMLInputElement>('.name').entries()) fill(name, `Team ${index}`)
  const units = all<HTMLInputElement>('#make-match details input').at(0)!
  fill(units, '99')
  const submit = () => {
    const form = document.querySelector('#make-match')!
    form.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }))
    return vi.advanceTimersByTimeAsync(0)
  }
  await submit()
  expect(sent).toMatchObject([{ sport: 'custom', rules: { units: 99 } }])
  expect(sent).toHaveProperty('0.sides.length', 3)
  expect(sent).not.toHaveProperty('0.rules.unitMs')
  flushSync()
  expect(units.getAttribute('aria-invalid')).toBe('true')
  const told = document.getElementById(units.getAttribute('aria-describedby') ?? '')
  expect(told?.textContent).toBe('must be a whole number from 1 to 20')
  await close()
})
