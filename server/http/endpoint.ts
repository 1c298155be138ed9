import Router from '@koa/router'
import { jsonSchema, type Schema } from '#core/schema/parse'
import type { Context, State } from './context.ts'
import { bodyOf } from './input.ts'

/** One address of the API: what routes it, validates its body and describes it is the same value. */
export interface Endpoint<Body = unknown> {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  path: `/${string}`
  summary: string
  /** Who may ask, in words. */
  who: string
  body?: Schema<Body>
  /** The status of success. */
  status: 200 | 201 | 204
  stream?: true
  handle(ctx: Context, body: Body): Promise<void> | void
}

/** Lets a handler's body have the type of its schema; a list of endpoints does not care. */
export const endpoint = <Body>(definition: Endpoint<Body>): Endpoint => definition as Endpoint

export function mount(endpoints: readonly Endpoint[]): Router<State> {
  const router = new Router<State>()
  for (const { method, path, body, status, handle } of endpoints)
    router[method](path, async (koa) => {
      const ctx = koa as unknown as Context
      const input = body && bodyOf(ctx, body)
      await handle(ctx, input)
      if (ctx.respond !== false) ctx.status = status
    })
  return router
}

/** The OpenAPI 3.1 document, made of the very schemas that validate. */
export function openapi(endpoints: readonly Endpoint[]): object {
  const paths: Record<string, Record<string, object>> = {}
  for (const each of endpoints) {
    const path = each.path.replaceAll(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [each.method]: describe(each) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Tallycast',
      version: '1',
      description: 'Live polls and match scores: REST in, Server-Sent Events out.',
    },
    paths,
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer' } },
      schemas: { Problem: problemSchema },
    },
  }
}

function describe({ path, summary, who, body, status, stream }: Endpoint): object {
  const parameters = [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))
  return {
    summary,
    description: `Who: ${who}.`,
    parameters,
    ...(body && {
      requestBody: { required: true, content: content('application/json', jsonSchema(body)) },
    }),
    responses: {
      [status]: {
        description: 'Done.',
        ...(status !== 204 && {
          content: content(stream ? 'text/event-stream' : 'application/json', {}),
        }),
      },
      default: {
        description: 'Refused.',
        content: content('application/problem+json', { $ref: '#/components/schemas/Problem' }),
      },
    },
  }
}

const content = (type: string, schema: object): object => ({ [type]: { schema } })

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    instance: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        properties: { pointer: { type: 'string' }, detail: { type: 'string' } },
      },
    },
  },
}
