import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { shownAt } from '#core/clock'
import type { Happening, MatchEvent, MatchView } from '#core/match'
import { api } from '#core/paths'
import type { PollView } from '#core/poll'
import { clientRoot } from '../../server/build-client.ts'
import { beliefIn } from '../../server/commands/demo/crowd.ts'
import { final2022, finalMoments } from '../../server/commands/demo/final-2022.ts'
import { openHall, putOnAir } from '../../server/commands/demo/hall.ts'
import { Referee } from '../../server/commands/demo/referee.ts'
import { startApp } from '../support/app.ts'
import { readFrames } from '../support/sse.ts'
import { optionsIn } from '../support/results.ts'

// Whole matches, as the demo's referee posts them: by the REST API alone.

test('the final of 2022 stands at 3–3 after extra time and 4–2 on penalties', async () => {
  const { url, broken } = await startApp()
  const { host, match } = await openHall(url, final2022)
  const referee = await Referee.appoint(host, match.id, 'Referee')
  const clocks: [string, number][] = []
  await referee.replay(finalMoments(), ({ kind }, { clock, timeline }) => {
    const [goal] = timeline
    if (kind === 'goal' && clock?.since != null && goal?.kind === 'score')
      clocks.push([goal.player ?? '', Math.floor(shownAt(clock, clock.since) / 60_000) + 1])
  })

  const board = await host.get<MatchView>(api.match(match.id))
  expect(board).toMatchObject({
    status: 'final',
    score: [3, 3],
    winner: 'home',
    clock: null,
    warnings: [],
    shootout: {
      score: [4, 2],
      kicks: [
        [true, true, true, true],
        [true, false, false, true],
      ],
    },
  })
  expect(board.sides.map(({ name, short }) => [name, short])).toEqual([
    ['Argentina', 'ARG'],
    ['France', 'FRA'],
  ])
  expect(board.units.map(({ key, number, score }) => [key, number, score])).toEqual([
    ['half', 1, [2, 0]],
    ['half', 2, [0, 2]],
    ['extra', 1, [0, 0]],
    ['extra', 2, [1, 1]],
  ])
  // The 23rd minute is the one in which the clock shows 22 and some seconds.
  expect(clocks).toEqual([
    ['Lionel Messi', 23],
    ['Ángel Di María', 36],
    ['Kylian Mbappé', 80],
    ['Kylian Mbappé', 81],
    ['Lionel Messi', 108],
    ['Kylian Mbappé', 118],
  ])

  const { events } = await host.get<{ events: MatchEvent[] }>(api.events(match.id))
  const kicks = events.filter(({ kind }) => kind === 'score' || kind === 'incident').slice(-8)
  expect(kicks.map((kick) => kick.kind === 'score' && `${kick.side} ${kick.player}`)).toEqual([
    'away Kylian Mbappé',
    'home Lionel Messi',
    false,
    'home Paulo Dybala',
    false,
    'home Leandro Paredes',
    'away Randal Kolo Muani',
    'home Gonzalo Montiel',
  ])
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1))
  expect(broken).toEqual([])
})

test('a volleyball match of five sets is won 3–2', async () => {
  const { url } = await startApp()
  const { host, match } = await openHall(url, {
    sport: 'volleyball',
    title: 'Reds – Blues',
    sides: [{ name: 'Reds' }, { name: 'Blues' }],
  })
  const referee = await Referee.appoint(host, match.id, 'Scorer')
  const sets = [
    [25, 23],
    [20, 25],
    [27, 25],
    [19, 25],
    [15, 13],
  ] as const
  const standings: number[][] = []
  for (const [index, [home, away]] of sets.entries()) {
    const begins = { kind: 'unit', from: index - 1, to: index } as const
    const board = await referee.post([...(index > 0 ? [begins] : []), ...rallies(home, away)])
    expect(board.unit).toEqual({ index, key: 'set', number: index + 1, over: true })
    standings.push(board.score)
  }

  expect(standings).toEqual([
    [1, 0],
    [1, 1],
    [2, 1],
    [2, 2],
    [3, 2],
  ])
  const board = await referee.post([{ kind: 'status', to: 'final' }])
  expect(board).toMatchObject({ status: 'final', score: [3, 2], winner: 'home', warnings: [] })
  expect(board.units.map(({ score }) => score)).toEqual(sets)
  expect(board.units.map(({ winner }) => winner)).toEqual(['home', 'away', 'home', 'away', 'home'])
})

/** Points in an order in which a set of this score can be played: level to the loser's score less one. */
function rallies(home: number, away: number): Happening[] {
  const point = (side: string): Happening => ({ kind: 'score', side, key: 'point' })
  const level = Math.min(home, away)
  const winner = home > away ? 'home' : 'away'
  return [
    ...Array.from({ length: level }, () => [point('home'), point('away')]).flat(),
    ...Array.from({ length: Math.max(home, away) - level }, () => point(winner)),
  ]
}

test('every phone of the crowd counts once, for what it chose last', async () => {
  const { url, broken } = await startApp({ clientRoot })
  const hall = await openHall(url, final2022)
  const { host, code, match, poll, crowd } = hall
  const stream = `${url}${api.roomStream(code)}?view=public`
  // Two readers, because updates and presence come in an order of their own.
  const [screen, audience] = await Promise.all([readFrames(stream), readFrames(stream)])
  await putOnAir(hall, poll)
  await crowd.arrive(60, beliefIn(match))
  const atKickOff = crowd.votesFor('a')
  const referee = await Referee.appoint(host, match.id, 'Referee')
  await referee.replay(finalMoments(), (_, board) => crowd.thinkAgain(4, beliefIn(board)))

  const asked = await host.get<PollView>(api.poll(poll.id))
  const tally = [
    { id: 'a', votes: crowd.votesFor('a') },
    { id: 'b', votes: crowd.votesFor('b') },
  ]
  expect(asked.ballots).toBe(60)
  expect(optionsIn(asked)).toEqual(tally.map(({ id, votes }) => ({ id, votes, share: votes / 60 })))
  // The test would show little if nobody had changed their mind, or everybody the same way.
  expect(crowd.changes).toBeGreaterThan(30)
  expect(crowd.votesFor('a')).toBeGreaterThan(atKickOff)
  expect(crowd.votesFor('b')).toBeGreaterThan(0)

  const told = await screen.nextUpdate(
    (update) => 'poll' in update && update.poll.version === asked.version,
  )
  expect(told).toMatchObject({ poll: { ballots: 60, result: asked.result } })
  await audience.next(({ event, data }) => event === 'presence' && JSON.parse(data).joined === 60)
  screen.close()
  audience.close()
  expect(broken).toEqual([])
})

test('the demo plays it to the end and leaves', async () => {
  const demo = resolve(import.meta.dirname, '../../server/commands/demo.ts')
  const { PATH = '', HOME = '' } = process.env
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    [demo, '--exit', '--speed', '1000', '--phones', '40'],
    { env: { PATH, HOME, PORT: '0', HOST: '127.0.0.1' } },
  )
  expect(stdout).toMatch(/Open the screen now +http:\/\/localhost:\d+\/screen\/[A-Z2-9]{6}\n/)
  expect(stdout).toMatch(/ 23' +Goal for Argentina! Lionel Messi \(penalty\) +1–0 +Argentina \d+ %/)
  expect(stdout).toContain('Argentina won: 3–3 after extra time, 4–2 on penalties.')
  expect(stdout).toContain('40 people voted')
  expect(stderr).toBe('')
})
