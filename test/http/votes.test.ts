import type { PollView } from '#core/poll'
import { expect, test } from 'vitest'
import { startApp } from '../support/app.ts'
import { Caller, makePoll, problemOf, tempFolder } from './door.ts'
import { optionsIn } from '../support/results.ts'

interface Receipt {
  outcome: string
  receipt: string
  version: number
}

const votes = async (url: string, path: string) => {
  const { body } = await new Caller(url).get<PollView>(path)
  return optionsIn(body)?.map((option) => option.votes)
}

test('a vote counts once: the same again is unchanged, with the same receipt', async () => {
  const { url } = await startApp()
  const { path } = await makePoll(url)
  const phone = new Caller(url)
  const first = await phone.put<Receipt>(`${path}/vote`, { choice: 'b' })
  expect(first.status).toBe(200)
  expect(first.body).toEqual({
    outcome: 'counted',
    receipt: expect.any(String),
    version: expect.any(Number),
  })
  const again = await phone.put<Receipt>(`${path}/vote`, { choice: 'b' })
  expect(again.body).toEqual({ ...first.body, outcome: 'unchanged' })
  expect(await votes(url, path)).toEqual([0, 1])
})

test('a changed vote moves, and takes back what it was', async () => {
  const { url } = await startApp()
  const { path } = await makePoll(url)
  const phone = new Caller(url)
  await phone.put(`${path}/vote`, { choice: 'b' })
  const { body } = await phone.put<Receipt>(`${path}/vote`, { choice: 'a' })
  expect(body.outcome).toBe('changed')
  expect(await votes(url, path)).toEqual([1, 0])
  expect((await phone.get(`${path}/vote`)).body).toEqual({ choice: 'a', receipt: body.receipt })
})

test('without a cookie every vote is a new voter’s', async () => {
  const { url } = await startApp()
  const { path } = await makePoll(url)
  for (const choice of ['a', 'a', 'b']) {
    const { body } = await new Caller(url).put<Receipt>(`${path}/vote`, { choice })
    expect(body.outcome).toBe('counted')
  }
  expect(await votes(url, path)).toEqual([2, 1])
})

test('a hundred phones at once are counted once each', async () => {
  const { url } = await startApp()
  const { path } = await makePoll(url)
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, at) =>
      new Caller(url).put<Receipt>(`${path}/vote`, { choice: at % 4 === 0 ? 'a' : 'b' }),
    ),
  )
  expect(answers.every(({ status }) => status === 200)).toBe(true)
  expect(new Set(answers.map(({ body }) => body.receipt)).size).toBe(100)
  expect(await votes(url, path)).toEqual([25, 75])
})

test('one phone that is sent twice at once is counted once', async () => {
  const { url } = await startApp()
  const { path, room } = await makePoll(url)
  const phone = new Caller(url)
  await phone.get(`/api/rooms/${room.code}`)
  const twice = await Promise.all(
    ['a', 'a', 'a'].map((choice) => phone.put<Receipt>(`${path}/vote`, { choice })),
  )
  expect(twice.map(({ body }) => body.outcome).sort()).toEqual([
    'counted',
    'unchanged',
    'unchanged',
  ])
  expect(new Set(twice.map(({ body }) => body.receipt)).size).toBe(1)
  expect(await votes(url, path)).toEqual([1, 0])
})

test('after the close even a repeat is refused, and the vote can still be asked for', async () => {
  const { url } = await startApp()
  const { host, path } = await makePoll(url)
  const phone = new Caller(url)
  const { body } = await phone.put<Receipt>(`${path}/vote`, { choice: 'b' })
  await host.patch(path, { status: 'closed' })
  for (const choice of ['b', 'a'])
    expect(problemOf(await phone.put(`${path}/vote`, { choice }))).toBe('409 poll-closed')
  expect(problemOf(await phone.delete(`${path}/vote`))).toBe('409 poll-closed')
  const mine = await phone.get(`${path}/vote`)
  expect([mine.status, mine.body]).toEqual([200, { choice: 'b', receipt: body.receipt }])
})

test('a withdrawn vote is gone, and may be cast again', async () => {
  const { url } = await startApp()
  const { path } = await makePoll(url)
  const phone = new Caller(url)
  expect(problemOf(await phone.delete(`${path}/vote`))).toBe('404 no-vote')
  expect(problemOf(await phone.get(`${path}/vote`))).toBe('404 no-vote')
  await phone.put(`${path}/vote`, { choice: 'b' })
  const gone = await phone.delete(`${path}/vote`)
  expect([gone.status, gone.body]).toEqual([204, ''])
  expect(problemOf(await phone.get(`${path}/vote`))).toBe('404 no-vote')
  expect(problemOf(await phone.delete(`${path}/vote`))).toBe('404 no-vote')
  expect(await votes(url, path)).toEqual([0, 0])
  const { body } = await phone.put<Receipt>(`${path}/vote`, { choice: 'b' })
  expect(body.outcome).toBe('counted')
})

test('where changing is not allowed, a change and a withdrawal are refused, a repeat is not', async () => {
  const { url } = await startApp()
  const { path } = await makePoll(url, { allowChange: false })
  const phone = new Caller(url)
  await phone.put(`${path}/vote`, { choice: 'b' })
  expect(problemOf(await phone.put(`${path}/vote`, { choice: 'a' }))).toBe('409 already-voted')
  expect(problemOf(await phone.delete(`${path}/vote`))).toBe('409 already-voted')
  const { body } = await phone.put<Receipt>(`${path}/vote`, { choice: 'b' })
  expect(body.outcome).toBe('unchanged')
})

test('whatever is wrong inside a choice is ballot-invalid, around it body-invalid', async () => {
  const { url } = await startApp()
  const { path } = await makePoll(url)
  const phone = new Caller(url)
  const put = async (body: unknown) => problemOf(await phone.put(`${path}/vote`, body))
  for (const choice of ['z', '', 1, null, ['a'], { a: 1 }, [[[[]]]], 'a\u0000'])
    expect([JSON.stringify(choice), await put({ choice })]).toEqual([
      JSON.stringify(choice),
      '422 ballot-invalid',
    ])
  for (const body of [{}, { choice: 'a', why: 'x' }, [], 'null', '"a"', '1'])
    expect([JSON.stringify(body), await put(body)]).toEqual([
      JSON.stringify(body),
      '400 body-invalid',
    ])
  expect(problemOf(await phone.put('/api/polls/p_no/vote', { choice: 'a' }))).toBe(
    '404 poll-not-found',
  )
})

test('a ballot of several options is checked whole, and kept in the order of the options', async () => {
  const { url } = await startApp()
  const setup = { kind: 'multiple', options: ['A', 'B', 'C'], maxChoices: 2 }
  const { path } = await makePoll(url, setup)
  const phone = new Caller(url)
  const put = (choice: unknown) => phone.put(`${path}/vote`, { choice })
  expect((await put(['c', 'a'])).body).toMatchObject({ outcome: 'counted' })
  expect((await put(['a', 'c'])).body).toMatchObject({ outcome: 'unchanged' })
  expect((await phone.get(`${path}/vote`)).body).toMatchObject({ choice: ['a', 'c'] })
  const wrong = await put(['a', 'a', 'x'])
  expect(problemOf(wrong)).toBe('422 ballot-invalid')
  expect(wrong.body.errors?.map(({ pointer }) => pointer)).toEqual([
    '/choice/1',
    '/choice/2',
    '/choice',
  ])
  for (const choice of [[], 'a', {}])
    expect(problemOf(await put(choice))).toBe('422 ballot-invalid')
})

test('a vote survives a restart: the same cookie is the same voter', async () => {
  const file = `file:${tempFolder()}/votes.db`
  const first = await startApp({ env: { DATABASE_URL: file } })
  const { path } = await makePoll(first.url)
  const phone = new Caller(first.url)
  const { body } = await phone.put<Receipt>(`${path}/vote`, { choice: 'b' })
  await first.stop()
  const second = await startApp({ env: { DATABASE_URL: file } })
  const back = new Caller(second.url)
  back.cookie = phone.cookie
  const again = await back.put<Receipt>(`${path}/vote`, { choice: 'b' })
  expect(again.body).toEqual({ ...body, outcome: 'unchanged' })
  await second.stop()
})
