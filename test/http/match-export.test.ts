import type { MatchEvent, MatchView } from '#core/match'
import { expect, test } from 'vitest'
import { api } from '#core/paths'
import { startApp } from '../support/app.ts'
import { manualTime } from '../support/time.ts'
import { Caller, makeMatch, newMatch, problemOf } from './door.ts'

interface Taken {
  match: MatchView
  events: MatchEvent[]
}

const goal = (side: string, id: string) => ({ kind: 'score', side, key: 'goal', id })

/** A clock that a test turns by minutes, and a match that is played by it. */
async function played(setup: object = {}) {
  const time = manualTime(Date.parse('2026-07-19T19:00:00Z'))
  const { url } = await startApp({ time })
  const made = await makeMatch(url, { title: 'Final', ...setup })
  const post = async (...events: object[]) => {
    const { body } = await made.host.post<{ results: { outcome: string }[] }>(
      `${made.path}/events`,
      events,
    )
    expect(body.results.map(({ outcome }) => outcome)).toEqual(events.map(() => 'recorded'))
  }
  return { ...made, url, post, after: (minutes: number) => time.advance(minutes * 60_000) }
}

const linesOf = async (caller: Caller, path: string) => {
  const { body } = await caller.get<string>(`${path}/export?view=host`)
  return body.replace('\uFEFF', '').split('\r\n')
}

test('anyone takes away the score and the log, and gets what the board and the log say', async () => {
  const { url, path, match, post } = await played()
  await post(goal('home', 'e1'), { kind: 'void', target: 'e1', id: 'e2' }, goal('away', 'e3'))
  const anyone = new Caller(url)
  const json = await anyone.get<Taken>(`${path}/export?format=json`)
  expect(json.status).toBe(200)
  expect(json.headers.get('content-type')).toMatch(/^application\/json/)
  expect(json.headers.get('content-disposition')).toBe(`attachment; filename="${match.id}.json"`)
  expect(json.headers.get('cache-control')).toBe('no-store')
  expect(json.body).toEqual({
    match: (await anyone.get<MatchView>(path)).body,
    events: (await anyone.get<{ events: MatchEvent[] }>(`${path}/events`)).body.events,
  })
  const csv = await anyone.get<string>(`${path}/export`)
  expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  expect(csv.headers.get('content-disposition')).toBe(`attachment; filename="${match.id}.csv"`)
  expect(csv.body).toBe((await anyone.get<string>(`${path}/export?format=csv`)).body)
  expect(problemOf(await anyone.get(`${path}/export?format=xml`))).toBe('404 not-found')
  expect(problemOf(await anyone.get('/api/matches/m_no/export'))).toBe('404 match-not-found')
})

test('the table tells a match from its first event to its winner', async () => {
  const { host, path, post, after } = await played()
  await post({ kind: 'clock', op: 'start' })
  after(23)
  await post({ ...goal('home', 'first'), player: 'Ana 10' })
  after(24)
  await post({ kind: 'incident', key: 'yellow', side: 'away', note: 'late' })
  await post({ kind: 'unit', from: 0, to: 1 }, { kind: 'clock', op: 'start' })
  after(1)
  await post(goal('home', 'wrong'), { kind: 'void', target: 'wrong', why: 'offside' })
  await post({ kind: 'amend', target: 'first', patch: { player: 'Ana 9' } })
  await post({ kind: 'status', to: 'final' })
  const lines = await linesOf(host, path)
  expect(lines).toEqual([
    'match,Final',
    'sport,Football',
    'edition,IFAB-style (2025/26)',
    'status,final',
    'winner,Ana',
    '',
    ',Ana,Bo,winner',
    'score,1,0',
    'half 1,1,0,',
    'half 2,0,0,',
    '',
    'seq,time,unit,clock,kind,side,what,player,points,note,official,counts,corrects,' +
      'Ana,Bo,Ana in the unit,Bo in the unit,warnings',
    '1,2026-07-19T19:00:00.000Z,half 1,0:00,clock,,start,,,,host,yes,,0,0,0,0,',
    '2,2026-07-19T19:23:00.000Z,half 1,23:00,score,Ana,goal,Ana 9,1,,host,yes,,1,0,1,0,',
    '3,2026-07-19T19:47:00.000Z,half 1,45:00+2:00,incident,Bo,yellow,,,late,host,yes,,1,0,1,0,',
    '4,2026-07-19T19:47:00.000Z,half 2,45:00,unit,,half 2,,,,host,yes,,1,0,0,0,',
    '5,2026-07-19T19:47:00.000Z,half 2,45:00,clock,,start,,,,host,yes,,1,0,0,0,',
    '6,2026-07-19T19:48:00.000Z,half 2,46:00,score,Ana,goal,,1,,host,voided,,1,0,0,0,',
    '7,2026-07-19T19:48:00.000Z,half 2,46:00,void,,,,,offside,host,yes,6,1,0,0,0,',
    '8,2026-07-19T19:48:00.000Z,half 2,46:00,amend,,,Ana 9,,,host,yes,2,1,0,0,0,',
    '9,2026-07-19T19:48:00.000Z,half 2,46:00,status,,final,,,,host,yes,,1,0,0,0,',
    '',
  ])
})

test('every kind of event has its words', async () => {
  const { host, path, post, after } = await played({ sport: 'basketball' })
  await post({ kind: 'clock', op: 'start' })
  after(1)
  await post(
    { kind: 'score', side: 'home', key: 'three', id: 'e1' },
    { kind: 'clock', op: 'set', ms: 90_500 },
    { kind: 'serve', side: 'away' },
    { kind: 'adjust', score: [2, 5], reason: 'scorer’s sheet', base: 4, id: 'adjusted' },
    { kind: 'amend', target: 'adjusted', patch: { score: [2, 4] } },
    { kind: 'amend', target: 'e1', patch: { side: 'away', key: 'field-goal' } },
  )
  const lines = (await linesOf(host, path)).slice(-7, -1)
  expect(lines.map((line) => line.split(',').slice(2, 10).join())).toEqual([
    'quarter 1,9:00,score,Bo,field-goal,,2,',
    'quarter 1,8:30,clock,,set 1:30,,,',
    'quarter 1,8:30,serve,Bo,,,,',
    'quarter 1,8:30,adjust,,2–4,,,scorer’s sheet',
    'quarter 1,8:30,amend,,2–4,,,',
    'quarter 1,8:30,amend,Bo,field-goal,,,',
  ])
})

test('sets are told with their tie-breaks and the running game, kicks apart', async () => {
  const tennis = await played({ sport: 'tennis', rules: { to: 1, cap: 2, tieTo: 2, tieWinBy: 1 } })
  const point = (side: string) => ({ kind: 'score', side, key: 'point' })
  const games = ['home', 'away'].flatMap((side) => Array(4).fill(point(side)))
  await tennis.post(...games, point('home'), point('home'))
  const lines = await linesOf(tennis.host, tennis.path)
  expect(lines.slice(7, 10)).toEqual(['score,1,0', 'set 1,2,1,Ana', 'set 1 tie-break,2,0'])
  expect(lines[11]).toMatch(/,Ana in the unit,Bo in the unit,Ana in the game,Bo in the game,/)
  expect(lines[12]).toMatch(/,set 1,,score,Ana,point,,1,,host,yes,,0,0,0,0,15,0,$/)
  const football = await played({ rules: { units: 1, extraTime: false } })
  await football.post(
    { kind: 'unit', from: 0, to: 3 },
    { kind: 'score', side: 'away', key: 'kick' },
    { kind: 'incident', side: 'home', key: 'miss' },
  )
  expect(await linesOf(football.host, football.path)).toContain('shoot-out,0,1')
})

test('who held the whistle is named to the host, also after the key was taken back', async () => {
  const { url, host, path } = await played()
  const { body: made } = await host.post<{ official: { id: string }; officialKey: string }>(
    `${path}/officials`,
    { name: 'Rita' },
  )
  await new Caller(url, made.officialKey).post(`${path}/events`, goal('home', 'e1'))
  await host.delete(`${path}/officials/${made.official.id}`)
  expect((await linesOf(host, path)).at(-2)).toContain(',Rita,yes,')
  const { body } = await new Caller(url).get<string>(`${path}/export`)
  expect(body).not.toContain('Rita')
  expect(body).toContain(`,${made.official.id},yes,`)
  expect(problemOf(await new Caller(url).get(`${path}/export?view=host`))).toBe('401 key-missing')
  expect((await host.get<string>(`${path}/export?view=public`)).body).not.toContain('Rita')
})

test('the link on the host’s page names officials to the host’s browser, to nobody else’s', async () => {
  const { url, host, hostKey, path, match } = await played()
  const { body: made } = await host.post<{ official: { id: string }; officialKey: string }>(
    `${path}/officials`,
    { name: 'Rita' },
  )
  await new Caller(url, made.officialKey).post(`${path}/events`, goal('home', 'e1'))
  const link = api.matchExport(match.id, { format: 'csv', view: 'host' })
  const [desk, stranger] = [new Caller(url), new Caller(url)]
  await desk.post('/api/claims', { key: hostKey })
  expect((await desk.get<string>(link)).body).toContain(',Rita,yes,')
  expect(problemOf(await stranger.get(link))).toBe('401 key-missing')
  const { body } = await stranger.get<string>(api.matchExport(match.id, { format: 'csv' }))
  expect(body).toContain(`,${made.official.id},yes,`)
  expect(body).not.toContain('Rita')
})

test('the clock reads as on the board, also long past its limit', async () => {
  const { host, path, post, after } = await played()
  await post({ kind: 'clock', op: 'start' })
  after(66.5)
  await post(goal('home', 'e1'), { kind: 'unit', from: 0, to: 1 }, { kind: 'clock', op: 'start' })
  after(21.5)
  await post(goal('home', 'e2'))
  const goals = (await linesOf(host, path)).filter((line) => line.includes(',goal,'))
  expect(goals.map((line) => line.split(',')[3])).toEqual(['45:00+21:30', '66:30'])
})

test('what a spreadsheet would run as a formula is defused, quotes and lines are kept', async () => {
  const { host, path, post } = await played({
    ...newMatch,
    title: '=cmd|calc',
    sides: [{ name: '@SUM(A1)' }, { name: 'Say "Bo", say' }],
  })
  await post({ ...goal('home', 'e1'), player: '+1-1' })
  await post({ kind: 'incident', key: 'note', note: '=HYPERLINK("x")' })
  await post({ kind: 'void', target: 'e1', why: '-2\nlines' })
  const text = (await linesOf(host, path)).join('\r\n')
  expect(text).toContain("match,'=cmd|calc\r\n")
  expect(text).toContain(`\r\n,'@SUM(A1),"Say ""Bo"", say",winner\r\n`)
  expect(text).toContain(",'@SUM(A1),goal,'+1-1,1,")
  expect(text).toContain(`,"'=HYPERLINK(""x"")",`)
  expect(text).toContain(`,"'-2\nlines",`)
  expect(text).not.toMatch(/(^|[,\n])[=+@-](?!\d)/)
})
