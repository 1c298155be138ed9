import { expect, test } from 'vitest'
import { startApp } from '../support/app.ts'
import { Caller, makePoll, problemOf } from './door.ts'

const vote = async (url: string, path: string, choices: unknown[]) => {
  const cookies = []
  for (const choice of choices) {
    const phone = new Caller(url)
    await phone.put(`${path}/vote`, { choice })
    cookies.push(phone.cookie ?? '')
  }
  return cookies
}

test('a host takes away every ballot and the result, and nothing that says whose they are', async () => {
  const { url } = await startApp()
  const { host, path, poll } = await makePoll(url, { kind: 'multiple' })
  const cookies = await vote(url, path, [['b'], ['b', 'a'], ['b']])
  const json = await host.get(`${path}/export?format=json`)
  expect(json.headers.get('content-disposition')).toBe(
    `attachment; filename="${poll.id}-run-1.json"`,
  )
  expect(json.body).toMatchObject({
    poll: { id: poll.id, question: 'Tea or coffee?', run: 1, ballots: 3 },
    result: {
      options: [
        { id: 'a', votes: 1 },
        { id: 'b', votes: 3 },
      ],
    },
    ballots: [['a', 'b'], ['b'], ['b']],
  })
  const csv = await host.get<string>(`${path}/export?format=csv`)
  expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  const lines = csv.body.replace('\uFEFF', '').split('\r\n')
  expect(lines).toEqual([
    'question,Tea or coffee?',
    'kind,multiple',
    'run,1',
    'status,open',
    'voters,device',
    'ballots,3',
    '',
    'option,votes,share',
    'Tea,1,0.3333333333333333',
    'Coffee,3,1',
    '',
    'ballot',
    'Tea,Coffee',
    'Coffee',
    'Coffee',
    '',
  ])
  const voters = cookies.map((cookie) => cookie.split('=')[1]?.split('.')[0] ?? 'none')
  for (const voter of voters) expect(JSON.stringify([json.body, csv.body])).not.toContain(voter)
})

test('what a spreadsheet would run as a formula is defused, quotes and lines are kept', async () => {
  const { url } = await startApp()
  const options = ['=1+1', '+1', '-1', '@SUM(A1)', 'a "b", c', 'two\nlines']
  const { host, path } = await makePoll(url, { question: '=cmd|calc', options })
  await vote(url, path, ['a', 'e'])
  const { body } = await host.get<string>(`${path}/export?format=csv`)
  const text = body.replace('\uFEFF', '')
  expect(text).toContain("question,'=cmd|calc\r\n")
  for (const cell of ["'=1+1,1,", "'+1,0,", "'-1,0,", "'@SUM(A1),0,"])
    expect(text).toContain(`\r\n${cell}`)
  expect(text).toContain('"a ""b"", c",1,')
  expect(text).toContain('"two\nlines",0,')
  expect(text.endsWith('ballot\r\n\'=1+1\r\n"a ""b"", c"\r\n')).toBe(true)
})

test('each kind is taken away as it was voted, an earlier run by its number', async () => {
  const { url } = await startApp()
  const unset = { options: undefined }
  const rating = await makePoll(url, { kind: 'rating', ...unset, scale: { min: -1, max: 1 } })
  await vote(url, rating.path, [1, -1, 1])
  await rating.host.post(`${rating.path}/runs`)
  const first = await rating.host.get(`${rating.path}/export?format=json&run=1`)
  expect(first.body).toMatchObject({ poll: { run: 1, status: 'closed' }, ballots: [-1, 1, 1] })
  expect((await rating.host.get(`${rating.path}/export?format=json`)).body).toMatchObject({
    poll: { run: 2 },
    ballots: [],
  })
  const ranking = await makePoll(url, { kind: 'ranking' })
  await vote(url, ranking.path, [['b', 'a'], ['a']])
  const ranked = await ranking.host.get<string>(`${ranking.path}/export?format=csv`)
  expect(ranked.body).toContain('option,round 1,round 2\r\nTea,1,2\r\nCoffee,1,\r\n')
  expect(ranked.body).toContain('ballot\r\nTea\r\nCoffee,Tea\r\n')
  const words = await makePoll(url, { kind: 'words', ...unset })
  await vote(url, words.path, [['joy', 'rude']])
  await words.host.patch(words.path, { hiddenWords: ['rude'] })
  const said = await words.host.get(`${words.path}/export?format=json`)
  expect(said.body).toMatchObject({
    result: { words: [{ text: 'joy' }] },
    ballots: [['joy', 'rude']],
  })
  expect(JSON.stringify(said.body)).not.toContain('hiddenWords')
})

test('a withdrawn vote is not in it; only the host takes it, in a format that there is', async () => {
  const { url } = await startApp()
  const { host, path } = await makePoll(url)
  const phone = new Caller(url)
  await phone.put(`${path}/vote`, { choice: 'a' })
  await phone.delete(`${path}/vote`)
  expect((await host.get(`${path}/export?format=json`)).body).toMatchObject({ ballots: [] })
  expect(problemOf(await phone.get(`${path}/export?format=csv`))).toBe('401 key-missing')
  expect(problemOf(await host.get(`${path}/export?format=xml`))).toBe('404 not-found')
  expect(problemOf(await host.get(`${path}/export?format=csv&run=2`))).toBe('404 poll-not-found')
})
