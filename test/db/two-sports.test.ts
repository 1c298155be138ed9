import { cpSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { pathToFileURL } from 'node:url'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import type { MatchView } from '#core/match'
import { migrate } from '../../db/sqlite/schema.ts'
import { aHouse, type House } from '../live/house.ts'
import { sqliteFile } from './sqlite-file.ts'

// Matches that the release with football and volleyball alone has stored, byte by byte.

type Tables = Record<'rooms' | 'matches' | 'match_events', Record<string, string | number | null>[]>

const stored = JSON.parse(
  readFileSync(new URL('two-sports.json', import.meta.url), 'utf8'),
) as Tables

/** A database of that release, opened by this one. */
async function oldHouse(): Promise<House> {
  const file = sqliteFile()
  onTestFinished(file.erase)
  mkdirSync(dirname(file.path), { recursive: true })
  const then = `${dirname(file.path)}/migrations`
  for (const name of ['001_init.sql', '002_kinds.sql'])
    cpSync(new URL(`../../db/sqlite/${name}`, import.meta.url), `${then}/${name}`)
  const db = new Database(file.path)
  migrate(db, pathToFileURL(`${then}/`))
  for (const [table, rows] of Object.entries(stored))
    for (const row of rows) {
      const names = Object.keys(row)
      const values = names.map((name) => `@${name}`)
      db.prepare(`INSERT INTO ${table} (${names.join()}) VALUES (${values.join()})`).run(row)
    }
  db.close()
  return aHouse(undefined, undefined, `file:${file.path}`)
}

const post = (house: House, match: string, ...events: object[]) =>
  house.live.matches.post(match, [{ official: null, scopes: ['head'] }], events)

const boardOf = async (house: House, match: string): Promise<MatchView> => {
  const view = await house.live.matches.view(match)
  if (!view) throw new Error(`no match ${match}`)
  return view
}

const point = (side: string) => ({ kind: 'score', side, key: 'point' })

test('a volleyball match of that release stands as it stood, serves and goes on', async () => {
  const house = await oldHouse()
  expect(await boardOf(house, 'm_volleyball')).toMatchObject({
    status: 'live',
    score: [1, 0],
    units: [
      { score: [25, 0], winner: 'home' },
      { score: [0, 3], winner: null },
    ],
    serve: 'away',
    ends: null,
    counters: [],
    suspensions: [],
    warnings: [{ code: 'unit-over', seq: 27 }],
  })
  await post(house, 'm_volleyball', point('home'))
  expect(await boardOf(house, 'm_volleyball')).toMatchObject({ serve: 'home' })
  await post(house, 'm_volleyball', { kind: 'void', target: 'mistake' })
  expect((await boardOf(house, 'm_volleyball')).units[1]?.score).toEqual([1, 3])
})

test('its next set is begun by the other side, its fifth by whoever the toss says', async () => {
  const house = await oldHouse()
  const serveAfter = async (set: number, winner: string, points: number) => {
    await post(house, 'm_volleyball', ...Array.from({ length: points }, () => point(winner)))
    await post(house, 'm_volleyball', { kind: 'unit', from: set, to: set + 1 })
    return (await boardOf(house, 'm_volleyball')).serve
  }
  // Away began the first set, so home began the second.
  expect(await serveAfter(1, 'away', 22)).toBe('away')
  expect(await serveAfter(2, 'home', 25)).toBe('home')
  expect(await serveAfter(3, 'away', 25)).toBeNull()
  await post(house, 'm_volleyball', { kind: 'serve', side: 'away' })
  expect(await boardOf(house, 'm_volleyball')).toMatchObject({ serve: 'away', score: [2, 2] })
})

test('a football match of that release ends its shoot-out when its official says so', async () => {
  const house = await oldHouse()
  const board = await boardOf(house, 'm_football')
  expect(board).toMatchObject({
    score: [1, 1],
    unit: { index: 4, over: false },
    shootout: { score: [1, 0], kicks: [[true], [false]] },
    ends: null,
    counters: [],
    clock: null,
  })
  const kick = { kind: 'score', side: 'home', key: 'kick' }
  const miss = { kind: 'incident', side: 'away', key: 'miss' }
  await post(house, 'm_football', kick, miss, kick, miss)
  expect((await boardOf(house, 'm_football')).unit.over).toBe(false)
  await post(house, 'm_football', { kind: 'adjust', unit: 0, score: [2, 0], reason: 'x', base: 13 })
  await post(house, 'm_football', { kind: 'status', to: 'final' })
  expect(await boardOf(house, 'm_football')).toMatchObject({ score: [2, 1], winner: 'home' })
})

test('what was changed of them is read back from the database as it was', async () => {
  const house = await oldHouse()
  await post(house, 'm_volleyball', point('home'), { kind: 'unit', from: 1, to: 2 })
  const before = await boardOf(house, 'm_volleyball')
  house.live.matches.drop('m_volleyball')
  expect(await boardOf(house, 'm_volleyball')).toEqual(before)
})
