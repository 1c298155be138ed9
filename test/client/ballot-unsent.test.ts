import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { MyVotes } from '../../client/live/my-vote.svelte.ts'

// What a voter decided in a dead spot outlives a reload: a new `MyVotes` is the page, loaded again.

const poll = { id: 'p_1', run: 1 }
const dead = () => Promise.reject(new TypeError('no network'))
const refused = (code: string) => async () =>
  Response.json({ type: `/problems/${code}` }, { status: 409 })
const counted = async () => Response.json({ outcome: 'counted' })

let network: () => Promise<Response>
let sent: string[]
/** What an answer to the question for this device's vote says. */
let kept: () => Promise<Response>

beforeEach(() => {
  vi.useFakeTimers()
  sent = []
  kept = refused('no-vote')
  vi.stubGlobal('fetch', (path: string, { method, body }: RequestInit) => {
    if (method === 'GET') return kept()
    sent.push(`${method} ${path} ${body ?? ''}`.trim())
    return network()
  })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  localStorage.clear()
})

const passes = (ms = 0) => vi.advanceTimersByTimeAsync(ms)

/** A page in a dead spot, whose voter has decided; its own tries go nowhere any more. */
async function leave(decide: (votes: MyVotes) => void): Promise<void> {
  network = dead
  decide(new MyVotes())
  await passes()
  vi.clearAllTimers()
  sent = []
}
const leaveVote = (choice = 'a') => leave((votes) => votes.of(poll).cast(choice))

it('shows what waits after a reload, and sends it once, with its run', async () => {
  await leaveVote()
  const votes = new MyVotes()
  const vote = votes.of(poll)
  expect([vote.state, vote.choice]).toEqual(['waiting', 'a'])
  network = counted
  votes.hurry()
  await passes(60_000)
  expect(vote.state).toBe('saved')
  expect(sent).toEqual(['PUT /api/polls/p_1/vote {"choice":"a","run":1}'])
  expect(new MyVotes().of(poll).state).toBe('none')
})

it('sends it though its poll is not on air any more', async () => {
  await leaveVote()
  network = counted
  new MyVotes().hurry()
  await passes()
  expect(sent).toHaveLength(1)
})

it('takes a vote back after a reload', async () => {
  await leave((votes) => votes.of(poll).withdraw())
  const votes = new MyVotes()
  network = async () => new Response(null, { status: 204 })
  votes.hurry()
  await passes()
  expect(sent).toEqual(['DELETE /api/polls/p_1/vote?run=1'])
  expect(votes.of(poll).state).toBe('withdrawn')
})

it('forgets what was refused', async () => {
  await leaveVote()
  network = refused('poll-closed')
  const votes = new MyVotes()
  votes.hurry()
  await passes()
  expect(votes.of(poll).state).toBe('refused')
  expect(new MyVotes().of(poll).state).toBe('none')
})

it('does not vote for somebody the next morning', async () => {
  await leaveVote()
  vi.setSystemTime(Date.now() + 13 * 3_600_000)
  const votes = new MyVotes()
  expect(votes.of(poll).state).toBe('none')
  votes.hurry()
  await passes()
  expect(sent).toEqual([])
})

it('does not vote in the next run with what was meant for the last', async () => {
  await leaveVote()
  const votes = new MyVotes()
  expect(votes.of({ ...poll, run: 2 }).choice).toBeNull()
  network = counted
  votes.hurry()
  await passes(60_000)
  expect(sent).toEqual([])
})

it('says no older word than another tab of the same device', async () => {
  await leaveVote('a')
  const [early, late] = [new MyVotes(), new MyVotes()]
  network = counted
  late.of(poll).cast('b')
  await passes()
  kept = async () => Response.json({ choice: 'b', receipt: 'r' })
  early.hurry()
  await passes(60_000)
  expect(sent).toEqual(['PUT /api/polls/p_1/vote {"choice":"b","run":1}'])
  expect([early.of(poll).state, early.of(poll).choice]).toEqual(['saved', 'b'])
})

it('leaves alone what another tab has yet to send', async () => {
  await leaveVote('a')
  const late = new MyVotes().of(poll)
  const early = new MyVotes()
  late.cast('b')
  await passes()
  early.hurry()
  await passes()
  expect(new MyVotes().of(poll).choice).toBe('b')
})

it('votes where nothing can be stored', async () => {
  const refuse = () => {
    throw new DOMException('no', 'SecurityError')
  }
  vi.stubGlobal('localStorage', { getItem: refuse, setItem: refuse, removeItem: refuse })
  network = dead
  const vote = new MyVotes().of(poll)
  vote.cast('a')
  await passes()
  expect(vote.state).toBe('waiting')
  network = counted
  await passes(2000)
  expect(vote.state).toBe('saved')
})

it.each(['', '{', '[]', 'null', '{"poll":7}', '{"poll":"p_1","run":1,"choice":"a"}'])(
  'is not confused by what somebody else left there: %s',
  (text) => {
    localStorage.setItem('tallycast.vote.p_1', text)
    expect(new MyVotes().of(poll).state).toBe('none')
  },
)
