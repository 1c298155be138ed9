import { createHash } from 'node:crypto'
import { chmod, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'

const top = join(import.meta.dirname, '..')
const client = join(top, 'client')
const out = join(client, 'dist')

/** Where the built client is. */
export const clientRoot = out

/** What the client is made of: another sum of it, and the build is stale. */
const sources = [client, join(top, 'server/core'), join(top, 'package-lock.json')]

/** Builds the client, unless what is there was built from the very same files. Answers whether it did. */
export async function buildClient({ ifStale }: { ifStale: boolean }): Promise<boolean> {
  const sum = await sumOf(sources)
  if (ifStale && (await readFile(join(out, '.stamp'), 'utf8').catch(() => '')) === sum) return false
  // Only who builds pays for loading Vite.
  const { build } = await import('vite')
  // Built aside and put in place whole: a server that runs meanwhile never serves half of one.
  const aside = await mkdtemp(`${out}-`)
  await build({
    root: client,
    mode: 'production',
    logLevel: 'warn',
    build: { outDir: aside, emptyOutDir: true },
  })
  await compress(aside)
  await writeFile(join(aside, '.stamp'), sum)
  // A temporary folder is its maker's alone; who serves it may be another user.
  await chmod(aside, 0o755)
  const old = `${aside}-old`
  await rename(out, old).catch(() => undefined)
  // If that fails, somebody who built at the same time was quicker, with the same.
  await rename(aside, out).catch(() => rm(aside, { recursive: true, force: true }))
  await rm(old, { recursive: true, force: true })
  return true
}

async function sumOf(paths: readonly string[]): Promise<string> {
  const hash = createHash('sha256')
  for (const path of paths)
    for (const file of await filesIn(path)) {
      hash.update(`${relative(top, file)}\0`)
      hash.update(await readFile(file))
    }
  return hash.digest('hex')
}

async function filesIn(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true, recursive: true }).catch(() => null)
  if (entries === null) return [path]
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !file.startsWith(out))
    .sort()
}

/** Beside each file its small twins, so that serving one costs no work: a phone's 4G is the bottleneck. */
async function compress(folder: string): Promise<void> {
  const texts = (await readdir(folder, { withFileTypes: true, recursive: true }))
    .filter((entry) => entry.isFile() && /\.(js|css|svg)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
  for (const file of texts) {
    const content = await readFile(file)
    await writeFile(`${file}.br`, brotliCompressSync(content))
    await writeFile(`${file}.gz`, smallestGzip(content))
  }
}

/** How long a block of it should be differs from file to file; a phone pays for the difference. */
function smallestGzip(content: Buffer): Buffer {
  const tries = [6, 7, 8].map((memLevel) => gzipSync(content, { level: 9, memLevel }))
  return tries.reduce((best, each) => (each.length < best.length ? each : best))
}
