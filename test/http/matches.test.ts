import type { MatchEvent, MatchView } from '#core/match'
import type { ProblemDetails } from '#core/problem'
import { expect, test } from 'vitest'
import { startApp } from '../support/app.ts'
import { Caller, makeMatch, makeRoom, newMatch, problemOf, type MadeMatch } from './door.ts'

interface Posted {
  results: { id: string; seq: number | null; outcome: string; problem?: ProblemDetails }[]
  match: MatchView
}

const goal = { kind: 'score', side: 'home', key: 'goal' }

test('one call makes a room with a match that is on air', async () => {
  const { url } = await startApp()
  const { status, body } = await new Caller(url).post<MadeMatch>('/api/matches', newMatch)
  const { match, room } = body
  expect(status).toBe(201)
  expect(Object.keys(body).sort()).toEqual(['hostKey', 'links', 'match', 'room'])
  expect(match).toMatchObject({
    room: room.code,
    sport: 'football',
    title: 'Ana – Bo',
    status: 'scheduled',
    version: 1,
    sides: [
      { id: 'home', name: 'Ana', short: 'ANA', color: expect.stringMatching(/^#/) },
      { id: 'away', name: 'Bo', short: 'BO', color: expect.stringMatching(/^#/) },
    ],
    unit: { index: 0, key: 'half', number: 1, over: false },
    units: [{ key: 'half', number: 1, score: [0, 0], winner: null }],
    score: [0, 0],
    points: null,
    alert: null,
    serve: null,
    counters: [],
    shootout: null,
    winner: null,
    warnings: [],
    timeline: [],
  })
  expect(Object.keys(match).sort()).toEqual(
    ['alert', 'clock', 'counters', 'ends', 'headline', 'id', 'moments', 'points', 'room', 'score']
      .concat(['serve', 'shootout', 'sides', 'sport', 'status', 'suspensions', 'tiebreak', 'timed'])
      .concat(['timeline', 'title', 'unit', 'units', 'version', 'warnings', 'winner']),
  )
  expect(match.clock).toEqual({
    running: false,
    elapsedMs: 0,
    since: null,
    direction: 'up',
    limitMs: 2_700_000,
    offsetMs: 0,
    addedMs: 0,
    atLimit: 'run',
  })
  expect(room).toMatchObject({
    onAir: match.id,
    items: [{ kind: 'match', id: match.id, title: 'Ana – Bo', status: 'scheduled' }],
  })
})

test('a match is added to a room by its host', async () => {
  const { url } = await startApp()
  const { host, path } = await makeRoom(url)
  const setup = { ...newMatch, sport: 'volleyball', rules: { bestOf: 3 } }
  const { status, body } = await host.post<{ match: MatchView }>(`${path}/matches`, setup)
  expect([status, body.match.unit.key]).toEqual([201, 'set'])
  expect(problemOf(await new Caller(url).post(`${path}/matches`, setup))).toBe('401 key-missing')
})

test('the host posts what happened, and the answer shows the board after it', async () => {
  const { url } = await startApp()
  const { host, path, match } = await makeMatch(url)
  const { status, body } = await host.post<Posted>(`${path}/events`, { ...goal, id: 'e1' })
  expect(status).toBe(200)
  expect(body.results).toEqual([{ id: 'e1', seq: 1, outcome: 'recorded' }])
  expect(body.match).toMatchObject({ status: 'live', score: [1, 0] })
  expect(body.match.version).toBeGreaterThan(match.version)
  expect(body.match.timeline).toEqual([
    {
      seq: 1,
      id: 'e1',
      kind: 'score',
      side: 'home',
      key: 'goal',
      at: expect.any(Number),
      occurredAt: expect.any(Number),
      official: null,
      held: false,
    },
  ])
  expect((await new Caller(url).get<MatchView>(path)).body).toEqual(body.match)
})

test('the same id again is a duplicate of the first, however often and whatever it says', async () => {
  const { url } = await startApp()
  const { host, path } = await makeMatch(url)
  const post = async (event: object) =>
    (await host.post<Posted>(`${path}/events`, event)).body.results
  await post({ ...goal, id: 'e1' })
  await post({ ...goal, id: 'e2' })
  expect(await post({ ...goal, id: 'e1' })).toEqual([{ id: 'e1', seq: 1, outcome: 'duplicate' }])
  expect(await post({ ...goal, side: 'away', id: 'e2' })).toEqual([
    { id: 'e2', seq: 2, outcome: 'duplicate' },
  ])
  const twins = await Promise.all(Array.from({ length: 8 }, () => post({ ...goal, id: 'e3' })))
  expect(twins.flat().map(({ seq }) => seq)).toEqual(Array(8).fill(3))
  expect(twins.flat().filter(({ outcome }) => outcome === 'recorded')).toHaveLength(1)
  expect((await host.get<MatchView>(path)).body.score).toEqual([3, 0])
})

test('a bad event of several is refused by itself, later ones are still tried', async () => {
  const { url } = await startApp()
  const { host, path } = await makeMatch(url)
  const { status, body } = await host.post<Posted>(`${path}/events`, [
    { ...goal, id: 'e1' },
    { ...goal, id: 'e2', side: 'nobody', colour: 'red' },
    { ...goal, id: 'e3', side: 'nobody' },
    { kind: 'dance', id: 'e4' },
    { ...goal, id: 'e1' },
    { ...goal, id: 'e5', side: 'away' },
  ])
  expect(status).toBe(200)
  expect(body.results.map(({ id, seq, outcome }) => [id, seq, outcome])).toEqual([
    ['e1', 1, 'recorded'],
    ['e2', null, 'refused'],
    ['e3', null, 'refused'],
    ['e4', null, 'refused'],
    ['e1', 1, 'duplicate'],
    ['e5', 2, 'recorded'],
  ])
  expect(body.results[1]?.problem).toMatchObject({
    type: '/problems/event-invalid',
    status: 422,
    errors: [{ pointer: '/colour', detail: 'is not known here' }],
  })
  expect(body.results[2]?.problem?.errors?.[0]?.pointer).toBe('/side')
  expect(body.match.score).toEqual([1, 1])
})

test('a single refused event answers with the status of its problem', async () => {
  const { url } = await startApp()
  const { host, path } = await makeMatch(url)
  const bad = [
    { ...goal, side: 'nobody' },
    { ...goal, key: 'try' },
    { ...goal, points: 3 },
    { ...goal, colour: 'red' },
    { ...goal, unit: 99 },
    { kind: 'adjust', score: [1, 0], reason: 'x' },
    { kind: 'amend', target: 'e1', patch: {} },
    { kind: 'confirm', target: 'e1' },
    { kind: 'void', target: 'nothing' },
    { kind: 'clock', op: 'set' },
    { kind: 'clock', op: 'start', ms: 5 },
    { side: 'home' },
    {},
    { ...goal, id: 'not an id' },
  ]
  for (const event of bad) {
    const answer = await host.post(`${path}/events`, event)
    expect([JSON.stringify(event), problemOf(answer)]).toEqual([
      JSON.stringify(event),
      '422 event-invalid',
    ])
    expect(answer.body.errors?.length).toBeGreaterThan(0)
  }
  for (const body of [[], 'null', '1', Array(101).fill(goal)])
    expect(problemOf(await host.post(`${path}/events`, body))).toBe('400 body-invalid')
})

test('a unit moves on once: the same move is a duplicate, another is a conflict', async () => {
  const { url } = await startApp()
  const { host, path } = await makeMatch(url)
  const move = (from: number, to: number) =>
    host.post<Posted & ProblemDetails>(`${path}/events`, { kind: 'unit', from, to })
  expect((await move(0, 1)).body.results[0]).toMatchObject({ seq: 1, outcome: 'recorded' })
  expect((await move(0, 1)).body.results[0]).toMatchObject({ seq: 1, outcome: 'duplicate' })
  expect(problemOf(await move(0, 2))).toBe('409 match-moved-on')
  expect(problemOf(await move(1, 0))).toBe('422 event-invalid')
  expect(problemOf(await move(1, 1))).toBe('422 event-invalid')
  expect(problemOf(await move(1, 9))).toBe('422 event-invalid')
  expect((await move(1, 2)).body.match.unit).toMatchObject({ index: 2, key: 'extra' })
})

test('after the final whistle only what mends the record is taken', async () => {
  const { url } = await startApp()
  const { host, path } = await makeMatch(url)
  const post = (event: object) => host.post<Posted & ProblemDetails>(`${path}/events`, event)
  await post({ ...goal, id: 'e1' })
  const final = await post({ kind: 'status', to: 'final', id: 'e2' })
  expect(final.body.match).toMatchObject({ status: 'final', winner: 'home' })
  expect(problemOf(await post(goal))).toBe('409 match-final')
  expect(problemOf(await post({ kind: 'clock', op: 'start' }))).toBe('409 match-final')
  expect((await post({ ...goal, id: 'e1' })).body.results[0]?.outcome).toBe('duplicate')
  expect((await post({ kind: 'void', target: 'e1', id: 'e3' })).body.match).toMatchObject({
    status: 'final',
    score: [0, 0],
    winner: null,
  })
  expect((await post({ kind: 'void', target: 'e3' })).body.match.score).toEqual([1, 0])
  expect((await post({ kind: 'void', target: 'e2' })).body.match.status).toBe('live')
  const room = await host.get<{ items: { status: string }[] }>(
    `/api/rooms/${final.body.match.room}`,
  )
  expect(room.body.items[0]?.status).toBe('live')
})

test('the log is told whole, or what came after a seq', async () => {
  const { url } = await startApp()
  const { host, path } = await makeMatch(url)
  await host.post(`${path}/events`, [{ ...goal, id: 'e1' }, { ...goal, id: 'e2' }, goal])
  const since = async (query: string) => {
    const { body } = await new Caller(url).get<{ events: MatchEvent[] }>(`${path}/events${query}`)
    return body.events.map(({ seq }) => seq)
  }
  expect(await since('')).toEqual([1, 2, 3])
  expect(await since('?since=1')).toEqual([2, 3])
  expect(await since('?since=3')).toEqual([])
  expect(await since('?since=-5')).toEqual([1, 2, 3])
  expect(problemOf(await new Caller(url).get('/api/matches/m_no/events'))).toBe(
    '404 match-not-found',
  )
})

test('a time to come happened just now, and a time that was is kept', async () => {
  const { url } = await startApp()
  const { host, path } = await makeMatch(url)
  const now = Date.now()
  const { body } = await host.post<Posted>(`${path}/events`, [
    { ...goal, occurredAt: now + 3_600_000 },
    { ...goal, occurredAt: now - 60_000 },
  ])
  const [late, early] = body.match.timeline
  expect(late?.occurredAt).toBe(now - 60_000)
  expect(early?.occurredAt).toBe(early?.at)
})

test('the host renames a match and its sides, and erases it', async () => {
  const { url } = await startApp()
  const { host, path } = await makeMatch(url)
  const patch = { title: 'Final', sides: [{ name: 'Ada', color: '#123456' }, { name: 'Bob' }] }
  const { body } = await host.patch<MatchView>(path, patch)
  expect([body.title, body.sides[0], body.sides[1]?.id]).toEqual([
    'Final',
    { id: 'home', name: 'Ada', short: 'ADA', color: '#123456' },
    'away',
  ])
  expect(problemOf(await host.patch(path, { sides: [{ name: 'A' }] }))).toBe('400 body-invalid')
  const three = { sides: [{ name: 'A' }, { name: 'B' }, { name: 'C' }] }
  expect(problemOf(await host.patch(path, three))).toBe('400 body-invalid')
  const stranger = new Caller(url)
  expect(problemOf(await stranger.patch(path, patch))).toBe('401 key-missing')
  expect((await host.delete(path)).status).toBe(204)
  expect(problemOf(await stranger.get(path))).toBe('404 match-not-found')
  expect(problemOf(await host.post(`${path}/events`, goal))).toBe('404 match-not-found')
})

test('a title that is given while sides are renamed is not lost', async () => {
  const { url } = await startApp()
  for (let round = 0; round < 10; round++) {
    const { host, path } = await makeMatch(url)
    await Promise.all([
      host.patch(path, { title: 'Final' }),
      host.patch(path, { sides: [{ name: 'Ada' }, { name: 'Bob' }] }),
    ])
    expect((await host.get<MatchView>(path)).body).toMatchObject({
      title: 'Final',
      sides: [{ name: 'Ada' }, { name: 'Bob' }],
    })
  }
})

test('nobody without a key posts, and a match has no view that is somebody else’s', async () => {
  const { url } = await startApp()
  const { path } = await makeMatch(url)
  const other = await makeMatch(url)
  expect(problemOf(await new Caller(url).post(`${path}/events`, goal))).toBe('401 key-missing')
  expect(problemOf(await other.host.post(`${path}/events`, goal))).toBe('403 key-wrong')
  expect(problemOf(await new Caller(url).get(`${path}?view=host`))).toBe('401 key-missing')
})
