import { flushSync, mount, unmount } from 'svelte'
import { expect, it, onTestFinished, vi } from 'vitest'
import { api } from '#core/paths'
import { Addresses } from '../../client/live/addresses.svelte.ts'
import HostMatch from '../../client/parts/HostMatch.svelte'
import { logged, matchView } from './match-view.ts'

it('asks before it revokes a referee', async () => {
  vi.stubGlobal('fetch', async () => Response.json({ join: 'http://hall.test/K7M2QX' }))
  onTestFinished(() => void vi.unstubAllGlobals())
  const revoked: string[] = []
  const page = mount(HostMatch, {
    target: document.body,
    props: {
      match: matchView(),
      now: 0,
      at: new Addresses('K7M2QX'),
      officials: [{ id: 'o_1', name: 'Ana' }],
      fresh: undefined,
      oninvite: () => {},
      onrevoke: (id: string) => revoked.push(id),
      oncount: () => {},
      ondrop: () => {},
    },
  })
  onTestFinished(() => unmount(page))
  flushSync()
  const press = (name: string) => {
    const named = (one: Element) => one.getAttribute('aria-label') ?? one.textContent.trim()
    const found = [...document.querySelectorAll('button')].find((one) => named(one) === name)
    found!.click()
    flushSync()
  }
  press('Revoke Ana')
  press('Cancel')
  expect(revoked).toEqual([])
  press('Revoke Ana')
  expect(document.querySelector('dialog')?.textContent).toMatch('Revoke the link of Ana?')
  press('Revoke')
  expect(revoked).toEqual(['o_1'])
})

it('offers the host the record that names the officials, and the overlay’s address', async () => {
  vi.stubGlobal('fetch', async () => Response.json({ join: 'http://hall.test/K7M2QX' }))
  onTestFinished(() => void vi.unstubAllGlobals())
  const page = mount(HostMatch, {
    target: document.body,
    props: {
      match: matchView(),
      now: 0,
      at: new Addresses('K7M2QX'),
      officials: [],
      fresh: undefined,
      oninvite: () => {},
      onrevoke: () => {},
      oncount: () => {},
      ondrop: () => {},
    },
  })
  onTestFinished(() => unmount(page))
  flushSync()
  const links = [...document.querySelectorAll('a[download]')].map((a) => a.getAttribute('href'))
  expect(links).toEqual([
    api.matchExport('m_1', { format: 'csv', view: 'host' }),
    api.matchExport('m_1', { format: 'json', view: 'host' }),
  ])
  const overlay = () => document.querySelector('input[readonly]') as HTMLInputElement
  await vi.waitFor(() => expect(overlay().value).toBe('http://hall.test/overlay/m_1'))
})

it('asks the host what waits, all at once where there is more', async () => {
  vi.stubGlobal('fetch', async () => Response.json({ join: 'http://hall.test/K7M2QX' }))
  onTestFinished(() => void vi.unstubAllGlobals())
  const goal = { kind: 'score', side: 'home', key: 'goal', held: true }
  const at = (ms: number) => ({ occurredAt: ms, official: ms === 0 ? 'o_1' : 'o_2' })
  const said: unknown[] = []
  const page = mount(HostMatch, {
    target: document.body,
    props: {
      match: matchView({
        timeline: [
          logged(5, { kind: 'confirm', target: 'e_4' }),
          logged(4, { ...goal, ...at(120_000) }),
          logged(3, { ...goal, ...at(90_000) }),
          logged(2, { ...goal, ...at(60_000) }),
          logged(1, { ...goal, ...at(0), held: false }),
        ],
      }),
      now: 0,
      at: new Addresses('K7M2QX'),
      officials: [],
      fresh: undefined,
      oninvite: () => {},
      onrevoke: () => {},
      oncount: (ids: string[]) => said.push(['count', ids]),
      ondrop: (ids: string[]) => said.push(['drop', ids]),
    },
  })
  onTestFinished(() => unmount(page))
  flushSync()
  expect(document.body.textContent).toMatch('2 wait and do not count yet')
  const press = (name: string) => {
    const named = (one: Element) => one.getAttribute('aria-label') ?? one.textContent.trim()
    ;[...document.querySelectorAll('button')].find((one) => named(one) === name)!.click()
  }
  press('Count all 2')
  press('Leave it out: Goal · Reds')
  expect(said).toEqual([
    ['count', ['e_2', 'e_3']],
    ['drop', ['e_2']],
  ])
})

it('still asks the host when much has happened since', async () => {
  const goal = { kind: 'score', side: 'home', key: 'goal' }
  const held = logged(1, { ...goal, held: true })
  const since = Array.from({ length: 40 }, (_, index) => logged(index + 2, goal))
  vi.stubGlobal('fetch', async (path: string) =>
    Response.json(
      path.includes('/events?')
        ? { events: [held, ...since] }
        : { join: 'http://hall.test/K7M2QX' },
    ),
  )
  onTestFinished(() => void vi.unstubAllGlobals())
  const page = mount(HostMatch, {
    target: document.body,
    props: {
      match: matchView({ timeline: since.slice(-20).toReversed() }),
      now: 0,
      at: new Addresses('K7M2QX'),
      officials: [],
      fresh: undefined,
      oninvite: () => {},
      onrevoke: () => {},
      oncount: () => {},
      ondrop: () => {},
    },
  })
  onTestFinished(() => unmount(page))
  flushSync()
  await vi.waitFor(() =>
    expect(document.body.textContent).toMatch('One waits and does not count yet'),
  )
})
