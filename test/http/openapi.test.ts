import { expect, test } from 'vitest'
import { startApp } from '../support/app.ts'
import { Caller } from './door.ts'

interface Operation {
  parameters: { name: string; in: string }[]
  requestBody?: { content: Record<string, { schema: { properties?: object } }> }
  responses: Record<string, { content?: object }>
}

interface Document {
  openapi: string
  paths: Record<string, Record<string, Operation>>
}

test('the document names every address and what each takes', async () => {
  const { url } = await startApp()
  const { status, headers, body } = await new Caller(url).get<Document>('/api/openapi.json')
  expect([status, headers.get('content-type')]).toEqual([200, expect.stringContaining('json')])
  expect(body.openapi).toMatch(/^3\.1\./)
  const calls = Object.entries(body.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  )
  expect(calls.sort()).toEqual(
    [
      'DELETE /api/matches/{id}',
      'DELETE /api/matches/{id}/officials/{official}',
      'DELETE /api/polls/{id}',
      'DELETE /api/polls/{id}/vote',
      'DELETE /api/rooms/{code}',
      'GET /api/matches/{id}',
      'GET /api/matches/{id}/events',
      'GET /api/matches/{id}/export',
      'GET /api/matches/{id}/officials',
      'GET /api/matches/{id}/sport',
      'GET /api/matches/{id}/stream',
      'GET /api/openapi.json',
      'GET /api/polls/{id}',
      'GET /api/polls/{id}/export',
      'GET /api/polls/{id}/result',
      'GET /api/polls/{id}/stream',
      'GET /api/polls/{id}/vote',
      'GET /api/polls/{id}/words',
      'GET /api/rooms/{code}',
      'GET /api/rooms/{code}/links',
      'GET /api/rooms/{code}/stream',
      'GET /api/sports',
      'GET /api/time',
      'GET /healthz',
      'GET /metrics',
      'GET /readyz',
      'PATCH /api/matches/{id}',
      'PATCH /api/polls/{id}',
      'PATCH /api/rooms/{code}',
      'POST /api/claims',
      'POST /api/matches',
      'POST /api/matches/{id}/events',
      'POST /api/matches/{id}/officials',
      'POST /api/polls',
      'POST /api/polls/{id}/runs',
      'POST /api/rooms',
      'POST /api/rooms/{code}/matches',
      'POST /api/rooms/{code}/polls',
      'PUT /api/polls/{id}/vote',
    ]
      .filter((call) => call !== 'GET /api/openapi.json')
      .sort(),
  )
  const { post } = body.paths['/api/polls'] ?? {}
  const fields = post?.requestBody?.content['application/json']?.schema.properties
  expect(Object.keys(fields ?? {}).sort()).toEqual([
    'allowChange',
    'approveWords',
    'closesAt',
    'kind',
    'maxChoices',
    'options',
    'question',
    'results',
    'scale',
    'status',
    'voters',
  ])
  const { get } = body.paths['/api/rooms/{code}/stream'] ?? {}
  expect(get?.parameters.map((each) => [each.name, each.in])).toEqual([
    ['code', 'path'],
    ['view', 'query'],
  ])
  expect(Object.keys(get?.responses['200']?.content ?? {})).toEqual(['text/event-stream'])
  expect(Object.keys(get?.responses['default']?.content ?? {})).toEqual([
    'application/problem+json',
  ])
})

test('the document says what an event is, kind by kind', async () => {
  const { url } = await startApp()
  const { body } = await new Caller(url).get<Document>('/api/openapi.json')
  const told = JSON.stringify(body.paths['/api/matches/{id}/events']?.['post']?.requestBody)
  for (const kind of ['score', 'incident', 'clock', 'unit', 'serve', 'adjust', 'status'])
    expect(told).toContain(`"const":"${kind}"`)
  for (const field of ['target', 'patch', 'occurredAt', 'reason'])
    expect(told).toContain(`"${field}"`)
})
