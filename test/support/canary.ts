import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, resolve } from 'node:path'

/**
 * A check that has quietly stopped checking looks like a clean tree: an `include` that matches
 * nothing, a package that drags Node's types into the client, a svelte-check that meets a TypeScript
 * it cannot drive. So we show each of them something wrong, beside everything it really checks, and
 * fail if it does not object.
 */
const canaries = [
  {
    program: [
      'svelte-check',
      'bin/svelte-check',
      '--output',
      'machine',
      '--tsconfig',
      'client.json',
    ],
    objects: [
      /ERROR .*Broken\.svelte" 4:9 .*'number' is not assignable to type 'string'/,
      /ERROR .*Broken\.svelte" 7:\d+ .*'toUpperCase' does not exist on type 'number'/,
      /ERROR .*node-global\.ts" 2:\d+ .*Cannot find name 'process'/,
    ],
  },
  {
    program: ['typescript', 'bin/tsc', '--pretty', 'false', '-p', 'server.json'],
    objects: [/dom-global\.ts\(2,\d+\): error .*Cannot find name 'document'/],
  },
]

const folder = resolve(import.meta.dirname, 'canary')
const { resolve: find } = createRequire(import.meta.url)

async function missedBy({ program, objects }: (typeof canaries)[number]): Promise<string[]> {
  const [name = '', bin = '', ...args] = program
  const script = resolve(dirname(find(`${name}/package.json`)), bin)
  const paths = args.map((arg) => (arg.endsWith('.json') ? resolve(folder, arg) : arg))
  const { failed, said } = await new Promise<{ failed: boolean; said: string }>((done) =>
    execFile(process.execPath, [script, ...paths], { maxBuffer: 1e8 }, (fault, out, err) =>
      done({ failed: fault !== null, said: out + err }),
    ),
  )
  if (!failed) return [`${name} ended well`]
  const heard = said.split('\n').filter((line) => line.includes('canary/'))
  return objects
    .filter((object) => !object.test(said))
    .map((object) => [`${name} did not say ${object}; it said`, ...heard].join('\n  '))
}

const missed = (await Promise.all(canaries.map(missedBy))).flat()
for (const line of missed) console.error(`The canary still sings: ${line}`)
process.exitCode = missed.length > 0 ? 1 : 0
