import { flushSync, mount, unmount } from 'svelte'
import { expect, it, onTestFinished, vi } from 'vitest'
import { api } from '#core/paths'
import { Addresses } from '../../client/live/addresses.svelte.ts'
import HostMatch from '../../client/parts/HostMatch.svelte'
import { matchView } from './match-view.ts'

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
