import type { PollView } from '#core/poll'
import { expect, test } from 'vitest'
import { startApp } from '../support/app.ts'
import { Caller, makePoll, problemOf } from './door.ts'

const unset = { options: undefined }

test('a rating has a scale, one to five where the host says nothing, and no options', async () => {
  const { url } = await startApp()
  const stars = await makePoll(url, { kind: 'rating', ...unset })
  expect(stars.poll).toMatchObject({ scale: { min: 1, max: 5 }, options: [], maxChoices: null })
  const { poll, path } = await makePoll(url, {
    kind: 'rating',
    ...unset,
    scale: { min: -2, max: 2 },
  })
  expect(poll.scale).toEqual({ min: -2, max: 2 })
  for (const choice of [-2, 1, 2]) await new Caller(url).put(`${path}/vote`, { choice })
  expect(problemOf(await new Caller(url).put(`${path}/vote`, { choice: 3 }))).toBe(
    '422 ballot-invalid',
  )
  const { body } = await new Caller(url).get<PollView>(path)
  expect(body.result).toEqual({
    counts: [-2, -1, 0, 1, 2].map((value) => ({
      value,
      votes: [-2, 1, 2].includes(value) ? 1 : 0,
    })),
    mean: 1 / 3,
  })
})

test('a ranking is told small, and with every elimination by its result', async () => {
  const { url } = await startApp()
  const { path } = await makePoll(url, { kind: 'ranking', options: ['A', 'B', 'C'] })
  for (const choice of [['a', 'b'], ['b'], ['c', 'b', 'a'], ['a'], ['b', 'c']])
    await new Caller(url).put(`${path}/vote`, { choice })
  const { body: poll } = await new Caller(url).get<PollView>(path)
  const small = {
    first: [
      { id: 'a', votes: 2 },
      { id: 'b', votes: 2 },
      { id: 'c', votes: 1 },
    ],
    last: [
      { id: 'a', votes: 2 },
      { id: 'b', votes: 3 },
    ],
    exhausted: 0,
    out: ['c'],
    winner: 'b',
  }
  expect(poll.result).toEqual(small)
  const { body: whole } = await new Caller(url).get(`${path}/result`)
  expect(whole).toEqual({
    ...small,
    rounds: [
      { counts: small.first, exhausted: 0, out: 'c' },
      { counts: small.last, exhausted: 0, out: null },
    ],
  })
})

test('the order of a ranking is the vote: another order is a change, the same is none', async () => {
  const { url } = await startApp()
  const { path } = await makePoll(url, { kind: 'ranking' })
  const phone = new Caller(url)
  const outcomes = []
  for (const choice of [['a', 'b'], ['b', 'a'], ['b', 'a'], ['b']])
    outcomes.push((await phone.put<{ outcome: string }>(`${path}/vote`, { choice })).body.outcome)
  expect(outcomes).toEqual(['counted', 'changed', 'unchanged', 'changed'])
  expect((await phone.get(`${path}/vote`)).body).toMatchObject({ choice: ['b'] })
})

test('words are counted folded, three to a ballot', async () => {
  const { url } = await startApp()
  const { path } = await makePoll(url, { kind: 'words', ...unset })
  await new Caller(url).put(`${path}/vote`, { choice: ['Joy', 'good  News'] })
  await new Caller(url).put(`${path}/vote`, { choice: [' jOY '] })
  const { body } = await new Caller(url).get<PollView>(path)
  expect([body.ballots, body.result]).toEqual([
    2,
    {
      words: [
        { text: 'joy', votes: 2 },
        { text: 'good news', votes: 1 },
      ],
    },
  ])
  const four = { choice: ['1', '2', '3', '4'] }
  expect(problemOf(await new Caller(url).put(`${path}/vote`, four))).toBe('422 ballot-invalid')
})

test('a host hides a word and lets it back, and nobody else reads what is hidden', async () => {
  const { url } = await startApp()
  const { host, path } = await makePoll(url, { kind: 'words', ...unset })
  for (const choice of [['rude'], ['rude'], ['kind']])
    await new Caller(url).put(`${path}/vote`, { choice })
  const hidden = await host.patch<PollView>(path, { hiddenWords: ['RUDE'] })
  expect(hidden.body).toMatchObject({ ballots: 3, result: { words: [{ text: 'kind', votes: 1 }] } })
  const { body } = await new Caller(url).get<PollView>(path)
  expect(JSON.stringify(body)).not.toContain('rude')
  expect((await host.get(`${path}/words`)).body).toEqual({
    approve: false,
    hidden: ['rude'],
    shown: [],
    words: [
      { text: 'rude', votes: 2, state: 'hidden' },
      { text: 'kind', votes: 1, state: 'shown' },
    ],
  })
  expect(problemOf(await new Caller(url).get(`${path}/words`))).toBe('401 key-missing')
  const back = await host.patch<PollView>(path, { hiddenWords: [] })
  expect(back.body.result).toMatchObject({ words: [{ text: 'rude', votes: 2 }, { text: 'kind' }] })
})

test('where words are approved first, nothing is seen before', async () => {
  const { url } = await startApp()
  const { host, path } = await makePoll(url, { kind: 'words', ...unset, approveWords: true })
  await new Caller(url).put(`${path}/vote`, { choice: ['joy', 'fun'] })
  expect((await new Caller(url).get<PollView>(path)).body.result).toEqual({ words: [] })
  expect((await host.get(`${path}/words`)).body).toMatchObject({
    approve: true,
    words: [
      { text: 'fun', state: 'waiting' },
      { text: 'joy', state: 'waiting' },
    ],
  })
  const approved = await host.patch<PollView>(path, { shownWords: ['Joy'] })
  expect(approved.body.result).toEqual({ words: [{ text: 'joy', votes: 1 }] })
})

test('what a kind has not cannot be patched', async () => {
  const { url } = await startApp()
  const { host, path } = await makePoll(url)
  const answer = await host.patch(path, { hiddenWords: ['x'], shownWords: [] })
  expect(answer.body.errors?.map(({ pointer }) => pointer)).toEqual(['/hiddenWords', '/shownWords'])
  expect(problemOf(await host.get(`${path}/words`))).toBe('404 not-found')
  const rating = await makePoll(url, { kind: 'rating', ...unset })
  const options = await rating.host.patch(rating.path, { options: ['a', 'b'] })
  expect(options.body.errors?.map(({ pointer }) => pointer)).toEqual(['/options'])
})
