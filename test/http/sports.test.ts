import type { MatchView, PlayedSport, SportView } from '#core/match'
import { fold } from '#core/sport/fold'
import { view } from '#core/sport/view'
import { expect, test } from 'vitest'
import { startApp } from '../support/app.ts'
import { Caller, makeMatch, newMatch, problemOf } from './door.ts'

const known =
  'football futsal basketball basketball-3x3 volleyball beach-volleyball tennis padel table-tennis badminton squash pickleball ice-hockey handball rugby-union rugby-sevens american-football baseball softball water-polo field-hockey floorball best-of chess quiz custom'.split(
    ' ',
  )

/** What a match may set for itself, where its sport has it at all. */
const overrides = {
  bestOf: 3,
  units: 2,
  unitMs: 600_000,
  to: 15,
  winBy: 1,
  cap: 30,
  noAd: true,
  finalSet: 'tiebreak10',
  extraTime: false,
  shootout: false,
}

async function sportsOf(url: string): Promise<SportView[]> {
  return (await new Caller(url).get<SportView[]>('/api/sports')).body
}

const sidesOf = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ name: `Side ${index + 1}` }))

const pointersOf = (body: { errors?: { pointer: string }[] }) =>
  body.errors?.map(({ pointer }) => pointer)

test('the sports say what can be scored in them, and in which units', async () => {
  const { url } = await startApp()
  const sports = await sportsOf(url)
  const ids = sports.map(({ id }) => id)
  expect(ids).toEqual(expect.arrayContaining(known))
  for (const sport of sports) {
    expect(Object.keys(sport)).toEqual(
      expect.arrayContaining(['id', 'name', 'edition', 'keys', 'units', 'clock', 'rules']),
    )
    expect(sport.keys.length).toBeGreaterThan(0)
    for (const { key, points } of sport.keys)
      expect([key, points]).toEqual([
        expect.any(String),
        points === null ? null : expect.any(Number),
      ])
    expect(sport.units[0]).toMatchObject({ number: 1, allowed: true })
  }
})

test('every sport can be played as it is, and its own match says so', async () => {
  const { url } = await startApp()
  for (const sport of await sportsOf(url)) {
    const { match, path } = await makeMatch(url, {
      sport: sport.id,
      sides: sidesOf(sport.sides.min),
    })
    const { key, number } = sport.units[0] ?? {}
    expect(match).toMatchObject({
      sport: sport.id,
      status: 'scheduled',
      unit: { index: 0, key, number, over: false },
      score: sidesOf(sport.sides.min).map(() => 0),
      headline: sport.headline,
    })
    const { body } = await new Caller(url).get<PlayedSport>(`${path}/sport`)
    const { min } = sport.sides
    const { match: made, ...played } = body
    expect(played).toEqual({ ...sport, sides: { min, max: min } })
    // All that whoever folds the log needs: a referee's phone does.
    expect(view(made, fold(made, []), [], match.version)).toEqual(match)
  }
})

test('a match sets what its sport leaves to it, and nothing else', async () => {
  const { url } = await startApp()
  const caller = new Caller(url)
  for (const { id, sides, rules } of await sportsOf(url))
    for (const [rule, value] of Object.entries(overrides)) {
      const setup = { sport: id, sides: sidesOf(sides.min), rules: { [rule]: value } }
      const answer = await caller.post<{ match: MatchView; errors?: { pointer: string }[] }>(
        '/api/matches',
        setup,
      )
      const asked = `${id} ${rule}`
      if (Object.hasOwn(rules, rule)) {
        const path = `/api/matches/${answer.body.match?.id}/sport`
        const { body } = await caller.get<SportView>(path)
        expect([asked, answer.status, body.rules]).toEqual([
          asked,
          201,
          expect.objectContaining({ [rule]: value }),
        ])
      } else
        expect([asked, answer.status, pointersOf(answer.body)]).toEqual([
          asked,
          400,
          [`/rules/${rule}`],
        ])
    }
})

test('what a match cannot be is refused with every fault of it', async () => {
  const { url } = await startApp()
  const faults: [object, string[]][] = [
    [{ sport: 'curling' }, ['/sport']],
    [{ sport: 'constructor' }, ['/sport']],
    [{ sides: [{ name: 'Ana' }] }, ['/sides']],
    [{ sides: sidesOf(3) }, ['/sides']],
    [{ sport: 'custom', sides: sidesOf(9) }, ['/sides']],
    [{ sport: 'custom', sides: sidesOf(1) }, ['/sides']],
    [
      { sides: [{ name: '' }, { name: 'B', color: 'red', nick: 1 }] },
      ['/sides/0/name', '/sides/1/color', '/sides/1/nick'],
    ],
    [{ rules: { bestOf: 3 } }, ['/rules/bestOf']],
    [{ rules: { units: 0, unitMs: 1.5 } }, ['/rules/units', '/rules/unitMs']],
    [{ rules: { unitMs: null } }, ['/rules/unitMs']],
    [{ rules: { periods: 2 } }, ['/rules/periods']],
    [{ sport: 'volleyball', rules: { bestOf: 2, to: 0 } }, ['/rules/bestOf', '/rules/to']],
    [{ sport: 'volleyball', rules: { to: 21, cap: 15 } }, ['/rules/cap']],
    [{ sport: 'tennis', rules: { finalSet: 'coin' } }, ['/rules/finalSet']],
  ]
  for (const [change, pointers] of faults) {
    const answer = await new Caller(url).post('/api/matches', { ...newMatch, ...change })
    const asked = JSON.stringify(change)
    expect([asked, problemOf(answer), pointersOf(answer.body)]).toEqual([
      asked,
      '400 body-invalid',
      pointers,
    ])
  }
})

test('up to eight sides play whatever they like, for as many points as is said', async () => {
  const { url } = await startApp()
  const { host, path, match } = await makeMatch(url, { sport: 'custom', sides: sidesOf(8) })
  expect(match.sides.map(({ id }) => id)).toEqual([
    'home',
    'away',
    's3',
    's4',
    's5',
    's6',
    's7',
    's8',
  ])
  const post = (event: object) =>
    host.post<{ match: MatchView; errors?: { pointer: string }[] }>(`${path}/events`, {
      kind: 'score',
      side: 's8',
      ...event,
    })
  expect((await post({ key: 'points', points: 7 })).body.match.score).toEqual([
    0, 0, 0, 0, 0, 0, 0, 7,
  ])
  expect((await post({ key: 'points', points: -2 })).body.match.score.at(-1)).toBe(5)
  expect((await post({ key: 'point' })).body.match.score.at(-1)).toBe(6)
  expect((await post({ key: 'point', points: 10 })).body.match.score.at(-1)).toBe(16)
  for (const event of [
    { key: 'points' },
    { key: 'point', points: 1.5 },
    { key: 'points', points: 1.5 },
    { key: 'points', points: 1001 },
  ]) {
    const answer = await post(event)
    expect([event, answer.status, pointersOf(answer.body)]).toEqual([event, 422, ['/points']])
  }
})
