import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** What Vite writes of one built file. */
interface Built {
  file: string
  css?: string[]
  imports?: string[]
}

/**
 * The page's HTML, once for each kind of page: with it goes the list of files that this page will
 * load, so that a phone asks for them at once instead of finding out one round trip later.
 */
export class Documents {
  readonly #root: string
  readonly #made = new Map<string, string>()
  #builtAt = 0

  constructor(root: string) {
    this.#root = root
  }

  async of(page: string): Promise<string> {
    // A client that was built anew has other file names.
    const { mtimeMs } = await stat(join(this.#root, 'index.html'))
    if (mtimeMs !== this.#builtAt) this.#made.clear()
    this.#builtAt = mtimeMs
    const made = this.#made.get(page) ?? (await this.#make(page))
    this.#made.set(page, made)
    return made
  }

  async #make(page: string): Promise<string> {
    const [html, manifest] = await Promise.all([
      readFile(join(this.#root, 'index.html'), 'utf8'),
      readFile(join(this.#root, '.vite/manifest.json'), 'utf8').catch(() => '{}'),
    ])
    const built = JSON.parse(manifest) as Record<string, Built>
    const links = linksTo(built, sourceOf(page)).filter((link) => !html.includes(link.address))
    return html.replace('</head>', `${links.map(({ tag }) => tag).join('')}</head>`)
  }
}

/** A page's name is its component's, in `client/pages`; what is no page is shown as lost. */
const sourceOf = (page: string): string =>
  `pages/${page === 'unknown' ? 'Lost' : page.charAt(0).toUpperCase() + page.slice(1)}.svelte`

function linksTo(built: Record<string, Built>, source: string) {
  const files = withImports(built, source)
  const scripts = files.map(({ file }) => `/${file}`)
  const styles = files.flatMap(({ css = [] }) => css.map((file) => `/${file}`))
  return [
    ...[...new Set(styles)].map((address) => ({
      address,
      tag: `<link rel="stylesheet" crossorigin href="${address}">`,
    })),
    ...[...new Set(scripts)].map((address) => ({
      address,
      tag: `<link rel="modulepreload" crossorigin href="${address}">`,
    })),
  ]
}

function withImports(
  built: Record<string, Built>,
  source: string,
  seen = new Set<string>(),
): Built[] {
  const entry = built[source]
  if (!entry || seen.has(source)) return []
  seen.add(source)
  return [entry, ...(entry.imports ?? []).flatMap((each) => withImports(built, each, seen))]
}
