import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test, type TestContext } from 'vitest'
import type { MatchView } from '#core/match'
import { manualTime, type ManualTime } from '../support/time.ts'
import { startApp } from '../support/app.ts'
import { makeMatch, type Caller } from '../http/door.ts'
import { shootoutOf, type Told } from './shootout.ts'

// All 64 matches of 2022, told by the REST API alone: goals in the minutes of the record.

interface Goal {
  name: string
  minute: number
  /** Minutes of stoppage time. */
  offset?: number
  penalty?: true
  /** Listed with the side that it counts for. */
  owngoal?: true
}

interface Played {
  team1: string
  team2: string
  score: { ht?: number[]; ft: number[]; et?: number[]; p?: number[] }
  goals1?: Goal[]
  goals2?: Goal[]
}

/** Facts that belong to nobody but are not ours to ship: they lie beside the checkout, or elsewhere. */
const folder = process.env['SHARED_DATA'] ?? resolve(import.meta.dirname, '../../../shared/data')
const file = resolve(folder, 'worldcup-2022.json')

function recorded({ skip }: TestContext): Played[] {
  skip(!existsSync(file), `there is no ${file}`)
  return (JSON.parse(readFileSync(file, 'utf8')) as { matches: Played[] }).matches
}

/** The record's half-time scores that its own goals contradict. */
const halfTimeAsGoalsSay: Record<string, number[]> = {
  'Japan – Spain': [0, 1],
  'Serbia – Switzerland': [2, 2],
  'Netherlands – Argentina': [0, 1],
}

const sides = ['home', 'away'] as const
const minuteMs = 60_000
/** Where each unit begins and ends, in minutes of the match. */
const units = [
  { from: 0, to: 45 },
  { from: 45, to: 90 },
  { from: 90, to: 105 },
  { from: 105, to: 120 },
]

/** The seconds of the unit at which a goal of the 23rd minute falls: 22:30. */
const playedMs = (goal: Pick<Goal, 'minute' | 'offset'>, from: number) =>
  (goal.minute - from + (goal.offset ?? 0) - 0.5) * minuteMs

interface Scored extends Goal {
  side: (typeof sides)[number]
}

const goalsOf = ({ goals1 = [], goals2 = [] }: Played, { from, to }: (typeof units)[number]) =>
  [goals1, goals2]
    .flatMap((goals, index) => goals.map((goal): Scored => ({ ...goal, side: sides[index]! })))
    .filter(({ minute }) => minute > from && minute <= to)
    .toSorted((one, other) => playedMs(one, from) - playedMs(other, from))

/** One unit as its referee would have told it at the time, from its first whistle to its last. */
function unitEvents(played: Played, index: number, startedAt: number): Told[] {
  const { from, to } = units[index]!
  const goals = goalsOf(played, units[index]!)
  const lastMs = Math.max((to - from) * minuteMs, ...goals.map((goal) => playedMs(goal, from) + 1))
  return [
    ...(index === 0 ? [] : [{ kind: 'unit', from: index - 1, to: index, occurredAt: startedAt }]),
    { kind: 'clock', op: 'start', occurredAt: startedAt },
    ...goals.flatMap(({ side, name: player, ...goal }) => {
      const occurredAt = startedAt + playedMs(goal, from)
      const penalty = { kind: 'incident', key: 'penalty', side, player, occurredAt }
      return [
        ...(goal.penalty ? [penalty] : []),
        { kind: 'score', key: 'goal', side, player, occurredAt },
      ]
    }),
    { kind: 'clock', op: 'stop', occurredAt: startedAt + lastMs },
  ]
}

/** A match between two calls of `tell`, each with what has happened by then. */
async function matchOf(url: string, { team1, team2 }: Played, time: ManualTime) {
  const { host, path, match } = await makeMatch(url, { sides: [{ name: team1 }, { name: team2 }] })
  const startedAt = time.now()
  // It is told afterwards, so that nothing of it is still to come.
  time.advance(4 * 60 * minuteMs)
  return { startedAt, match, tell: (events: Told[]) => tell(host, path, events) }
}

async function tell(host: Caller, path: string, events: Told[]): Promise<MatchView> {
  const { body } = await host.post<{ results: { outcome: string }[]; match: MatchView }>(
    `${path}/events`,
    events,
  )
  expect(body.results.map(({ outcome }) => outcome)).toEqual(events.map(() => 'recorded'))
  return body.match
}

const added = (one: number[], other: number[]) => one.map((own, side) => own + (other[side] ?? 0))

const winnerOf = ({ score: { ft, et = ft, p = et } }: Played): string | null => {
  const [home = 0, away = 0] = p
  return home === away ? null : sides[home > away ? 0 : 1]
}

/** The goals of a unit that the board has just been told of, each with where the match stood after it. */
const toldGoals = ({ moments, timeline }: MatchView, unit: number) =>
  timeline
    .flatMap((event) => {
      const moment = moments.find((one) => one.seq === event.seq && one.unit === unit)
      return event.kind === 'score' && moment ? [{ player: event.player, ...moment }] : []
    })
    .toReversed()

test('every match stands at its breaks as it is recorded, and has the winner that it had', async (ctx) => {
  const matches = recorded(ctx)
  const time = manualTime(Date.parse('2022-11-20T16:00:00Z'))
  const { url, broken } = await startApp({ time })
  for (const played of matches) {
    const { startedAt, match, tell } = await matchOf(url, played, time)
    const { ht, ft, et, p } = played.score
    let total = [0, 0]
    let at = startedAt
    for (const [index, unit] of units.slice(0, et ? 4 : 2).entries()) {
      const board = await tell(unitEvents(played, index, at))
      const goals = goalsOf(played, unit)
      expect(toldGoals(board, index).map(({ player, elapsedMs }) => [player, elapsedMs])).toEqual(
        goals.map((goal) => [goal.name, playedMs(goal, unit.from)]),
      )
      total = added(total, board.units[index]?.score ?? [])
      // After the first half of extra time nothing is recorded.
      const stood = [halfTimeAsGoalsSay[match.title] ?? ht, ft, undefined, et][index] ?? total
      expect([match.title, index, board.score, total]).toEqual([match.title, index, stood, stood])
      at += 60 * minuteMs
    }
    if (p) await tell([{ kind: 'unit', from: 3, to: 4 }, ...shootoutOf(p, 'in turns')])
    const board = await tell([{ kind: 'status', to: 'final' }])
    expect([match.title, board.score, board.shootout?.score, board.winner]).toEqual([
      match.title,
      et ?? ft,
      p,
      winnerOf(played),
    ])
    expect([board.status, board.warnings]).toEqual(['final', []])
  }
  expect(matches).toHaveLength(64)
  expect(broken).toEqual([])
})

test('the record contradicts itself where we say so, and only there', (ctx) => {
  for (const played of recorded(ctx)) {
    const title = `${played.team1} – ${played.team2}`
    const byGoals = sides.map(
      (side) => goalsOf(played, units[0]!).filter((goal) => goal.side === side).length,
    )
    const { ht = byGoals } = played.score
    expect([title, byGoals.join() === ht.join()]).toEqual([title, !(title in halfTimeAsGoalsSay)])
  }
})

test('a shoot-out is won by the same side in whichever order its kicks are told', async (ctx) => {
  const matches = recorded(ctx).filter(({ score }) => score.p)
  const time = manualTime(Date.parse('2022-12-05T16:00:00Z'))
  const { url } = await startApp({ time })
  expect(matches).toHaveLength(5)
  for (const played of matches) {
    const p = played.score.p ?? []
    const kicks = shootoutOf(p, 'in turns')
    const inTurns = await matchOf(url, played, time)
    await inTurns.tell([{ kind: 'unit', from: 0, to: 4 }])
    const over: boolean[] = []
    for (const kick of kicks) over.push((await inTurns.tell([kick])).unit.over)
    // Decided by its last kick, and by none before it.
    expect(over).toEqual(kicks.map((_, index) => index === kicks.length - 1))
    const board = await inTurns.tell([{ kind: 'status', to: 'final' }])

    const bySide = await matchOf(url, played, time)
    const other = await bySide.tell([
      { kind: 'unit', from: 0, to: 4 },
      ...shootoutOf(p, 'one side first'),
      { kind: 'status', to: 'final' },
    ])
    for (const { shootout, unit, winner } of [board, other])
      expect([shootout?.score, unit.over, winner]).toEqual([p, true, winnerOf(played)])
    expect(other.shootout).toEqual(board.shootout)
  }
})
