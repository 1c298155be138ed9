import { get } from 'node:http'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { problemTitles, type ProblemCode, type ProblemDetails } from '#core/problem'
import { expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '../../db/open.ts'
import type { Context } from '../../server/http/context.ts'
import { CreationLimits } from '../../server/http/limits.ts'
import { detailsOf, type Refusal } from '../../server/http/problems.ts'
import { createLive } from '../../server/live/live.ts'
import type { Store } from '../../server/live/store.ts'
import { startApp } from '../support/app.ts'
import { manualTime } from '../support/time.ts'
import { bareApp } from './bare-app.ts'
import { Caller, clientFolder, makeMatch, makePoll, newPoll, problemOf } from './door.ts'

test('every problem has a status and a title', () => {
  const wire: Record<ProblemCode, number> = {
    'body-invalid': 400,
    'body-too-large': 413,
    'not-json': 415,
    'key-missing': 401,
    'key-wrong': 403,
    'cross-site': 403,
    'room-not-found': 404,
    'poll-not-found': 404,
    'match-not-found': 404,
    'no-vote': 404,
    'not-found': 404,
    'poll-closed': 409,
    'already-voted': 409,
    'has-votes': 409,
    'match-moved-on': 409,
    'match-final': 409,
    'ballot-invalid': 422,
    'event-invalid': 422,
    'rate-limited': 429,
    busy: 503,
  }
  for (const code of Object.keys(problemTitles) as ProblemCode[])
    expect(detailsOf({ code }, 'r1')).toEqual({
      type: `/problems/${code}`,
      title: problemTitles[code],
      status: wire[code],
      detail: problemTitles[code],
      instance: 'r1',
    })
})

test('a problem travels as RFC 9457 says, and names the request', async () => {
  const { url } = await startApp()
  const { status, headers, body } = await new Caller(url).get('/api/polls/nope')
  expect(status).toBe(404)
  expect(headers.get('content-type')).toMatch(/^application\/problem\+json/)
  expect(body).toEqual({
    type: '/problems/poll-not-found',
    title: 'There is no such poll',
    status: 404,
    detail: 'There is no such poll',
    instance: headers.get('x-request-id'),
  })
})

test('a problem says in a sentence what its faults say one by one', async () => {
  const { url } = await startApp()
  const { body } = await new Caller(url).post('/api/polls', { ...newPoll, question: '', a: 1 })
  const [first, second] = body.errors ?? []
  expect(body.detail).toBe(
    `${first?.pointer} ${first?.detail}; ${second?.pointer} ${second?.detail}`,
  )
  const many = Object.fromEntries([...'abcdef'].map((key) => [key, 1]))
  const all = await new Caller(url).post('/api/polls', { ...newPoll, ...many })
  expect(all.body.detail).toMatch(/; 3 more$/)
  const none = await new Caller(url).post('/api/rooms', '{')
  expect(none.body.detail).toMatch(/^is not well-formed JSON/)
})

test('what is no address is not found, and breaks nothing', async () => {
  const { url, broken } = await startApp()
  for (const path of ['http://[', 'http://[/api/sports']) {
    const status = await new Promise((answered) =>
      get(url, { path }, (response) => answered(response.resume().statusCode)),
    )
    expect([path, status]).toEqual([path, 404])
  }
  expect(broken).toEqual([])
})

test('what was refused of a list is told as it would be alone', async () => {
  const { url } = await startApp()
  const { host, path } = await makeMatch(url)
  const { headers, body } = await host.post<{ results: { problem: ProblemDetails }[] }>(
    `${path}/events`,
    [{ kind: 'dance' }],
  )
  expect(body.results[0]?.problem).toMatchObject({
    type: '/problems/event-invalid',
    title: 'This event does not fit the match',
    status: 422,
    detail: expect.stringMatching(/^\/kind /),
    instance: headers.get('x-request-id'),
    errors: [{ pointer: '/kind' }],
  })
})

test('every fault of a body is listed, each with a pointer to it', async () => {
  const { url } = await startApp()
  const { body } = await new Caller(url).post('/api/polls', {
    question: '',
    kind: 'dance',
    options: ['A', '', 3],
    'a/b~c': 1,
  })
  expect(body.errors?.map(({ pointer }) => pointer).sort()).toEqual([
    '/a~1b~0c',
    '/kind',
    '/options/1',
    '/options/2',
    '/question',
  ])
  expect(body.errors?.every(({ detail }) => detail.length > 0)).toBe(true)
})

test('malformed JSON is an invalid body, and so is none', async () => {
  const { url } = await startApp()
  for (const body of ['{', '{"a":}', 'null', '7', '"x"', '[]', '{"__proto__":{"a":1}}', '[[[']) {
    const answer = await new Caller(url).post('/api/rooms', body)
    expect([body, problemOf(answer)]).toEqual([body, '400 body-invalid'])
    expect(answer.body.errors?.[0]?.pointer).toBeDefined()
  }
  expect(problemOf(await new Caller(url).post('/api/rooms'))).toBe('400 body-invalid')
})

test('a body may be 64 KiB and not a byte more', async () => {
  const { url } = await startApp()
  const { path } = await makePoll(url)
  const vote = (size: number) =>
    new Caller(url).put(`${path}/vote`, `{"choice":"a"}${' '.repeat(size - 14)}`)
  expect((await vote(65_536)).status).toBe(200)
  expect(problemOf(await vote(65_537))).toBe('413 body-too-large')
  expect(problemOf(await vote(8_000_000))).toBe('413 body-too-large')
})

test('too much of a body is refused before it has all been sent', async () => {
  const { url } = await startApp()
  const answered = Promise.withResolvers<number | undefined>()
  const headers = { 'content-type': 'application/json' }
  const sending = request(`${url}/api/rooms`, { method: 'POST', headers }, (response) =>
    answered.resolve(response.statusCode),
  )
  sending.on('error', answered.reject)
  // Without a length, and never finished.
  sending.write('x'.repeat(70_000))
  expect(await answered.promise).toBe(413)
  sending.destroy()
})

test('a body that is no JSON by its own account is not read', async () => {
  const { url } = await startApp()
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
    const headers = { 'content-type': type }
    const answer = await new Caller(url).post('/api/rooms', '{"title":"x"}', { headers })
    expect([type, problemOf(answer)]).toEqual([type, '415 not-json'])
  }
  for (const type of ['application/json; charset=utf-8', 'application/vnd.x+json']) {
    const headers = { 'content-type': type }
    const { status } = await new Caller(url).post('/api/rooms', '{"title":"x"}', { headers })
    expect([type, status]).toEqual([type, 201])
  }
})

test('an address that is nowhere, or not for this method, is not found', async () => {
  const { url, broken } = await startApp()
  const anyone = new Caller(url)
  for (const path of [
    '/api',
    '/api/nowhere',
    '/nowhere',
    '/api/polls/a/b/c',
    '/api/polls/%E0%A4%A',
  ])
    expect(problemOf(await anyone.get(path))).toMatch(/^404 /)
  expect(problemOf(await anyone.delete('/api/rooms'))).toBe('404 not-found')
  expect(problemOf(await anyone.put('/api/polls', newPoll))).toBe('404 not-found')
  expect(broken).toEqual([])
})

test('what is wrong with the path of a file is nothing at that address, and nothing of ours broke', async () => {
  const { url, broken } = await startApp({ clientRoot: clientFolder() })
  const { port } = new URL(url)
  for (const path of ['/..%2fx.js', '/../x.js', '/%zz.js', '/a%00.js', '/x%E0%A4%A.js', '//x.js'])
    expect(await statusOf(Number(port), path)).toBe(404)
  expect(broken).toEqual([])
})

/** Asked as it stands: a URL class would tidy the path up first. */
const statusOf = (port: number, path: string): Promise<number | undefined> =>
  new Promise((done, failed) => {
    get({ host: '127.0.0.1', port, path }, (response) => {
      response.resume()
      done(response.statusCode)
    }).on('error', failed)
  })

/** An app over a database that some calls do not reach. */
async function appOver(faulty: Partial<Store>): Promise<{ url: string; broken: object[] }> {
  const time = manualTime()
  const broken: object[] = []
  const log = {
    info: () => undefined,
    warn: () => undefined,
    error: (fields: object) => void broken.push(fields),
  }
  const store: Store = { ...(await openDatabase('file::memory:')), ...faulty }
  const random = (size: number) => crypto.getRandomValues(new Uint8Array(size))
  const hash = (key: string) => key
  const untold = () => undefined
  const live = createLive({ store, time, random, hash, epoch: 'e', untold })
  const app = bareApp({ live, store, time, log })
  const server = createServer((req, res) => void app(req, res))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(async () => {
    server.closeAllConnections()
    server.close()
    await store.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, broken }
}

test('a vote that the database did not keep is answered busy, and logged once a batch', async () => {
  const cause = new Error('disk full')
  const { url, broken } = await appOver({ commitVotes: () => Promise.reject(cause) })
  const { path } = await makePoll(url)
  const phones = Array.from({ length: 5 }, () => new Caller(url))
  const answers = await Promise.all(
    phones.map((phone) => phone.put(`${path}/vote`, { choice: 'a' })),
  )
  for (const answer of answers) {
    expect(problemOf(answer)).toBe('503 busy')
    expect(answer.headers.get('retry-after')).toBe('1')
    expect(JSON.stringify(answer.body)).not.toContain('disk')
  }
  expect(broken).toHaveLength(1)
  expect(
    JSON.stringify(broken, (_, value: unknown) =>
      value instanceof Error ? String(value.cause) : value,
    ),
  ).toContain('disk full')
})

test('what breaks is answered with the request’s id and nothing else', async () => {
  const { url, broken } = await appOver({
    loadPoll: () => Promise.reject(new Error('secret path')),
  })
  const { status, headers, body } = await new Caller(url).get<ProblemDetails>('/api/polls/p_1')
  expect(status).toBe(500)
  expect(headers.get('content-type')).toMatch(/^application\/problem\+json/)
  expect(body).toEqual({
    type: 'about:blank',
    title: 'Internal Server Error',
    status: 500,
    instance: headers.get('x-request-id'),
  })
  expect(broken).toHaveLength(1)
  expect(await new Caller(url).get('/api/polls/p_1/stream')).toMatchObject({ status: 500 })
})

test('making rooms without end is refused for a while', () => {
  const time = manualTime()
  const limits = new CreationLimits({ time, createKey: undefined })
  const ctx = { get: () => '' } as unknown as Context
  const made = () => {
    let count = 0
    try {
      for (;;) {
        limits.room(ctx)
        count += 1
      }
    } catch (error) {
      expect((error as Refusal).problem).toEqual({ code: 'rate-limited' })
    }
    return count
  }
  expect(made()).toBe(2000)
  time.advance(1000)
  expect(made()).toBe(50)
})
