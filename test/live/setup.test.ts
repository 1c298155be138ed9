import { expect, test } from 'vitest'
import { drawSides } from '../../server/live/setup.ts'

const shorts = (...names: string[]) =>
  drawSides(names.map((name) => ({ name }))).map((side) => side.short)

test.each([
  [
    ['Ana', 'Bo'],
    ['ANA', 'BO'],
  ],
  [
    ['FC Köln', 'FC Bayern'],
    ['FC K', 'FC B'],
  ],
  [
    ['FC Köln', 'Bayern'],
    ['FC', 'BAY'],
  ],
  [
    ['Team 1', 'Team 2', 'Team 3'],
    ['TEAM 1', 'TEAM 2', 'TEAM 3'],
  ],
  [
    ['Straßberg', 'Strand'],
    ['STRAS', 'STRAN'],
  ],
  [
    ['Manchester United', 'Manchester City'],
    ['MU', 'MC'],
  ],
  [
    ['Manchester United', 'Manchester City', 'Everton'],
    ['MU', 'MC', 'EVE'],
  ],
  [
    ['The Incredible Reds', 'The Incredible Rats'],
    ['THE', 'THE'],
  ],
])('%j are %j for short', (names, made) => {
  expect(shorts(...names)).toEqual(made)
})

test('a short name that is given stays, and the others keep away from it', () => {
  const sides = [{ name: 'Ana', short: 'BLU' }, { name: 'Blues' }]
  expect(drawSides(sides).map(({ short }) => short)).toEqual(['BLU', 'BLUE'])
  const same = [
    { name: 'Ana', short: 'X' },
    { name: 'Bo', short: 'X' },
  ]
  expect(drawSides(same).map(({ short }) => short)).toEqual(['X', 'X'])
})

test('a side that is renamed keeps its short name and its colour', () => {
  const before = drawSides([{ name: 'Ana' }, { name: 'Bo' }])
  expect(drawSides([{ name: 'Ada' }, { name: 'Bo' }], before)).toEqual([
    { ...before[0], name: 'Ada' },
    before[1],
  ])
})

test('eight sides have eight colours', () => {
  const sides = drawSides([...'abcdefgh'].map((name) => ({ name })))
  expect(new Set(sides.map(({ color }) => color)).size).toBe(8)
})
