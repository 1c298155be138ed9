import { moderationOf } from '#core/tally/moderation'
import { endpoint, type Endpoint } from './endpoint.ts'
import { found } from './input.ts'
import type { Parts } from './parts.ts'
import { hostedPoll } from './path.ts'
import { refuseWith } from './problems.ts'

export function wordEndpoints(parts: Parts): Endpoint[] {
  return [
    endpoint({
      method: 'get',
      path: '/api/polls/:id/words',
      summary: 'Every word of a words poll, hidden and waiting ones too',
      who: 'host',
      status: 200,
      async handle(ctx) {
        const poll = await hostedPoll(parts, ctx)
        if (poll.kind !== 'words')
          refuseWith({ code: 'not-found', detail: `a poll of kind ${poll.kind} has no words` })
        const tally = found(await parts.live.polls.tally(poll.id), 'poll-not-found')
        ctx.body = moderationOf(poll, tally)
      },
    }),
  ]
}
