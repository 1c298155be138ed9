import { expect, test } from 'vitest'
import { api, pageOf } from '#core/paths'

test('an address names its run and view only where it is given one', () => {
  expect(api.poll('p_1')).toBe('/api/polls/p_1')
  expect(api.poll('p_1', { run: 2 })).toBe('/api/polls/p_1?run=2')
  expect(api.pollResult('p_1', { run: 2, view: 'public' })).toBe(
    '/api/polls/p_1/result?run=2&view=public',
  )
  expect(api.roomStream('ABCDEF', { view: 'host' })).toBe('/api/rooms/ABCDEF/stream?view=host')
  expect(api.pollExport('p_1', { format: 'csv' })).toBe('/api/polls/p_1/export?format=csv')
  expect(api.matchExport('m_1', { format: 'json', view: 'host' })).toBe(
    '/api/matches/m_1/export?format=json&view=host',
  )
})

test.each([
  ['/', { name: 'home' }],
  ['/ABCDEF', { name: 'join', code: 'ABCDEF' }],
  ['/screen/abc def', { name: 'screen', code: 'abc def' }],
  ['/referee/m_1', { name: 'referee', match: 'm_1' }],
  ['/overlay/m_1', { name: 'overlay', item: 'm_1' }],
  ['/nowhere/x', { name: 'unknown' }],
  ['/host/a/b', { name: 'unknown' }],
])('%s is a page', (path, page) => {
  expect(pageOf(path)).toEqual(page)
})
