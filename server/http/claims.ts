import { claimSchema } from '#core/schema/claim'
import { endpoint, type Endpoint } from './endpoint.ts'
import type { Parts } from './parts.ts'
import { refuseWith } from './problems.ts'

export function claimEndpoints({ live: { keys }, devices }: Parts): Endpoint[] {
  return [
    endpoint({
      method: 'post',
      path: '/api/claims',
      summary: 'Lets this device do what a key opens',
      who: 'device',
      body: claimSchema,
      status: 204,
      async handle(ctx, { key }) {
        if (!(await keys.claim(devices.ensure(ctx), key))) refuseWith({ code: 'key-wrong' })
      },
    }),
  ]
}
