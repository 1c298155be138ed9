import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { HostDesk } from '../../client/live/host-desk.svelte.ts'

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
