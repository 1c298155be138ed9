import { inflate } from '@sparticuz/chromium'
import { chmod, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { existsSync, readFileSync } from 'node:fs'
import { findPackageJSON } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { type Browser, type BrowserContextOptions, chromium } from 'playwright-core'

/** A made-up name for loopback. Browsers trust 127.0.0.1 as if it were https; a venue's LAN is not. */
export const lanHost = 'tallycast.test'

/** The two sizes that the product is looked at in. */
export const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
}
export const screen: BrowserContextOptions = { viewport: { width: 1920, height: 1080 } }

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--host-resolver-rules=MAP ${lanHost} 127.0.0.1`,
]

/** Chromium out of the npm registry where that runs, else one that is installed. */
export async function launchBrowser(): Promise<Browser> {
  const faults: unknown[] = []
  for (const way of [packaged, installed('chrome'), installed('chromium'), installed('msedge')]) {
    try {
      return await chromium.launch({ args, ...(await way()) })
    } catch (fault) {
      faults.push(fault)
    }
  }
  throw new AggregateError(faults, `No browser could be started:\n${faults.join('\n')}`)
}

const installed = (channel: string) => () => Promise.resolve({ channel })

export const canUnpack = process.platform === 'linux' && process.arch === 'x64'

async function packaged() {
  if (!canUnpack) {
    throw new Error(`@sparticuz/chromium has no build for ${process.platform} ${process.arch}`)
  }
  const folder = await unpackChromium()
  return {
    executablePath: join(folder, 'chromium'),
    // What the package's setupLambdaEnvironment does, for the browser alone and in our own folder:
    // libnss3 and its kin for machines without them, and a font for machines without any.
    env: {
      ...process.env,
      LD_LIBRARY_PATH: [join(folder, 'al2023/lib'), process.env.LD_LIBRARY_PATH]
        .filter(Boolean)
        .join(':'),
      FONTCONFIG_FILE: join(folder, 'fonts.conf'),
    },
  }
}

/**
 * Unpacks the browser (two seconds, once for an `npm ci`) and answers its folder. The package unpacks
 * into TMPDIR and takes whatever file it finds there for a whole one. Unpacked aside and renamed, ours
 * is whole or absent, whoever else unpacks or was cut short.
 */
export async function unpackChromium(): Promise<string> {
  const manifest = findPackageJSON('@sparticuz/chromium', import.meta.url)
  if (!manifest) throw new Error('@sparticuz/chromium is not installed: run `npm ci`')
  const { version } = JSON.parse(readFileSync(manifest, 'utf8'))
  const bin = join(dirname(manifest), 'bin')
  const folder = resolve(import.meta.dirname, `../../node_modules/.cache/chromium-${version}`)
  if (existsSync(folder)) return folder

  await mkdir(dirname(folder), { recursive: true })
  const aside = await mkdtemp(`${folder}-`)
  const { TMPDIR } = process.env
  process.env.TMPDIR = aside
  try {
    const packs = ['chromium.br', 'al2023.tar.br', 'fonts.tar.br']
    await Promise.all(packs.map((pack) => inflate(join(bin, pack))))
  } finally {
    if (TMPDIR === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = TMPDIR
  }
  await writeFile(join(aside, 'fonts.conf'), fontsConf(join(folder, 'fonts')))
  // Another user may run the tests of a tree that root has unpacked in.
  await Promise.all([chmod(aside, 0o755), chmod(join(aside, 'chromium'), 0o755)])
  await rename(aside, folder).catch(async (fault: unknown) => {
    await rm(aside, { recursive: true, force: true })
    if (!existsSync(folder)) throw fault
  })
  return folder
}

/** The package's own file names folders of AWS Lambda; the first family found here is Open Sans. */
const fontsConf = (fonts: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${fonts}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${fonts}-cache</cachedir>
</fontconfig>
`
