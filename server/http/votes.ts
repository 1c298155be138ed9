import { ballotSchema } from '#core/schema/poll'
import { endpoint, type Endpoint } from './endpoint.ts'
import { found, good } from './input.ts'
import type { Parts } from './parts.ts'
import { pollOf, runNamed, runQuery } from './path.ts'

export function voteEndpoints(parts: Parts): Endpoint[] {
  const {
    devices,
    live: { polls },
  } = parts
  return [
    endpoint({
      method: 'put',
      path: '/api/polls/:id/vote',
      summary: 'Casts or changes this device’s vote; the same again counts once',
      who: 'device',
      body: ballotSchema,
      status: 200,
      async handle(ctx, { choice, run }) {
        const device = devices.ensure(ctx)
        ctx.body = good(await polls.vote(ctx.params['id'] ?? '', device, choice, run))
      },
    }),
    endpoint({
      method: 'get',
      path: '/api/polls/:id/vote',
      summary: 'This device’s vote',
      who: 'device',
      query: runQuery,
      status: 200,
      async handle(ctx) {
        const poll = await pollOf(parts, ctx)
        const run = runNamed(ctx, poll)
        const { device } = ctx.state
        ctx.body = found(device && (await polls.ballot(poll.id, device, run)), 'no-vote')
      },
    }),
    endpoint({
      method: 'delete',
      path: '/api/polls/:id/vote',
      summary: 'Withdraws this device’s vote',
      who: 'device',
      query: runQuery,
      status: 204,
      async handle(ctx) {
        const poll = await pollOf(parts, ctx)
        const run = runNamed(ctx, poll)
        const device = found(ctx.state.device, 'no-vote')
        good(await polls.withdraw(poll.id, device, run))
      },
    }),
  ]
}
