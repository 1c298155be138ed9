import { readdirSync, readFileSync } from 'node:fs'
import { posix, resolve } from 'node:path'
import { parse } from 'svelte/compiler'
import ts from 'typescript'

/** One file's code, as TypeScript's own parser sees it. */
export interface Source {
  /** From the top of the repository: `server/live/hub.ts`. */
  file: string
  lines: number
  imports: Import[]
  /** What it reaches for or compares, as written: `process.env`, `Math.random`, `sport ===`. */
  uses: string[]
}

export interface Import {
  /** A file of ours from the top, a package (`koa`, `node:fs`), or `?` where it is computed. */
  to: string
  /** Erased when the code runs. */
  typeOnly: boolean
  /** As written. */
  spec: string
}

const top = resolve(import.meta.dirname, '../..')

export const readSources = (...folders: string[]): Source[] =>
  folders.flatMap((folder) =>
    readdirSync(resolve(top, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(ts|svelte)$/.test(entry.name))
      .map((entry) => posix.join(posix.relative(top, entry.parentPath), entry.name))
      .filter((file) => !/(^|\/)(node_modules|dist)\//.test(file))
      .map((file) => sourceOf(file, readFileSync(resolve(top, file), 'utf8'))),
  )

export function sourceOf(file: string, text: string): Source {
  const code = file.endsWith('.svelte') ? scriptsOf(text) : text
  const imports: Import[] = []
  const uses = new Set<string>()
  const note = (spec: ts.Expression | undefined, typeOnly: boolean) => {
    const written = spec && ts.isStringLiteralLike(spec) ? spec.text : '?'
    imports.push({ spec: written, to: resolveFrom(file, written), typeOnly })
  }
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      note(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword)
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
      note(node.moduleSpecifier, node.isTypeOnly)
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      note(node.argument.literal as ts.StringLiteral, true)
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      note(node.arguments[0], false)
    }
    for (const use of usesOf(node)) uses.add(use)
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(file, code, ts.ScriptTarget.Latest))
  return { file, lines: text.split('\n').length - 1, imports, uses: [...uses] }
}

/** Both scripts of a component and what its markup imports, by Svelte's own parser. */
function scriptsOf(text: string): string {
  const { instance, module, fragment } = parse(text, { modern: true })
  const found: { start: number; end: number }[] = []
  const search = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return
    if ('type' in node && node.type === 'ImportExpression') found.push(node as never)
    Object.values(node).forEach(search)
  }
  search(fragment)
  const scripts = [module, instance].flatMap((script) => (script ? [script.content as never] : []))
  return [...scripts, ...found].map(({ start, end }) => text.slice(start, end)).join('\n')
}

function resolveFrom(file: string, spec: string): string {
  if (spec.startsWith('#core/')) return `server/core/${spec.slice('#core/'.length)}.ts`
  if (spec.startsWith('.')) return posix.join(posix.dirname(file), spec.replace(/\?.*$/, ''))
  if (spec.startsWith('node:') || spec === '?') return spec
  return spec.split('/', spec.startsWith('@') ? 2 : 1).join('/')
}

const globals = new Set(['crypto', 'performance', 'setTimeout', 'setInterval', 'fetch'])
const equals = new Set([
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
])

function usesOf(node: ts.Node): string[] {
  if (ts.isPropertyAccessExpression(node)) {
    // `globalThis.crypto` is `crypto`; of `a.b.c` the inner `a.b` is visited by itself.
    const owner = lastName(node.expression)
    return owner === 'globalThis' ? [node.name.text] : [`${owner}.${node.name.text}`]
  }
  if (ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression)) {
    return [`${lastName(node.expression)}.${node.argumentExpression.text}`]
  }
  if (ts.isVariableDeclaration(node) && ts.isObjectBindingPattern(node.name) && node.initializer) {
    const owner = lastName(node.initializer)
    return node.name.elements.map((e) => `${owner}.${lastName(e.propertyName ?? e.name)}`)
  }
  if (ts.isNewExpression(node) && lastName(node.expression) === 'Date') {
    return node.arguments?.length ? [] : ['new Date()']
  }
  if (ts.isBinaryExpression(node) && equals.has(node.operatorToken.kind)) {
    const [name, other] = [node.left, node.right].toSorted((a) => (isText(a) ? 1 : -1))
    return name && other && isText(other) ? [`${lastName(name)} ===`] : []
  }
  if (ts.isSwitchStatement(node)) return [`${lastName(node.expression)} ===`]
  return ts.isIdentifier(node) && globals.has(node.text) ? [node.text] : []
}

const isText = (node: ts.Node): boolean => ts.isStringLiteralLike(node)

/** `sport` of `sport`, `match.sport`, `match['sport']` and `this.match?.sport`. */
function lastName(node: ts.Node): string {
  if (ts.isIdentifier(node)) return node.text
  if (ts.isPropertyAccessExpression(node)) return node.name.text
  if (ts.isNonNullExpression(node) || ts.isParenthesizedExpression(node)) {
    return lastName(node.expression)
  }
  return ts.isElementAccessExpression(node) ? lastName(node.argumentExpression) : ''
}
