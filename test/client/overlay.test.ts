import { flushSync, mount, unmount } from 'svelte'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { overlayLook } from '../../client/live/overlay-look.ts'
import Overlay from '../../client/pages/Overlay.svelte'
import { FakeSource } from './fake-source.ts'
import { matchView } from './match-view.ts'
import { pollView } from './poll-view.ts'

let sources: FakeSource[]
let addresses: string[]
let erased: string
let close: (() => Promise<void>) | undefined

beforeEach(() => {
  vi.useFakeTimers({
    toFake: ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval', 'Date', 'performance'],
  })
  sources = []
  addresses = []
  erased = ''
  vi.stubGlobal('fetch', async (path: string) => {
    if (path === '/api/time') return Response.json({ now: Date.now() })
    const body = { type: `/problems/${erased}-not-found`, title: 'gone', status: 404 }
    return erased ? Response.json(body, { status: 404 }) : Response.json({})
  })
  vi.stubGlobal(
    'EventSource',
    class extends FakeSource {
      constructor(url: string) {
        super()
        sources.push(this)
        addresses.push(url)
      }
    },
  )
})
afterEach(async () => {
  await close?.()
  close = undefined
  vi.useRealTimers()
  vi.unstubAllGlobals()
  history.replaceState(null, '', '/')
  document.body.replaceChildren()
})

async function open(item: string, search = '') {
  history.replaceState(null, '', `/overlay/${item}${search}`)
  const page = mount(Overlay, { target: document.body, props: { item } })
  close = () => Promise.resolve(unmount(page))
  flushSync()
  await later(0)
}

const later = (ms: number) => vi.advanceTimersByTimeAsync(ms)
const text = (selector: string) =>
  [...document.querySelectorAll(selector)].map((node) => node.textContent.trim())
const scores = () => text('li strong')
const started = 1_000_000_000_000

function tell(version: number, given: Parameters<typeof matchView>[0] = {}) {
  const match = matchView({ version, ...given })
  sources.at(-1)!.send('update', { kind: 'match', match }, `e1-${version}`)
  return later(0)
}

it('asks for what everybody may see, and shows nothing before it is told', async () => {
  await open('m_1')
  expect(addresses).toEqual(['/api/matches/m_1/stream?view=public'])
  expect(document.body.textContent.trim()).toBe('')
  await tell(1, { score: [2, 1] })
  expect(scores()).toEqual(['2', '1'])
  expect(document.body.textContent).not.toMatch(/as of|Live/)
})

it('swaps the sides where the camera stands on the other touchline', async () => {
  await open('m_1', '?flip=1')
  await tell(1, { score: [2, 1], serve: 'home' })
  expect(scores()).toEqual(['1', '2'])
  expect(text('.name')).toEqual(['Blues', 'Reds'])
  expect(text('li')[1]).toContain('serving')
})

it('shows everything as much later as the video is, the clock too', async () => {
  vi.setSystemTime(started)
  await open('m_1', '?delay=8')
  const clock = {
    running: true,
    elapsedMs: 0,
    since: started,
    direction: 'up' as const,
    limitMs: 2_700_000,
    offsetMs: 0,
    addedMs: 0,
    atLimit: 'run' as const,
  }
  await later(20_000)
  await tell(1, { clock })
  await later(7900)
  expect(scores()).toEqual([])
  await later(100)
  expect(scores()).toEqual(['0', '0'])
  await later(2000)
  // Half a minute after the start of the clock, less the eight seconds.
  expect(text('[role=timer]')).toEqual(['00:22'])
  await tell(2, { score: [1, 0], clock })
  await later(3000)
  await tell(3, { score: [1, 1], clock })
  await later(4900)
  expect(scores()).toEqual(['0', '0'])
  await later(100)
  expect(scores()).toEqual(['1', '0'])
  await later(3000)
  expect(scores()).toEqual(['1', '1'])
})

it('dims and says of when it is, once nothing comes any more', async () => {
  vi.setSystemTime(new Date(2026, 10, 26, 10, 42))
  await open('m_1')
  await tell(1, { score: [2, 1] })
  sources[0]!.fail(0)
  await later(1000)
  expect(document.querySelector('.stale')).toBeNull()
  await later(1000)
  expect(text('[role=status]')[0]).toMatch(/^as of .*10:42/)
  expect(document.querySelector('.stale')).not.toBeNull()
  expect(scores()).toEqual(['2', '1'])
  await tell(2, { score: [2, 2] })
  expect(document.querySelector('.stale')).toBeNull()
})

it.each([
  ['match', 'm_1'],
  ['poll', 'p_1'],
])('says where there is no such %s', async (what, item) => {
  erased = what
  await open(item)
  sources[0]!.fail(2)
  await later(0)
  expect(document.body.textContent).toContain(`No ${what} at this address`)
})

it('shows the bars of a poll', async () => {
  await open('p_1')
  expect(addresses).toEqual(['/api/polls/p_1/stream?view=public'])
  const poll = pollView({
    question: 'Who wins?',
    result: {
      options: [
        { id: 'a', votes: 1, share: 1 },
        { id: 'b', votes: 0, share: 0 },
      ],
    },
  } as never)
  sources[0]!.send('update', { kind: 'poll', poll }, 'e1-1')
  await later(0)
  expect(text('h1')).toEqual(['Who wins?'])
  expect(document.querySelectorAll('[role=meter]').length).toBe(poll.options.length)
})

describe('the address of an overlay', () => {
  const usual = { scale: 1, flip: false, delayMs: 0, place: 'tl', background: null }

  it.each([
    ['', {}],
    ['?scale=2.5&pos=bottom', { scale: 2.5, place: 'bottom' }],
    ['?scale=99&delay=600', { scale: 4, delayMs: 60_000 }],
    ['?scale=0&delay=-1', { scale: 0.5 }],
    ['?scale=big&delay=&pos=middle&flip=yes', {}],
    ['?bg=00ff00', { background: '#00ff00' }],
    ['?bg=%23abc', { background: '#abc' }],
    ['?bg=green', { background: 'green' }],
    ['?bg=url(//elsewhere)', {}],
  ])('%s', (search, look) => {
    expect(overlayLook(search)).toEqual({ ...usual, ...look })
  })
})
