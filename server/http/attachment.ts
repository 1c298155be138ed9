import { Readable } from 'node:stream'
import { setImmediate as turn } from 'node:timers/promises'
import type { Context } from './context.ts'
import { refuseWith } from './problems.ts'

/** What may be taken away as a file, in one of two formats. */
type Format = 'csv' | 'json'

export const formatQuery = { format: '`csv` or `json`' }
export const fileTypes = ['text/csv', 'application/json']

export function formatNamed(ctx: Context): Format {
  const format = [ctx.query['format']].flat()[0] ?? 'csv'
  return format === 'csv' || format === 'json'
    ? format
    : refuseWith({ code: 'not-found', detail: 'format is csv or json' })
}

/** A file of any length, made as it is taken. */
export function sendFile(
  ctx: Context,
  name: string,
  format: Format,
  pieces: Iterable<string>,
): void {
  ctx.type = format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json'
  ctx.set('Content-Disposition', `attachment; filename="${name}.${format}"`)
  ctx.set('Cache-Control', 'no-store')
  ctx.body = Readable.from(inTurns(inChunks(pieces)))
}

const chunkLength = 16_384

/** A chunk for every line would cost more than the lines. */
export function* inChunks(pieces: Iterable<string>): Generator<string> {
  let chunk = ''
  for (const piece of pieces) {
    chunk += piece
    if (chunk.length < chunkLength) continue
    yield chunk
    chunk = ''
  }
  yield chunk
}

/** A network that takes everything at once would otherwise have the whole file in one turn. */
async function* inTurns(chunks: Iterable<string>): AsyncGenerator<string> {
  for (const chunk of chunks) {
    yield chunk
    await turn()
  }
}
