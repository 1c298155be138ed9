import { expect, it } from 'vitest'
import { colourOf } from '#core/colours'
import { sideColours } from '#core/side-colours'
import { inkOn } from '../../client/parts/ink.ts'
import { letterOf, shapeOf } from '../../client/parts/marks.ts'

function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!
}

function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light! + 0.05) / (dark! + 0.05)
}

it('writes readably on every colour of an option or a side', () => {
  for (const colour of sideColours) expect(contrast(colour, '#0d1015')).toBeGreaterThan(4.5)
})

it('finds readable ink for any colour a team may have', () => {
  const parts = Array.from({ length: 18 }, (_, index) => (index * 15).toString(16).padStart(2, '0'))
  const all = parts.flatMap((red) =>
    parts.flatMap((green) => parts.map((blue) => `#${red}${green}${blue}`)),
  )
  expect(all.filter((colour) => contrast(colour, inkOn(colour)) < 4.5)).toEqual([])
})

it('gives each of forty-two options a look of its own, and each of fifty a letter', () => {
  const all = Array.from({ length: 50 }, (_, index) => index)
  const looks = all.slice(0, 42).map((index) => colourOf(index) + shapeOf(index).d)
  expect(new Set(looks).size).toBe(42)
  expect(new Set(all.map(letterOf)).size).toBe(50)
  expect(all.map(letterOf).slice(24, 28)).toEqual(['Y', 'Z', 'AA', 'AB'])
})
