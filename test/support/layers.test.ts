import { expect, test } from 'vitest'
import {
  chance,
  clock,
  environment,
  forbiddenImports,
  graphOf,
  ringsOf,
  sport,
  usersOf,
  wayTo,
} from './layers.ts'
import { sourceOf } from './source.ts'

test.each([
  ['client/api.ts', `import { Hub } from '../server/live/hub.ts'`, 'server/live/hub.ts'],
  ['client/api.ts', `import type { Hub } from '../server/live/hub.ts'`, 'server/live/hub.ts'],
  ['client/api.ts', `import { poll } from '#core/schema/poll'`, 'server/core/schema/poll.ts'],
  ['client/pages/Host.svelte', `<script lang="ts">import { z } from 'zod'</script>`, 'zod'],
  [
    'client/pages/Host.svelte',
    `{#await import('../../db/open.ts') then x}{x}{/await}`,
    'db/open.ts',
  ],
  ['server/live/polls.ts', `export * from '../http/app.ts'`, 'server/http/app.ts'],
  ['server/live/polls.ts', `const fs = await import('node:fs')`, 'node:fs'],
  ['server/live/polls.ts', `type Ctx = import('koa').Context`, 'koa'],
  ['server/core/poll.ts', `import { z } from 'zod'`, 'zod'],
  ['server/core/schema/poll.ts', `import { Hub } from '../../live/hub.ts'`, 'server/live/hub.ts'],
  ['server/http/app.ts', `import { loadConfig } from '../config.ts'`, 'server/config.ts'],
  ['server/http/app.ts', `import pino from 'pino'`, 'pino'],
  ['db/open.ts', `import { systemTime } from '../server/live/time.ts'`, 'server/live/time.ts'],
  ['db/open.ts', `import type { Hub } from '../server/live/hub.ts'`, 'server/live/hub.ts'],
  ['server/main.ts', `import { sqliteStore } from '../db/sqlite/store.ts'`, 'db/sqlite/store.ts'],
  ['server/main.ts', `import App from '../client/App.svelte'`, 'client/App.svelte'],
  ['server/live/polls.ts', `import type { Poll } from '../core/poll.ts'`, '../core/poll.ts'],
  ['server/live/polls.ts', 'await import(`./${name}.ts`)', 'a computed name'],
])('%s: %s', (file, text, named) => {
  const [sentence] = forbiddenImports(sourceOf(file, text))
  expect(sentence).toContain(`${file} imports ${named}`)
})

test.each([
  ['client/api.ts', `import { api } from '#core/paths'\nimport { mount } from 'svelte'`],
  ['client/pages/Host.svelte', `<script lang="ts">import Bar from '../parts/Bar.svelte'</script>`],
  ['server/core/schema/poll.ts', `import { z } from 'zod'\nimport { kinds } from '../poll.ts'`],
  ['server/http/app.ts', `import Koa from 'koa'\nimport type { Logger } from 'pino'`],
  ['db/open.ts', `import type { Store } from '../server/live/store.ts'`],
  ['server/commands/demo.ts', `import { openDatabase } from '../../db/open.ts'`],
  ['server/core/ids.ts', `// import { z } from 'zod'\nexport const say = "import 'koa'"`],
])('%s may: %s', (file, text) => {
  expect(forbiddenImports(sourceOf(file, text))).toEqual([])
})

test.each([
  [environment, 'const port = process.env.PORT'],
  [environment, `const { env } = process`],
  [environment, `const env = globalThis.process['env']`],
  [clock, 'const at = Date.now()'],
  [clock, 'const at = new Date().getTime()'],
  [chance, 'const dice = Math.random()'],
  [chance, 'const { random } = Math'],
  [chance, 'globalThis.crypto.getRandomValues(bytes)'],
  [sport, `if (match.sport === 'tennis') deuce()`],
  [sport, `const set = 'tennis' !== sport`],
  [sport, `switch (state.match.sport) { case 'tennis': deuce() }`],
])('%s finds: %s', (uses, text) => {
  expect(usersOf([sourceOf('server/core/a.ts', text)], /^/, uses, '')).toHaveLength(1)
})

test.each([
  [clock, `// Date.now()\nconst at = new Date(now), said = 'Date.now'`],
  [sport, `const presets = { [sport]: 1 }; if (a.sport === b.sport) same()`],
])('%s lets pass: %s', (uses, text) => {
  expect(usersOf([sourceOf('server/core/a.ts', text)], /^/, uses, '')).toEqual([])
})

test('a ring is told once, with every file of it', () => {
  const files = ['a', 'b', 'c'].map((name) => `server/core/${name}.ts`)
  const ring = files.map((file, at) => sourceOf(file, `import './${'bca'[at]}.ts'`))
  expect(ringsOf(graphOf(ring))).toEqual([
    `import each other in a ring: ${[...files, files[0]].join(' → ')}`,
  ])
})

test('a schema behind another file is still found', () => {
  const chain = [
    sourceOf('client/api.ts', `import '#core/poll'`),
    sourceOf('server/core/poll.ts', `import './schema/poll.ts'`),
  ]
  const way = wayTo(graphOf(chain), 'client/api.ts', (file) => file.includes('schema'))
  expect(way).toEqual(['client/api.ts', 'server/core/poll.ts', 'server/core/schema/poll.ts'])
})
