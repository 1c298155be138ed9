import type { MatchView } from '#core/match'
import { api, pages } from '#core/paths'
import type { PollView } from '#core/poll'
import type { Hall } from './hall.ts'
import type { Moment } from './referee.ts'

// What the demo says to whoever started it.

export const invitation = ({ code, host, hostKey, join }: Hall): string => `
Open the screen now   ${host.origin}${pages.screen(code)}
Vote yourself         ${join}
Be the host           ${host.origin}${pages.host(code, hostKey)}
`

export function reportLine({ minute, line = '' }: Moment, board: MatchView, poll: PollView) {
  const kicks = board.shootout ? ` (${scoreOf(board.shootout)})` : ''
  const score = scoreOf(board) + kicks
  return `${minute.padStart(6)}  ${line.padEnd(46)} ${score.padEnd(10)} ${opinionOf(poll)}`
}

export async function summaryOf({ host, match, poll, crowd }: Hall): Promise<string> {
  const board = await host.get<MatchView>(api.match(match.id))
  const { events } = await host.get<{ events: unknown[] }>(api.events(match.id))
  const asked = await host.get<PollView>(api.poll(poll.id))
  const winner = board.sides.find((side) => side.id === board.winner)?.name ?? 'Nobody'
  const kicks = board.shootout ? `, ${scoreOf(board.shootout)} on penalties` : ''
  return `
${winner} won: ${scoreOf(board)} after extra time${kicks}.
${asked.ballots} people voted, ${crowd.changes} votes were changed, and in the end: ${opinionOf(asked)}.
The match's log holds ${events.length} events.`
}

const scoreOf = ({ score }: { score: number[] }): string => score.join('–')

const opinionOf = ({ options, result }: PollView): string =>
  (result && 'options' in result ? result.options : [])
    .map(({ id, share }) => {
      const label = options.find((option) => option.id === id)?.label ?? id
      return `${label} ${Math.round(share * 100)} %`
    })
    .join(', ')
