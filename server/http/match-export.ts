import type { MatchRecord } from '../live/matches.ts'
import { fileTypes, formatNamed, formatQuery, sendFile } from './attachment.ts'
import { endpoint, viewQuery, type Endpoint } from './endpoint.ts'
import { found } from './input.ts'
import { matchCsv } from './match-csv.ts'
import type { Parts } from './parts.ts'
import { matchOf } from './path.ts'

export function matchExportEndpoints({ live, access, ...parts }: Parts): Endpoint[] {
  return [
    endpoint({
      method: 'get',
      path: '/api/matches/:id/export',
      summary: 'The score and the whole log; officials are named to the host only',
      who: 'anyone',
      query: { ...formatQuery, ...viewQuery },
      status: 200,
      types: fileTypes,
      async handle(ctx) {
        const { id, room } = await matchOf({ live, access, ...parts }, ctx)
        const format = formatNamed(ctx)
        const view = await access.view(ctx, room)
        const names = view === 'full' ? await live.keys.signers(id) : new Map<string, string>()
        const record = found(await live.matches.record(id), 'match-not-found')
        sendFile(ctx, id, format, format === 'csv' ? matchCsv(record, names) : matchJson(record))
      },
    }),
  ]
}

function* matchJson({ board, log }: MatchRecord): Generator<string> {
  yield `{"match":${JSON.stringify(board)},"events":[`
  let comma = ''
  for (const event of log) {
    yield comma + JSON.stringify(event)
    comma = ','
  }
  yield ']}\n'
}
