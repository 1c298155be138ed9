import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { MyVote, MyVotes } from '../../client/live/my-vote.svelte.ts'

let replies: ((method: string) => Response | Promise<Response>)[]
let asked: string[]
const problem = (code: string, status: number) => () =>
  Response.json({ type: `/problems/${code}`, title: code, status }, { status })
const ok = (body: object) => () => Response.json(body)

beforeEach(() => {
  vi.useFakeTimers()
  asked = []
  vi.stubGlobal('fetch', async (_path: string, init: RequestInit) => {
    asked.push(`${init.method} ${init.body ?? ''}`.trim())
    return replies.shift()!(init.method!)
  })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

it('shows what this device chose before', async () => {
  replies = [ok({ choice: 'b', receipt: 'r' })]
  const vote = new MyVote('p_1')
  await vote.restore()
  expect([vote.state, vote.choice]).toEqual(['saved', 'b'])
})

it('asks for an earlier vote only when told to: looking one up may happen while a page is drawn', () => {
  const votes = new MyVotes()
  const poll = { id: 'p_1', run: 1 }
  expect(votes.of(poll)).toBe(votes.of(poll))
  expect(votes.of({ ...poll, run: 2 })).not.toBe(votes.of(poll))
  expect(asked).toEqual([])
})

it('is saved when the server has it, and may be changed', async () => {
  replies = [ok({ outcome: 'counted' }), ok({ outcome: 'changed' })]
  const vote = new MyVote('p_1')
  vote.cast('a')
  expect(vote.state).toBe('sending')
  await vi.advanceTimersByTimeAsync(0)
  expect(vote.state).toBe('saved')
  vote.cast('b')
  await vi.advanceTimersByTimeAsync(0)
  expect(vote.saved).toBe('b')
})

it('keeps a choice that did not arrive and sends it again', async () => {
  replies = [() => Promise.reject(new TypeError('no network')), ok({ outcome: 'counted' })]
  const vote = new MyVote('p_1')
  vote.cast('a')
  await vi.advanceTimersByTimeAsync(0)
  expect([vote.state, vote.choice]).toEqual(['waiting', 'a'])
  await vi.advanceTimersByTimeAsync(2000)
  expect(vote.state).toBe('saved')
})

it('sends the newest choice when a finger was faster than the network', async () => {
  let arrive!: (response: Response) => void
  replies = [() => new Promise((resolve) => (arrive = resolve)), ok({ outcome: 'changed' })]
  const vote = new MyVote('p_1')
  vote.cast('a')
  vote.cast('b')
  arrive(Response.json({ outcome: 'counted' }))
  await vi.advanceTimersByTimeAsync(0)
  expect(asked).toEqual(['PUT {"choice":"a"}', 'PUT {"choice":"b"}'])
  expect([vote.state, vote.saved]).toEqual(['saved', 'b'])
})

it('is saved after all when the poll closed on a repeat of a vote that had arrived', async () => {
  replies = [problem('poll-closed', 409), ok({ choice: 'a', receipt: 'r' })]
  const vote = new MyVote('p_1')
  vote.cast('a')
  await vi.advanceTimersByTimeAsync(0)
  expect(vote.state).toBe('saved')
})

it('says so when the vote came too late, and shows what counts instead', async () => {
  replies = [problem('poll-closed', 409), problem('no-vote', 404)]
  const vote = new MyVote('p_1')
  vote.cast('a')
  await vi.advanceTimersByTimeAsync(0)
  expect([vote.state, vote.choice, vote.problem?.code]).toEqual(['refused', null, 'poll-closed'])
})

it('does not say too late before the server has said what it has', async () => {
  replies = [
    problem('poll-closed', 409),
    problem('busy', 503),
    problem('poll-closed', 409),
    ok({ choice: 'a', receipt: 'r' }),
  ]
  const vote = new MyVote('p_1')
  vote.cast('a')
  await vi.advanceTimersByTimeAsync(0)
  expect([vote.state, vote.choice]).toEqual(['waiting', 'a'])
  await vi.advanceTimersByTimeAsync(2000)
  expect([vote.state, vote.choice]).toEqual(['saved', 'a'])
})
