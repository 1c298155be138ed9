import { flushSync, mount, unmount } from 'svelte'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { PollView } from '#core/poll'
import Join from '../../client/pages/Join.svelte'
import { FakeSource } from './fake-source.ts'
import { pollView } from './poll-view.ts'

// A result for those who voted: what a stream shows is settled when it is opened.

const result = { options: [{ id: 'a', votes: 1, share: 1 }] }

let sources: FakeSource[]
let version: number
/** What the server has of this device. */
let kept: string | null
/** When it says so. */
let answered: Promise<void>
let close: () => Promise<void>

beforeEach(async () => {
  vi.useFakeTimers()
  sources = []
  version = 0
  kept = null
  answered = Promise.resolve()
  vi.stubGlobal('fetch', async (_path: string, { method, body }: RequestInit) => {
    if (method === 'PUT') kept = (JSON.parse(String(body)) as { choice: string }).choice
    if (method === 'DELETE') kept = null
    if (method === 'DELETE') return new Response(null, { status: 204 })
    await answered
    if (kept !== null) return Response.json({ choice: kept, receipt: 'r', outcome: 'counted' })
    return Response.json({ type: '/problems/no-vote' }, { status: 404 })
  })
  vi.stubGlobal(
    'EventSource',
    class extends FakeSource {
      constructor() {
        super()
        sources.push(this)
      }
    },
  )
  const page = mount(Join, { target: document.body, props: { code: 'K7M2QX' } })
  close = () => unmount(page)
  flushSync()
  await vi.advanceTimersByTimeAsync(0)
})
afterEach(async () => {
  await close()
  vi.useRealTimers()
  vi.unstubAllGlobals()
  localStorage.clear()
})

/** A frame of the newest stream; its view is full where the server knows a vote of this device. */
async function frame(poll: Partial<PollView> = {}, voted = kept !== null): Promise<void> {
  version++
  const room = { code: 'K7M2QX', title: 'Hall', version, onAir: 'p_1', items: [], notice: null }
  const asks = pollView({ results: 'voted', version, ...(voted ? { result } : {}), ...poll })
  sources.at(-1)!.send('update', { kind: 'room', room }, `e1-${version}`)
  sources.at(-1)!.send('update', { kind: 'poll', poll: asks }, `e1-${version}`)
  await vi.advanceTimersByTimeAsync(0)
}
const press = async (name: RegExp) => {
  const button = [...document.querySelectorAll('button')].find((each) =>
    name.test(each.textContent),
  )
  button!.click()
  await vi.advanceTimersByTimeAsync(0)
}

it('is asked for once this device has voted, by one new stream', async () => {
  await frame()
  expect(document.body.textContent).toMatch(/The result appears after you vote/)
  expect(sources).toHaveLength(1)
  await press(/Tea/)
  expect(sources).toHaveLength(2)
  await frame()
  await frame()
  await press(/Coffee/)
  await frame()
  expect(sources).toHaveLength(2)
  expect(document.querySelector('[role=meter]')).not.toBeNull()
})

it('is asked for no second time, whatever the server makes of the first', async () => {
  await frame()
  await press(/Tea/)
  for (let more = 0; more < 5; more++) await frame({}, false)
  expect(sources).toHaveLength(2)
})

it('comes with the first stream of a device that had voted before', async () => {
  const { promise, resolve: answer } = Promise.withResolvers<void>()
  answered = promise
  kept = 'a'
  await frame()
  expect(sources).toHaveLength(1)
  answer()
  await vi.advanceTimersByTimeAsync(0)
  expect(document.body.textContent).toMatch(/Saved/)
  expect(sources).toHaveLength(1)
})

it('goes when the vote is taken back, and comes again with the next', async () => {
  await frame()
  await press(/Tea/)
  await frame()
  await press(/Take back my vote/)
  expect(sources).toHaveLength(3)
  await frame()
  expect(document.querySelector('[role=meter]')).toBeNull()
  await press(/Tea/)
  expect(sources).toHaveLength(4)
})

it('needs no other stream where it is shown to everybody, or hidden from all', async () => {
  for (const results of ['live', 'closed', 'host'] as const) {
    await frame({ results }, results === 'live')
    await press(/Tea/)
    await frame({ results }, results === 'live')
    await press(/Take back/)
  }
  expect(sources).toHaveLength(1)
})
