import { flushSync, mount, unmount, type ComponentProps } from 'svelte'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { MatchEvent } from '#core/match'
import { api } from '#core/paths'
import { Addresses } from '../../client/live/addresses.svelte.ts'
import HostMatch from '../../client/parts/HostMatch.svelte'
import { logged, matchView } from './match-view.ts'

const events = vi.fn<() => { events: MatchEvent[] }>()

/** The host's page of a match, and what it asks for. */
function show(given: Partial<ComponentProps<typeof HostMatch>> = {}) {
  vi.stubGlobal('fetch', async (path: string) =>
    Response.json(path.includes('/events?') ? events() : { join: 'http://hall.test/K7M2QX' }),
  )
  const said: unknown[] = []
  const page = mount(HostMatch, {
    target: document.body,
    props: {
      match: matchView(),
      now: 0,
      at: new Addresses('K7M2QX'),
      officials: [],
      fresh: undefined,
      oninvite: (name) => said.push(['invite', name]),
      onrevoke: (id) => said.push(['revoke', id]),
      oncount: (ids) => said.push(['count', ids]),
      ondrop: (ids) => said.push(['drop', ids]),
      ...given,
    },
  })
  onTestFinished(async () => {
    await unmount(page)
    vi.unstubAllGlobals()
  })
  flushSync()
  const press = (name: string) => {
    const named = (one: Element) => one.getAttribute('aria-label') ?? one.textContent.trim()
    ;[...document.querySelectorAll('button')].find((one) => named(one) === name)!.click()
    flushSync()
  }
  return { said, press }
}

it('asks before it revokes a referee', () => {
  const { said, press } = show({ officials: [{ id: 'o_1', name: 'Ana' }] })
  press('Revoke Ana')
  press('Cancel')
  expect(said).toEqual([])
  press('Revoke Ana')
  expect(document.querySelector('dialog')?.textContent).toMatch('Revoke the link of Ana?')
  press('Revoke')
  expect(said).toEqual([['revoke', 'o_1']])
})

it('offers the host the record that names the officials, and the overlay’s address', async () => {
  show()
  const links = [...document.querySelectorAll('a[download]')].map((a) => a.getAttribute('href'))
  expect(links).toEqual([
    api.matchExport('m_1', { format: 'csv', view: 'host' }),
    api.matchExport('m_1', { format: 'json', view: 'host' }),
  ])
  const overlay = () => document.querySelector('input[readonly]') as HTMLInputElement
  await vi.waitFor(() => expect(overlay().value).toBe('http://hall.test/overlay/m_1'))
})

describe('what waits for the head official', () => {
  const goal = { kind: 'score', side: 'home', key: 'goal' }

  it('is asked of the host, all at once where there is more', () => {
    const held = (seq: number, occurredAt: number) =>
      logged(seq, { ...goal, held: true, occurredAt, official: 'o_2' })
    const { said, press } = show({
      match: matchView({
        timeline: [
          logged(5, { kind: 'confirm', target: 'e_4' }),
          held(4, 120_000),
          held(3, 90_000),
          held(2, 60_000),
          logged(1, { ...goal, official: 'o_1' }),
        ],
      }),
    })
    expect(document.body.textContent).toMatch('2 wait and do not count yet')
    press('Count all 2')
    press('Leave it out: Goal · Reds')
    expect(said).toEqual([
      ['count', ['e_2', 'e_3']],
      ['drop', ['e_2']],
    ])
  })

  it('is still asked when much has happened since', async () => {
    const since = Array.from({ length: 40 }, (_, index) => logged(index + 2, goal))
    events.mockReturnValue({ events: [logged(1, { ...goal, held: true }), ...since] })
    show({ match: matchView({ timeline: since.slice(-20).toReversed() }) })
    await vi.waitFor(() =>
      expect(document.body.textContent).toMatch('One waits and does not count yet'),
    )
  })
})
