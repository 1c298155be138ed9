import { jsonSchema } from '#core/schema/parse'
import type { Endpoint } from './endpoint.ts'

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

function describe(each: Endpoint): object {
  const { path, summary, who, query = {}, body, told = body, status } = each
  const { types = [each.stream ? 'text/event-stream' : 'application/json'] } = each
  const schema = { type: 'string' }
  const named = [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema,
  }))
  const asked = Object.entries(query).map(([name, description]) => ({
    name,
    in: 'query',
    description,
    schema,
  }))
  return {
    summary,
    description: `Who: ${who}.`,
    ...(/^(host|official)/.test(who) && { security: [{ key: [] }] }),
    parameters: [...named, ...asked],
    ...(told && {
      requestBody: { required: true, content: content('application/json', jsonSchema(told)) },
    }),
    responses: {
      [status]: {
        description: 'Done.',
        ...(status !== 204 && {
          content: Object.assign({}, ...types.map((type) => content(type, {}))) as object,
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
  required: ['type', 'title', 'status', 'detail', 'instance'],
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
