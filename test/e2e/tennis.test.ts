import { expect, test } from 'vitest'
import type { MatchView } from '#core/match'
import { inTurns, otherOf, replay, sideOf, type Place } from './replay.ts'

// Sets as they were recorded; who won which point in between is ours.

interface Set {
  games: [number, number]
  tiebreak?: [number, number]
}

interface Recorded {
  name: string
  year: number
  sides: [string, string]
  rules: { bestOf: number; finalSet?: string }
  sets: Set[]
}

const matches: Recorded[] = [
  {
    name: 'the final set of Wimbledon 2008 goes on until two games are between them',
    year: 2008,
    sides: ['Rafael Nadal', 'Roger Federer'],
    rules: { bestOf: 5, finalSet: 'advantage' },
    sets: [
      { games: [6, 4] },
      { games: [6, 4] },
      { games: [6, 7], tiebreak: [5, 7] },
      { games: [6, 7], tiebreak: [8, 10] },
      { games: [9, 7] },
    ],
  },
  {
    name: 'the final set of Roland-Garros 2025 goes to a tie-break of ten',
    year: 2025,
    sides: ['Carlos Alcaraz', 'Jannik Sinner'],
    rules: { bestOf: 5, finalSet: 'tiebreak10' },
    sets: [
      { games: [4, 6] },
      { games: [6, 7], tiebreak: [4, 7] },
      { games: [6, 4] },
      { games: [7, 6], tiebreak: [7, 3] },
      { games: [7, 6], tiebreak: [10, 2] },
    ],
  },
  {
    name: 'the women’s final of the Australian Open 2022 is won in two sets',
    year: 2022,
    sides: ['Ashleigh Barty', 'Danielle Collins'],
    rules: { bestOf: 3, finalSet: 'tiebreak10' },
    sets: [{ games: [6, 3] }, { games: [7, 6], tiebreak: [7, 2] }],
  },
]

/** Games of every kind, so that each call is heard: love, by way of deuce, and with advantages lost. */
const courses = ['wwww', 'wlwww', 'wwllww', 'lllwwwww', 'lwlwwlwlww', 'wwwllllwww']

function pointsOf(game: number, winner: Place): Place[] {
  const course = courses[game % courses.length] ?? ''
  return Array.from(course, (sign) => (sign === 'w' ? winner : otherOf(winner)))
}

/** What an umpire says, by a plain reading of the rules. */
function calls([own, other]: [number, number]): [string, string] {
  const names = ['0', '15', '30', '40']
  if (own >= 3 && other >= 3)
    return own === other ? ['40', '40'] : own > other ? ['Ad', '40'] : ['40', 'Ad']
  return [names[own] ?? '', names[other] ?? '']
}

/** Whoever begins serves one point of a tie-break, then each serves two. */
const servesAfter = (points: number, first: Place): Place =>
  Math.floor((points + 1) / 2) % 2 === 0 ? first : otherOf(first)

const firstServer: Place = 1
/** A game each in turns through all sets; a tie-break is one of them. */
const serverOf = (game: number): Place => (game % 2 === 0 ? firstServer : otherOf(firstServer))

test.each(matches.map((match) => [match.name, match] as const))('%s', async (_, recorded) => {
  const { sets, year, rules, sides } = recorded
  const umpire = await replay({ sport: 'tennis', sides, rules, year })
  const setsWon = [0, 0]
  const played: object[] = []
  let game = 0

  await umpire.serves(firstServer)
  for (const [index, set] of sets.entries()) {
    const games: [number, number] = [0, 0]
    const expectBoard = (board: MatchView, points: [string, string], server: Place) => {
      const { units, score, unit, winner } = board
      const over = games.join() === set.games.join()
      expect([units[index]?.score, score, board.points, unit.over]).toEqual([
        games,
        setsWon,
        points,
        over,
      ])
      if (!over) expect([board.serve, winner]).toEqual([sideOf(server), null])
    }

    if (index > 0) expectBoard(await umpire.next(index - 1), ['0', '0'], serverOf(game))
    const winners = inTurns(set.games)
    for (const [number, winner] of winners.entries()) {
      const tied = set.tiebreak !== undefined && number === winners.length - 1
      const points: [number, number] = [0, 0]
      const course = tied ? inTurns(set.tiebreak!) : pointsOf(game, winner)
      for (const [index, taker] of course.entries()) {
        const board = await umpire.point(taker)
        points[taker]++
        if (index === course.length - 1) {
          games[winner]++
          game++
          if (number === winners.length - 1) setsWon[winner]!++
          expectBoard(board, ['0', '0'], serverOf(game))
        } else if (tied)
          expectBoard(
            board,
            [`${points[0]}`, `${points[1]}`],
            servesAfter(index + 1, serverOf(game)),
          )
        else expectBoard(board, calls(points), serverOf(game))
      }
    }
    played.push({
      key: 'set',
      number: index + 1,
      score: set.games,
      winner: sideOf(set.games[0] > set.games[1] ? 0 : 1),
      ...(set.tiebreak && { tiebreak: set.tiebreak }),
    })
  }
  const board = await umpire.end()
  expect(board.units).toEqual(played)
  expect([board.status, board.winner, board.warnings]).toEqual(['final', 'home', []])
})
