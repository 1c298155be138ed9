import { describe, expect, it, test } from 'vitest'
import { drawSides, redrawn } from '../../server/live/setup.ts'

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
    ['Hamburger SV', 'Hamburger SC'],
    ['SV', 'SC'],
  ],
  [
    ['The Incredible Reds', 'The Incline Reds'],
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

describe('sides that are renamed', () => {
  const before = drawSides([{ name: 'Ana' }, { name: 'Bo', short: 'BB', color: '#123456' }])

  it('keep the colour, and the short name that was given', () => {
    expect(drawSides([{ name: 'Ana' }, { name: 'Bob' }], before)).toEqual([
      before[0],
      { id: 'away', name: 'Bob', short: 'BB', color: '#123456' },
    ])
  })

  it('have a short name of their own beside one that was given', () => {
    const united = drawSides([
      { name: 'Manchester United', short: 'MUFC' },
      { name: 'Manchester City' },
    ])
    const renamed = drawSides([{ name: 'Manchester United' }, { name: 'Chelsea' }], united)
    expect(renamed.map(({ short }) => short)).toEqual(['MUFC', 'CHE'])
  })

  it('have a short name and a title of the new names where those were made of the old', () => {
    const match = { title: 'Ana – Bo', sides: before }
    const renamed = redrawn(match, { sides: [{ name: 'Xavier' }, { name: 'Bo' }] })
    expect(renamed).toMatchObject({ title: 'Xavier – Bo', sides: [{ short: 'XAV' }, {}] })
    const final = { ...match, title: 'Final' }
    expect(redrawn(final, { sides: [{ name: 'Xavier' }, { name: 'Bo' }] }).title).toBeUndefined()
    expect(redrawn(match, { title: 'Final' })).toEqual({ title: 'Final' })
  })
})

test('eight sides have eight colours', () => {
  const sides = drawSides([...'abcdefgh'].map((name) => ({ name })))
  expect(new Set(sides.map(({ color }) => color)).size).toBe(8)
})
