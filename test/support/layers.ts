import type { Import, Source } from './source.ts'

/**
 * The import table of server/README.md, as data. `ours` are the starts of paths, `types` those of
 * which only types may be used, `npm` the packages; a package not named here needs a reason first.
 */
interface Layer {
  /** What is said to somebody who imports something else. */
  rule: string
  ours: RegExp
  types?: RegExp
  npm: RegExp
  npmTypes?: RegExp
}

const nothing = /^$/
const anything = /^/

const layers: Record<string, Layer> = {
  schema: {
    rule: 'schemas say what may arrive from outside; they know zod and #core',
    ours: /^server\/core\//,
    npm: /^zod$/,
  },
  core: {
    rule: 'core decides and is pure; it may only know itself, and zod in schema/',
    ours: /^server\/core\/(?!schema\/)/,
    npm: nothing,
  },
  live: {
    rule: 'live remembers and tells; it may only know #core, and asks for the rest through its ports',
    ours: /^server\/(core|live)\//,
    npm: nothing,
  },
  http: {
    rule: 'http speaks; it may know #core, live and the Koa family, and is handed everything else',
    ours: /^server\/(core|live|http)\//,
    npm: /^(koa|@koa\/[\w-]+|koa-(body|compose)|prom-client|node:.+)$/,
    npmTypes: /^pino$/,
  },
  config: {
    rule: 'config reads the environment against one schema and knows nobody',
    ours: nothing,
    npm: /^(zod|node:.+)$/,
  },
  db: {
    rule: 'db keeps; it may know #core, drivers, and the types of the ports live/store.ts and live/time.ts',
    ours: /^(server\/core|db)\//,
    types: /^server\/live\/(store|time)\.ts$/,
    npm: /^(better-sqlite3|pg|postgres|node:.+)$/,
  },
  main: {
    rule: 'main.ts and commands compose; of http they run app.ts, of db open.ts, of the client nothing',
    ours: /^(server\/(?!http\/)|server\/http\/app\.ts$|db\/open\.ts$)/,
    types: /^(server\/http|db)\//,
    npm: anything,
  },
  build: {
    rule: 'the build of the client knows its tools and nobody',
    ours: nothing,
    npm: anything,
  },
  client: {
    rule: 'the client shows; it may only know #core (never schema/), Svelte and small UI libraries',
    ours: /^(server\/core\/(?!schema\/)|client\/)/,
    npm: /^(svelte|uqr)$/,
  },
}

function layerOf(file: string): Layer | undefined {
  const folder = /^server\/(core|live|http)\//.exec(file)?.[1]
  if (file.startsWith('server/core/schema/')) return layers.schema
  if (folder) return layers[folder]
  if (file === 'server/config.ts' || file === 'server/log.ts') return layers.config
  if (file.startsWith('server/')) return layers.main
  if (file.startsWith('db/')) return layers.db
  if (file === 'client/vite.config.ts') return layers.build
  return file.startsWith('client/') ? layers.client : undefined
}

/** What the table has against this file's imports, a sentence each. */
export function forbiddenImports(source: Source): string[] {
  const layer = layerOf(source.file)
  if (!layer) return [`${source.file} stands in no layer: every file is in one of the five`]
  return source.imports
    .filter((imported) => !allows(layer, imported))
    .map(({ to, spec }) =>
      to === '?'
        ? `${source.file} imports a computed name, which nobody can follow: write it out`
        : `${source.file} imports ${isOurs(to) ? to : spec}: ${layer.rule}`,
    )
    .concat(source.imports.filter((imported) => bypasses(source.file, imported)).map(named))

  function named({ spec }: Import): string {
    return `${source.file} imports ${spec}: the core has a name instead of a path, write #core/…`
  }
}

function allows(layer: Layer, { to, typeOnly }: Import): boolean {
  const [values, types] = isOurs(to) ? [layer.ours, layer.types] : [layer.npm, layer.npmTypes]
  return to !== '?' && (values.test(to) || (typeOnly && types?.test(to) === true))
}

const isOurs = (to: string): boolean => /^(\.\.\/|(server|db|client|test)\/)/.test(to)

const bypasses = (file: string, { to, spec }: Import): boolean =>
  to.startsWith('server/core/') && !file.startsWith('server/core/') && !spec.startsWith('#core/')

type Graph = ReadonlyMap<string, readonly string[]>

export const graphOf = (
  sources: readonly Source[],
  counts: (imported: Import) => boolean = () => true,
): Graph =>
  new Map(sources.map(({ file, imports }) => [file, imports.filter(counts).map(({ to }) => to)]))

/** A way from one of these files to one that fits, each step an import; undefined if there is none. */
export function wayTo(graph: Graph, from: string, fits: (file: string) => boolean) {
  const ways = [[from]]
  const seen = new Set([from])
  for (let way = ways.shift(); way; way = ways.shift()) {
    for (const next of graph.get(way.at(-1) ?? '') ?? []) {
      if (fits(next)) return [...way, next]
      if (!seen.has(next)) ways.push([...way, next])
      seen.add(next)
    }
  }
  return undefined
}

/** Files that import each other in a ring, one sentence for each ring. */
export function ringsOf(graph: Graph): string[] {
  const rings = [...graph.keys()]
    .map((file) => wayTo(graph, file, (next) => next === file))
    .filter((way) => way !== undefined)
    // A component may draw itself inside itself; a ring is told once, from its first file.
    .filter((way) => way.length > 2 && way.every((file) => file >= (way[0] ?? '')))
  return rings.map((way) => `import each other in a ring: ${way.join(' → ')}`)
}

/** Files whose name fits and that reach for one of these, a sentence each. */
export const usersOf = (
  sources: readonly Source[],
  where: RegExp,
  uses: RegExp,
  rule: string,
): string[] =>
  sources
    .filter(({ file }) => where.test(file))
    .flatMap(({ file, uses: all }) => all.map((use) => ({ file, use })))
    .filter(({ use }) => uses.test(use))
    .map(({ file, use }) => `${file} uses ${use}: ${rule}`)

export const environment = /^process\.env$/
export const clock = /^(Date\.now|new Date\(\)|performance|setTimeout|setInterval)$/
export const chance = /^(Math\.random|crypto|fetch)$/
export const sport = /^(sport|sportId|preset) ===$/
