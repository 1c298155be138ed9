import { readFileSync } from 'node:fs'
import { posix, resolve } from 'node:path'
import { expect, test } from 'vitest'

interface Lock {
  packages: Record<string, { version: string; optionalDependencies?: Record<string, string> }>
}

const file = resolve(import.meta.dirname, '../package-lock.json')
const { packages }: Lock = JSON.parse(readFileSync(file, 'utf8'))

/** As Node looks it up: beside, then one package further out, to the top. */
function isLocked(name: string, from: string): boolean {
  if (posix.join(from, 'node_modules', name) in packages) return true
  return (
    from !== '' && isLocked(name, from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/'))))
  )
}

// A tool's builds for other systems are packages of their own. Where the registry had not got them
// all yet, npm leaves them out of the lock: then npm 11 refuses `npm ci`, and on a Mac the tool is
// missing. Pin that tool to the newest version whose builds are all there.
test('the lock file knows the builds for every system', () => {
  const missing = Object.entries(packages).flatMap(([path, { version, optionalDependencies }]) =>
    Object.keys(optionalDependencies ?? {})
      .filter((name) => !isLocked(name, path))
      .map((name) => `${path}@${version} wants ${name}`),
  )
  expect(missing).toEqual([])
})
