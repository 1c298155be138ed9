import { expect, test } from 'vitest'
import { inTurns, otherOf, replay, sideOf, type Place } from './replay.ts'

// Sets and games as they were recorded, played rally by rally; who won which rally is ours.

interface Recorded {
  name: string
  sport: string
  year: number
  sides: [string, string]
  rules?: object
  sets: [number, number][]
  /** Who serves after some rallies of a set, by a plain reading of the rules. */
  server(first: Place | null, rallies: readonly Place[]): Place | null
  /** Who begins the next set: null where a coin decides. */
  next(first: Place, winner: Place, set: number): Place | null
}

const lastWinner: Recorded['server'] = (first, rallies) => rallies.at(-1) ?? first

const matches: Recorded[] = [
  {
    name: 'the men’s volleyball final of Tokyo is won in five sets',
    sport: 'volleyball',
    year: 2021,
    sides: ['France', 'ROC'],
    sets: [
      [25, 23],
      [25, 17],
      [17, 25],
      [21, 25],
      [15, 12],
    ],
    server: lastWinner,
    next: (first, _, set) => (set === 4 ? null : otherOf(first)),
  },
  {
    name: 'the women’s badminton final of Rio is won in three games',
    sport: 'badminton',
    year: 2016,
    sides: ['Carolina Marín', 'P. V. Sindhu'],
    sets: [
      [19, 21],
      [21, 12],
      [21, 15],
    ],
    server: lastWinner,
    next: (_, winner) => winner,
  },
  {
    name: 'a badminton game that nobody leads by two ends at thirty',
    sport: 'badminton',
    year: 2016,
    sides: ['Ana', 'Bo'],
    sets: [
      [30, 29],
      [22, 24],
      [21, 19],
    ],
    server: lastWinner,
    next: (_, winner) => winner,
  },
  {
    name: 'the men’s table tennis final of Tokyo is won in six games',
    sport: 'table-tennis',
    year: 2021,
    sides: ['Ma Long', 'Fan Zhendong'],
    rules: { bestOf: 7 },
    sets: [
      [11, 4],
      [10, 12],
      [11, 8],
      [11, 9],
      [3, 11],
      [11, 7],
    ],
    // Two each, and from ten all one each.
    server(first, rallies) {
      if (first === null) return null
      const total = rallies.length
      const turns = Math.min(total, 20) >> 1
      const late = total > 20 ? total - 20 : 0
      return (turns + late) % 2 === 0 ? first : otherOf(first)
    },
    next: (first) => otherOf(first),
  },
]

test.each(matches.map((match) => [match.name, match] as const))('%s', async (_, recorded) => {
  const { sport, year, sides, rules, sets } = recorded
  const umpire = await replay({ sport, year, sides, ...(rules && { rules }) })
  const setsWon: [number, number] = [0, 0]
  let first: Place | null = 1
  await umpire.serves(first)
  for (const [index, set] of sets.entries()) {
    if (index > 0) {
      const { serve, unit, winner } = await umpire.next(index - 1)
      expect([serve, unit.index, unit.over, winner]).toEqual([sideOf(first), index, false, null])
      // A coin was tossed.
      if (first === null) expect((await umpire.serves((first = 0))).serve).toBe('home')
    }
    const winner: Place = set[0] > set[1] ? 0 : 1
    const score: [number, number] = [0, 0]
    const rallies: Place[] = []
    for (const [number, taker] of inTurns(set).entries()) {
      const board = await umpire.point(taker)
      rallies.push(taker)
      score[taker]++
      const over = number === set[0] + set[1] - 1
      if (over) setsWon[winner]++
      const { unit, units, serve, points } = board
      expect([units[index]?.score, board.score, unit.over, points]).toEqual([
        score,
        setsWon,
        over,
        null,
      ])
      if (!over)
        expect([serve, board.winner]).toEqual([sideOf(recorded.server(first, rallies)), null])
    }
    if (first !== null) first = recorded.next(first, winner, index + 1)
  }
  const board = await umpire.end()
  expect(board.units.map((unit) => [unit.score, unit.winner])).toEqual(
    sets.map((set) => [set, sideOf(set[0] > set[1] ? 0 : 1)]),
  )
  expect([board.status, board.score, board.winner, board.warnings]).toEqual([
    'final',
    setsWon,
    'home',
    [],
  ])
})
