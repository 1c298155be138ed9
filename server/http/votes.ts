import { refused } from '#core/problem'
import { ballotSchema } from '#core/schema/poll'
import { endpoint, type Endpoint } from './endpoint.ts'
import { found } from './input.ts'
import type { Parts } from './parts.ts'
import { pollOf } from './polls.ts'
import { refuseWith } from './problems.ts'

export function voteEndpoints({ live: { polls }, devices }: Parts): Endpoint[] {
  return [
    endpoint({
      method: 'put',
      path: '/api/polls/:id/vote',
      summary: 'Casts or changes this device’s vote; the same again counts once',
      who: 'device',
      body: ballotSchema,
      status: 200,
      async handle(ctx, { choice }) {
        const device = devices.ensure(ctx)
        // A choice of null is a body that chooses nothing; only DELETE withdraws.
        const receipt = await polls.vote(ctx.params['id'] ?? '', device, choice ?? '')
        ctx.body = refused(receipt) ? refuseWith(receipt.problem) : receipt
      },
    }),
    endpoint({
      method: 'get',
      path: '/api/polls/:id/vote',
      summary: 'This device’s vote',
      who: 'device',
      status: 200,
      async handle(ctx) {
        const { id } = await pollOf(polls, ctx)
        const { device } = ctx.state
        ctx.body = found(device && (await polls.ballot(id, device)), 'no-vote')
      },
    }),
    endpoint({
      method: 'delete',
      path: '/api/polls/:id/vote',
      summary: 'Withdraws this device’s vote',
      who: 'device',
      status: 204,
      async handle(ctx) {
        const { id } = await pollOf(polls, ctx)
        const device = found(ctx.state.device, 'no-vote')
        const receipt = await polls.vote(id, device, null)
        if (refused(receipt)) refuseWith(receipt.problem)
      },
    }),
  ]
}
