import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { basename, extname, resolve } from 'node:path'
import { expect, test } from 'vitest'
import * as layers from './support/layers.ts'
import { readSources } from './support/source.ts'

// The import table and the file rules of server/README.md, executed. That they bite is shown in
// support/layers.test.ts.

const sources = readSources('server', 'db', 'client')
const users = (where: RegExp, uses: RegExp, rule: string) =>
  layers.usersOf(sources, where, uses, rule)

test('files import only what the table allows', () => {
  expect(sources.flatMap(layers.forbiddenImports)).toEqual([])
})

test('no files import each other in a ring', () => {
  // Types may look at each other; they are gone when the code runs.
  const graph = layers.graphOf(sources, ({ typeOnly }) => !typeOnly)
  expect(layers.ringsOf(graph)).toEqual([])
})

test('nothing imports main.ts or a test', () => {
  const wrong = sources.flatMap(({ file, imports }) =>
    imports
      .filter(({ to }) => to === 'server/main.ts' || to.startsWith('test/'))
      .map(({ to }) => `${file} imports ${to}`),
  )
  expect(wrong).toEqual([])
})

test('no way leads from the client to a schema or to zod', () => {
  const graph = layers.graphOf(sources)
  const heavy = (file: string) => file === 'zod' || file.startsWith('server/core/schema/')
  const ways = sources
    .filter(({ file }) => file.startsWith('client/'))
    .flatMap(({ file }) => layers.wayTo(graph, file, heavy)?.join(' → ') ?? [])
  expect(ways).toEqual([])
})

test('only config.ts reads the environment', () => {
  const others = /^(?!server\/config\.ts$)/
  const rule = 'a setting is read by server/config.ts and handed on'
  expect(users(others, layers.environment, rule)).toEqual([])
})

test('the core has no clock, no chance and no network', () => {
  const rule = 'core takes an Instant or RandomBytes as an argument'
  expect(users(/^server\/core\//, layers.clock, rule)).toEqual([])
  expect(users(/^server\/core\//, layers.chance, rule)).toEqual([])
})

test('live has one clock, which tests can turn', () => {
  const rule = 'ask the Time it was given'
  expect(users(/^server\/live\/(?!time\.ts$)/, layers.clock, rule)).toEqual([])
  expect(users(/^server\/live\//, layers.chance, rule)).toEqual([])
})

test('no code asks which sport it is: sports are data', () => {
  const rule = 'put what differs into the preset'
  expect(users(/^server\//, layers.sport, rule)).toEqual([])
})

test('names say what is inside', () => {
  const vague = sources
    .filter(({ file }) => /(^|\/)(index|types|utils?|helpers?|common|misc)(\.ts|\/)/.test(file))
    .map(({ file }) => `${file}: name it after what it holds`)
  expect(vague).toEqual([])
})

test('files are kebab-case, components PascalCase', () => {
  const fits = (file: string) =>
    extname(file) === '.svelte'
      ? /^[A-Z][A-Za-z0-9]*\.svelte$/.test(basename(file))
      : /^[a-z0-9]+(-[a-z0-9]+)*(\.(svelte|config))?\.ts$/.test(basename(file))
  expect(sources.map(({ file }) => file).filter((file) => !fits(file))).toEqual([])
})

test('no file has grown past 250 lines', () => {
  const long = sources.filter(({ lines }) => lines > 250)
  expect(long.map(({ file, lines }) => `${file} has ${lines} lines: split it`)).toEqual([])
})

const top = resolve(import.meta.dirname, '..')
test.skipIf(!existsSync(resolve(top, '.git')))('nothing visible is added at the top', () => {
  const git = ['-c', 'safe.directory=*', 'ls-files', '--cached', '--others', '--exclude-standard']
  const files = execFileSync('git', git, { cwd: top, encoding: 'utf8' }).trim().split('\n')
  const visible = new Set(files.map((file) => file.split('/')[0] ?? ''))
  const fixed = ['package.json', 'tsconfig.json', 'README.md', 'server', 'db', 'client', 'test']
  const granted = ['package-lock.json', 'LICENSE']
  const added = [...visible].filter((name) => !name.startsWith('.'))
  expect(added.filter((name) => ![...fixed, ...granted].includes(name))).toEqual([])
})
