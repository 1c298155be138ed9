import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
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
  localStorage.clear()
})

it('shows what this device chose before', async () => {
  replies = [ok({ choice: 'b', receipt: 'r' })]
  const vote = new MyVote('p_1', 1)
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
  const vote = new MyVote('p_1', 1)
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
  const vote = new MyVote('p_1', 1)
  vote.cast('a')
  await vi.advanceTimersByTimeAsync(0)
  expect([vote.state, vote.choice]).toEqual(['waiting', 'a'])
  await vi.advanceTimersByTimeAsync(2000)
  expect(vote.state).toBe('saved')
})

it('sends the newest choice when a finger was faster than the network', async () => {
  let arrive!: (response: Response) => void
  replies = [() => new Promise((resolve) => (arrive = resolve)), ok({ outcome: 'changed' })]
  const vote = new MyVote('p_1', 1)
  vote.cast('a')
  vote.cast('b')
  arrive(Response.json({ outcome: 'counted' }))
  await vi.advanceTimersByTimeAsync(0)
  expect(asked).toEqual(['PUT {"choice":"a","run":1}', 'PUT {"choice":"b","run":1}'])
  expect([vote.state, vote.saved]).toEqual(['saved', 'b'])
})

it('is saved after all when the poll closed on a repeat of a vote that had arrived', async () => {
  replies = [problem('poll-closed', 409), ok({ choice: 'a', receipt: 'r' })]
  const vote = new MyVote('p_1', 1)
  vote.cast('a')
  await vi.advanceTimersByTimeAsync(0)
  expect(vote.state).toBe('saved')
})

it('says so when the vote came too late, and shows what counts instead', async () => {
  replies = [problem('poll-closed', 409), problem('no-vote', 404)]
  const vote = new MyVote('p_1', 1)
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
  const vote = new MyVote('p_1', 1)
  vote.cast('a')
  await vi.advanceTimersByTimeAsync(0)
  expect([vote.state, vote.choice]).toEqual(['waiting', 'a'])
  await vi.advanceTimersByTimeAsync(2000)
  expect([vote.state, vote.choice]).toEqual(['saved', 'a'])
})

describe('a vote that is taken back', () => {
  const voted = async (...then: typeof replies) => {
    replies = [ok({ outcome: 'counted' }), ...then]
    const vote = new MyVote('p_1', 1)
    vote.cast('a')
    await vi.advanceTimersByTimeAsync(0)
    vote.withdraw()
    await vi.advanceTimersByTimeAsync(0)
    return vote
  }
  const told = (vote: MyVote) => [vote.state, vote.saved, vote.choice]
  const gone = () => new Response(null, { status: 204 })

  it('is as if it had never been, once the server has it', async () => {
    const vote = await voted(gone)
    expect(asked.at(-1)).toBe('DELETE')
    expect(told(vote)).toEqual(['withdrawn', null, null])
  })

  it('shows nothing as chosen while it waits, and goes out by itself', async () => {
    const vote = await voted(() => Promise.reject(new TypeError('no network')), gone)
    expect(told(vote)).toEqual(['waiting', 'a', null])
    await vi.advanceTimersByTimeAsync(2000)
    expect(told(vote)).toEqual(['withdrawn', null, null])
  })

  it('is gone when the answer to an earlier try was lost', async () => {
    const vote = await voted(problem('no-vote', 404), problem('no-vote', 404))
    expect(told(vote)).toEqual(['withdrawn', null, null])
  })

  it('counts after all when voting closed before', async () => {
    const vote = await voted(problem('poll-closed', 409), ok({ choice: 'a', receipt: 'r' }))
    expect(told(vote)).toEqual(['refused', 'a', 'a'])
    expect(vote.problem?.code).toBe('poll-closed')
  })

  it('can be cast again', async () => {
    const vote = await voted(gone, ok({ outcome: 'counted' }))
    vote.cast('b')
    await vi.advanceTimersByTimeAsync(0)
    expect(told(vote)).toEqual(['saved', 'b', 'b'])
  })
})

it('takes an order for another choice than its reverse', async () => {
  replies = [problem('poll-closed', 409), ok({ choice: ['b', 'a'], receipt: 'r' })]
  const vote = new MyVote('p_1', 1)
  vote.cast(['a', 'b'])
  await vi.advanceTimersByTimeAsync(0)
  expect([vote.state, vote.saved]).toEqual(['refused', ['b', 'a']])
})
