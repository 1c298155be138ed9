import { flushSync, mount, unmount } from 'svelte'
import { expect, it, onTestFinished } from 'vitest'
import { sideColours } from '#core/side-colours'
import MatchSide from '../../client/parts/MatchSide.svelte'

it('offers every colour by a name of its own, and any other for the side', () => {
  const side = mount(MatchSide, {
    target: document.body,
    props: {
      side: { name: 'Reds', color: sideColours[0]! },
      role: 'Home side',
      placeholder: 'Home',
      fault: undefined,
      onremove: undefined,
    },
  })
  onTestFinished(() => unmount(side))
  flushSync()
  const labels = (type: string) =>
    [...document.querySelectorAll<HTMLInputElement>(`[type=${type}]`)].map((input) =>
      input.labels![0]!.textContent.trim(),
    )
  expect(new Set(labels('radio')).size).toBe(sideColours.length)
  for (const name of labels('radio')) expect(name).toMatch(/^[A-Z][a-z]+( [a-z]+)?$/)
  expect(labels('color')).toEqual(['Home side: own colour'])
})
