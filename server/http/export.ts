import { earlierRun, viewPoll, type Poll } from '#core/poll'
import { countUp } from '#core/tally/count'
import type { ChoiceCount, TallyView } from '#core/tally/kind'
import { rulesOf } from '#core/tally/rules'
import { fileTypes, formatNamed, formatQuery, sendFile } from './attachment.ts'
import { csvLine, type Cell } from './csv.ts'
import { endpoint, type Endpoint } from './endpoint.ts'
import type { Parts } from './parts.ts'
import { hostedPoll, runNamed, runQuery } from './path.ts'

/** One run of a poll with every ballot, and nothing that says whose they are. */
interface Export {
  poll: Poll
  /** Sorted by what was chosen, so that the order says nothing. */
  choices: ChoiceCount[]
  ballots: number
  view: TallyView
}

export function exportEndpoints(parts: Parts): Endpoint[] {
  return [
    endpoint({
      method: 'get',
      path: '/api/polls/:id/export',
      summary: 'Every ballot without its voter, and the result',
      who: 'host',
      query: { ...formatQuery, ...runQuery },
      status: 200,
      types: fileTypes,
      async handle(ctx) {
        const poll = await hostedPoll(parts, ctx)
        const run = runNamed(ctx, poll)
        const format = formatNamed(ctx)
        const taken = await exportOf(parts, poll, run)
        const pieces = format === 'csv' ? csvOf(taken) : jsonOf(taken)
        sendFile(ctx, `${poll.id}-run-${run}`, format, pieces)
      },
    }),
  ]
}

async function exportOf({ live }: Parts, poll: Poll, run: number): Promise<Export> {
  const choices = await live.runs.choices(poll.id, run)
  const rules = rulesOf(poll.kind)
  // Of these very ballots, so that the two halves of the file agree.
  const tally = countUp((choice) => rules.keys(choice), choices)
  return {
    poll: run === poll.run ? poll : earlierRun(poll, run),
    choices,
    ballots: tally.ballots,
    view: rules.view(poll, tally),
  }
}

function* jsonOf({ poll, choices, ballots, view }: Export): Generator<string> {
  const { version: _, ...told } = viewPoll(poll, { version: 0, ballots, result: view.result })
  const result = { ...view.result, ...view.detail }
  yield `{"poll":${JSON.stringify(told)},"result":${JSON.stringify(result)},"ballots":[`
  let comma = ''
  for (const { choice, voters } of choices) {
    const ballot = JSON.stringify(choice)
    for (let voter = 0; voter < voters; voter++) {
      yield comma + ballot
      comma = ','
    }
  }
  yield ']}\n'
}

/** Three tables under each other: what the poll was, its result, its ballots. */
function* csvOf({ poll, choices, ballots, view }: Export): Generator<string> {
  const { labelOf } = lettering(poll)
  // Without it a spreadsheet takes UTF-8 for something older.
  yield '\uFEFF'
  yield csvLine(['question', poll.question])
  yield csvLine(['kind', poll.kind])
  yield csvLine(['run', poll.run])
  yield csvLine(['status', poll.status])
  yield csvLine(['voters', poll.voters])
  yield csvLine(['ballots', ballots])
  yield '\r\n'
  for (const row of resultRows(view, labelOf)) yield csvLine(row)
  yield '\r\n'
  yield csvLine(['ballot'])
  for (const { choice, voters } of choices) {
    const line = csvLine([choice].flat().map(labelOf))
    for (let voter = 0; voter < voters; voter++) yield line
  }
}

/** An option's id as what it says; words and ratings say it themselves. */
function lettering(poll: Poll): { labelOf: (part: string | number) => Cell } {
  const labels = new Map(poll.options.map(({ id, label }) => [id, label]))
  return { labelOf: (part) => (typeof part === 'string' ? (labels.get(part) ?? part) : part) }
}

function resultRows({ result, detail }: TallyView, labelOf: (id: string) => Cell): Cell[][] {
  if ('options' in result)
    return [
      ['option', 'votes', 'share'],
      ...result.options.map(({ id, votes, share }) => [labelOf(id), votes, share]),
    ]
  if ('counts' in result)
    return [
      ['value', 'votes'],
      ...result.counts.map(({ value, votes }) => [value, votes]),
      ['mean', result.mean],
    ]
  if ('words' in result)
    return [['word', 'votes'], ...result.words.map(({ text, votes }) => [text, votes])]
  const rounds = detail?.rounds ?? []
  return [
    ['option', ...rounds.map((_, index) => `round ${index + 1}`)],
    ...result.first.map(({ id }) => [
      labelOf(id),
      ...rounds.map(({ counts }) => counts.find((count) => count.id === id)?.votes ?? null),
    ]),
    ['exhausted', ...rounds.map(({ exhausted }) => exhausted)],
    ['winner', result.winner === null ? null : labelOf(result.winner)],
  ]
}
