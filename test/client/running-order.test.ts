import { flushSync, mount, unmount } from 'svelte'
import { expect, it, onTestFinished } from 'vitest'
import { editions } from '#core/sport/presets'
import { keyWords } from '../../client/parts/match-words.ts'
import RunningOrder from '../../client/parts/RunningOrder.svelte'

it('names the sport of a match, as soon as that is known', () => {
  const items = [
    { kind: 'match', id: 'm_1', title: 'Ana – Bo', status: 'live' } as const,
    { kind: 'match', id: 'm_2', title: 'Final', status: 'scheduled' } as const,
    { kind: 'poll', id: 'p_1', title: 'Who wins?', status: 'open' } as const,
  ]
  const room = { code: 'K7M2QX', title: 'Hall', version: 1, onAir: null, items, notice: null }
  const order = mount(RunningOrder, {
    target: document.body,
    props: {
      room,
      shown: 'm_1',
      sportOf: (id: string) => (id === 'm_1' ? 'basketball-3x3' : undefined),
      onshow: () => {},
      onair: () => {},
    },
  })
  onTestFinished(() => unmount(order))
  flushSync()
  expect([...document.querySelectorAll('small')].map((line) => line.textContent)).toEqual([
    'Basketball 3×3 · playing',
    'match · not started',
    'poll · voting open',
  ])
})

it.each(editions)('calls $id by its name', ({ id, name }) => expect(keyWords(id)).toBe(name))
