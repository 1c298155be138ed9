import type { PollView } from '#core/poll'
import type { Room } from '#core/room'
import { expect, test } from 'vitest'
import { startApp } from '../support/app.ts'
import { addPoll, Caller, makePoll, makeRoom, newPoll, problemOf, type MadePoll } from './door.ts'

test('one call makes a room with a poll that is open and on air', async () => {
  const { url } = await startApp()
  const { status, body } = await new Caller(url).post<MadePoll>('/api/polls', newPoll)
  const { poll, room } = body
  expect(status).toBe(201)
  expect(body).toEqual({
    poll: {
      id: expect.stringMatching(/^[A-Za-z0-9_-]{1,64}$/),
      room: room.code,
      kind: 'single',
      question: 'Tea or coffee?',
      options: [
        { id: 'a', label: 'Tea' },
        { id: 'b', label: 'Coffee' },
      ],
      maxChoices: null,
      scale: null,
      results: 'live',
      allowChange: true,
      voters: 'device',
      status: 'open',
      run: 1,
      version: 1,
      ballots: 0,
      closesAt: null,
      result: {
        options: [
          { id: 'a', votes: 0, share: 0 },
          { id: 'b', votes: 0, share: 0 },
        ],
      },
    },
    room: {
      code: room.code,
      title: 'Tea or coffee?',
      version: expect.any(Number),
      onAir: poll.id,
      items: [{ kind: 'poll', id: poll.id, title: 'Tea or coffee?', status: 'open' }],
      notice: null,
    },
    hostKey: expect.any(String),
    links: {
      join: `${url}/${room.code}`,
      host: `${url}/host/${room.code}#${body.hostKey}`,
      screen: `${url}/screen/${room.code}`,
    },
  })
})

test('what a poll says of itself is kept, and the rest has its default', async () => {
  const { url } = await startApp()
  const setup = { kind: 'multiple', maxChoices: 2, results: 'closed', allowChange: false }
  expect((await makePoll(url, setup)).poll).toMatchObject({ ...setup, voters: 'device' })
})

test('a poll added to a room is a draft unless it says open, and is not on air', async () => {
  const { url } = await startApp()
  const made = await makeRoom(url)
  expect((await addPoll(made)).status).toBe('draft')
  expect((await addPoll(made, { status: 'open' })).status).toBe('open')
  expect((await made.host.get<Room>(made.path)).body.onAir).toBeNull()
  const stranger = new Caller(url)
  expect(problemOf(await stranger.post(`${made.path}/polls`, newPoll))).toBe('401 key-missing')
})

test('a draft is not found by anybody but its host', async () => {
  const { url } = await startApp()
  const made = await makeRoom(url)
  const { id } = await addPoll(made)
  for (const path of [`/api/polls/${id}`, `/api/polls/${id}/result`, `/api/polls/${id}/stream`])
    expect([path, problemOf(await new Caller(url).get(path))]).toEqual([path, '404 poll-not-found'])
  expect((await made.host.get<PollView>(`/api/polls/${id}`)).body.status).toBe('draft')
  const asPublic = await made.host.get(`/api/polls/${id}?view=public`)
  expect(problemOf(asPublic)).toBe('404 poll-not-found')
  const vote = await new Caller(url).put(`/api/polls/${id}/vote`, { choice: 'a' })
  expect(problemOf(vote)).toBe('409 poll-closed')
})

test('a poll opens, closes and opens again, but never goes back to draft', async () => {
  const { url } = await startApp()
  const made = await makeRoom(url)
  const path = `/api/polls/${(await addPoll(made)).id}`
  const early = await made.host.patch(path, { status: 'closed' })
  expect([problemOf(early), early.body.errors?.[0]?.pointer]).toEqual([
    '400 body-invalid',
    '/status',
  ])
  for (const status of ['open', 'closed', 'open'])
    expect((await made.host.patch<PollView>(path, { status })).body.status).toBe(status)
  const back = await made.host.patch(path, { status: 'draft' })
  expect([problemOf(back), back.body.errors?.[0]?.pointer]).toEqual(['400 body-invalid', '/status'])
})

test('typos are mended after votes, but another number of options is refused', async () => {
  const { url } = await startApp()
  const { host, path } = await makePoll(url)
  const three = ['Tea', 'Coffee', 'Maté']
  expect((await host.patch<PollView>(path, { options: three })).body.options).toHaveLength(3)
  await new Caller(url).put(`${path}/vote`, { choice: 'b' })
  const mended = await host.patch<PollView>(path, { options: ['Te', 'Coffee', 'Mate'] })
  expect(mended.body.options).toEqual([
    { id: 'a', label: 'Te' },
    { id: 'b', label: 'Coffee' },
    { id: 'c', label: 'Mate' },
  ])
  expect(mended.body.ballots).toBe(1)
  expect(problemOf(await host.patch(path, { options: ['Tea', 'Coffee'] }))).toBe('409 has-votes')
})

test('every change raises the version, and a change that changes nothing does not lower it', async () => {
  const { url } = await startApp()
  const { host, path, poll } = await makePoll(url)
  const { body: first } = await host.patch<PollView>(path, { question: 'Tea?' })
  const { body: second } = await host.patch<PollView>(path, { question: 'Tea?' })
  expect(first.version).toBeGreaterThan(poll.version)
  expect(second.version).toBeGreaterThanOrEqual(first.version)
})

test.for(['host', 'closed'])(
  'results %s: nobody but the host sees them while it is open',
  async (results) => {
    const { url } = await startApp()
    const { host, path } = await makePoll(url, { results })
    const voter = new Caller(url)
    await voter.put(`${path}/vote`, { choice: 'b' })
    for (const view of ['', '?view=public']) {
      const { body } = await voter.get<PollView>(path + view)
      expect([body.ballots, body.result]).toEqual([1, null])
    }
    expect(problemOf(await voter.get(`${path}/result`))).toBe('401 key-missing')
    const result = {
      options: [
        { id: 'a', votes: 0, share: 0 },
        { id: 'b', votes: 1, share: 1 },
      ],
    }
    expect((await host.get<PollView>(path)).body.result).toEqual(result)
    expect((await host.get(`${path}/result`)).body).toEqual(result)
    expect((await host.get<PollView>(`${path}?view=public`)).body.result).toBeNull()

    await host.patch(path, { status: 'closed' })
    const { body: closed } = await voter.get<PollView>(path)
    expect(closed.result).toEqual(results === 'closed' ? result : null)
  },
)

test('what is public of a hidden poll is the same to the byte whatever was chosen', async () => {
  const { url } = await startApp()
  const bodies: string[] = []
  for (const choices of ['aab', 'bbb']) {
    const { path, poll, room } = await makePoll(url, { results: 'host' })
    for (const choice of choices) await new Caller(url).put(`${path}/vote`, { choice })
    const text = await (await fetch(url + path)).text()
    bodies.push(text.replaceAll(poll.id, 'ID').replaceAll(room.code, 'CODE'))
  }
  expect(bodies[0]).toBe(bodies[1])
})

test('share is of people, also where one person has several votes', async () => {
  const { url } = await startApp()
  const { path } = await makePoll(url, { kind: 'multiple', options: ['A', 'B', 'C'] })
  for (const choice of [
    ['a', 'b'],
    ['c', 'b'],
  ])
    await new Caller(url).put(`${path}/vote`, { choice })
  const { body } = await new Caller(url).get<PollView>(path)
  expect(body.result).toEqual({
    options: [
      { id: 'a', votes: 1, share: 0.5 },
      { id: 'b', votes: 2, share: 1 },
      { id: 'c', votes: 1, share: 0.5 },
    ],
  })
})

test('an erased poll is gone, and its room shows nothing in its place', async () => {
  const { url } = await startApp()
  const { host, path, room } = await makePoll(url)
  expect(problemOf(await new Caller(url).delete(path))).toBe('401 key-missing')
  expect((await host.delete(path)).status).toBe(204)
  expect(problemOf(await host.get(path))).toBe('404 poll-not-found')
  expect(problemOf(await host.delete(path))).toBe('404 poll-not-found')
  const { body } = await host.get<Room>(`/api/rooms/${room.code}`)
  expect([body.onAir, body.items]).toEqual([null, []])
})

test('what a poll cannot be is refused with the name of what is wrong', async () => {
  const { url } = await startApp()
  const post = (change: object) => new Caller(url).post('/api/polls', { ...newPoll, ...change })
  const faults: [object, string][] = [
    [{ kind: 'rating' }, '/options'],
    [{ kind: 'ranking', options: undefined }, '/options'],
    [{ scale: { min: 1, max: 5 } }, '/scale'],
    [{ kind: 'rating', options: undefined, scale: { min: 5, max: 1 } }, '/scale'],
    [{ kind: 'rating', options: undefined, scale: { min: 0, max: 101 } }, '/scale'],
    [{ approveWords: true }, '/approveWords'],
    [{ kind: 'dance' }, '/kind'],
    [{ results: 'never' }, '/results'],
    [{ closesAt: 1 }, '/closesAt'],
    [{ voters: 'ticket' }, '/voters'],
    [{ match: 'm_1' }, '/match'],
    [{ options: ['one'] }, '/options'],
    [{ options: ['', 'x'] }, '/options/0'],
    [{ options: ['x'.repeat(121), 'x'] }, '/options/0'],
    [{ question: 'x'.repeat(281) }, '/question'],
    [{ question: '  ' }, '/question'],
    [{ maxChoices: 1 }, '/maxChoices'],
    [{ kind: 'multiple', maxChoices: 3 }, '/maxChoices'],
  ]
  for (const [change, pointer] of faults) {
    const answer = await post(change)
    expect([pointer, problemOf(answer)]).toEqual([pointer, '400 body-invalid'])
    expect(answer.body.errors?.map((fault) => fault.pointer)).toEqual([pointer])
  }
  const longest = { question: '😀'.repeat(280), options: ['😀'.repeat(120), 'x'] }
  expect((await post(longest)).status).toBe(201)
  expect((await post({ options: Array.from({ length: 50 }, (_, at) => `o${at}`) })).status).toBe(
    201,
  )
  expect((await post({ options: Array.from({ length: 51 }, (_, at) => `o${at}`) })).status).toBe(
    400,
  )
})
